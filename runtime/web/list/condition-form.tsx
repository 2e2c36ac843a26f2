import { Button, Select } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import { operatorsOf } from "../../../metamodel/index.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { isEmpty } from "../widgets/empty.ts";
import classes from "./filter.module.css";
import type { Chip, FieldAt } from "./filter-chips.ts";
import { FilterValue } from "./filter-value.tsx";

/** The word and the value of one condition. */
export function ConditionForm({
  path,
  label,
  start,
  fieldAt,
  onApply,
}: {
  path: string;
  label: string;
  start?: Chip;
  fieldAt: FieldAt;
  onApply: (chip: Chip) => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const field = fieldAt(path);
  const { model } = useWorkspace();
  const words = field ? operatorsOf(model, field) : [];
  const [operator, setOperator] = useState(start?.operator ?? words[0]?.[0] ?? "");
  const [value, setValue] = useState<unknown>(start?.value ?? null);
  const takes = words.find(([name]) => name === operator)?.[1].takes ?? "nothing";
  if (!field) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (takes !== "nothing" && isEmpty(value)) return;
    onApply({ path, operator, value: takes === "nothing" ? null : value });
  };
  return (
    <form onSubmit={submit} className={classes.condition}>
      <Select
        label={label}
        aria-label={say("filter.condition")}
        data={words.map(([name, word]) => ({ value: name, label: inWords(word.label, language) }))}
        value={operator}
        onChange={(next) => {
          setOperator(next ?? "");
          const was = takes;
          const now = words.find(([name]) => name === next)?.[1].takes;
          if (was !== now) setValue(null);
        }}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        data-autofocus={takes === "nothing" || undefined}
      />
      <FilterValue key={operator} field={field} takes={takes} value={value} onChange={setValue} />
      <Button type="submit" variant="filled" disabled={takes !== "nothing" && isEmpty(value)}>
        {say("filter.apply")}
      </Button>
    </form>
  );
}
