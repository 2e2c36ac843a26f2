import { Chip, Group, Select } from "@mantine/core";
import { inWords } from "../../../core/language/index.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { optionsOf } from "./options.ts";
import { ToneShape } from "./pill.tsx";
import { placeholderOf } from "./placeholder.ts";
import { useFieldState } from "./record-context.ts";
import type { InputProps } from "./widget.ts";

/** One of several values: chips while there are few and room for them, a searchable menu otherwise. */
export default function SelectInput(props: InputProps) {
  const { field, value, place = "form" } = props;
  const { withheld } = useFieldState(field);
  const options = optionsOf(field).filter(
    (option) => option.value === value || (!option.retired && !withheld.has(option.value)),
  );
  if (place === "form" && options.length <= 5) return <FewOptions {...props} options={options} />;
  return <ManyOptions {...props} options={options} />;
}

type WithOptions = InputProps & { readonly options: ReturnType<typeof optionsOf> };

function FewOptions({
  field,
  value,
  onChange,
  onBlur,
  id,
  ariaLabel,
  describedBy,
  disabled,
  options,
}: WithOptions) {
  const language = useLanguage();
  const isRequired = field.document.required === true;
  const choose = (option: string) => {
    onChange(option === value && !isRequired ? null : option);
    onBlur?.();
  };
  return (
    <Group id={id} role="group" aria-label={ariaLabel} aria-describedby={describedBy} gap="xs" mih={32}>
      {options.map((option) => (
        <Chip
          key={option.value}
          size="xs"
          radius="xl"
          variant="outline"
          checked={option.value === value}
          onChange={() => choose(option.value)}
          disabled={disabled ?? false}
        >
          {inWords(option.label, language)}
        </Chip>
      ))}
    </Group>
  );
}

function ManyOptions({
  field,
  value,
  onChange,
  onBlur,
  id,
  ariaLabel,
  describedBy,
  invalid,
  disabled,
  autoFocus,
  options,
}: WithOptions) {
  const say = useSay();
  const language = useLanguage();
  return (
    <Select
      id={id}
      data={options.map((option) => ({ value: option.value, label: inWords(option.label, language) }))}
      value={typeof value === "string" ? value : null}
      onChange={onChange}
      onBlur={onBlur}
      searchable
      clearable={field.document.required !== true}
      placeholder={placeholderOf(field, language, say("widget.choose"))}
      nothingFoundMessage={say("widget.nothing-found")}
      maxDropdownHeight={280}
      aria-label={ariaLabel}
      aria-describedby={describedBy}
      error={invalid}
      disabled={disabled ?? false}
      autoFocus={autoFocus ?? false}
      renderOption={({ option }) => (
        <Group gap="sm" wrap="nowrap">
          <ToneShape tone={options.find((each) => each.value === option.value)?.tone ?? "grey"} />
          {option.label}
        </Group>
      )}
    />
  );
}
