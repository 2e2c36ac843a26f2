import { MultiSelect } from "@mantine/core";
import { inWords } from "../../../core/language/index.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { optionsOf } from "./options.ts";
import { placeholderOf } from "./placeholder.ts";
import { useFieldState } from "./record-context.ts";
import type { InputProps } from "./widget.ts";

/** Several of several values. */
export default function MultiSelectInput(props: InputProps) {
  const { field, value, onChange, onBlur, id, ariaLabel, describedBy, invalid, disabled, autoFocus } = props;
  const say = useSay();
  const language = useLanguage();
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const { withheld } = useFieldState(field);
  const options = optionsOf(field).filter(
    (option) => chosen.includes(option.value) || (!option.retired && !withheld.has(option.value)),
  );
  return (
    <MultiSelect
      id={id}
      data={options.map((option) => ({ value: option.value, label: inWords(option.label, language) }))}
      value={chosen}
      onChange={(values) => onChange(values.length > 0 ? values : null)}
      onBlur={onBlur}
      searchable
      clearable
      hidePickedOptions
      placeholder={chosen.length === 0 ? placeholderOf(field, language, say("widget.choose")) : ""}
      nothingFoundMessage={say("widget.nothing-found")}
      maxDropdownHeight={280}
      aria-label={ariaLabel}
      aria-describedby={describedBy}
      error={invalid}
      disabled={disabled ?? false}
      autoFocus={autoFocus ?? false}
    />
  );
}
