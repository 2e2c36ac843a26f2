import { Button, Popover, ScrollArea, Select, Stack, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import type { ModelType } from "../../../metamodel/index.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { fieldIn } from "../model/paths.ts";
import { useWorkspace } from "../model/workspace.ts";
import type { Chip, FieldAt } from "./filter-chips.ts";
import { FilterValue } from "./filter-value.tsx";
import classes from "./list.module.css";

/** "+ Filtre": a searchable list of fields, then the words of the chosen one, then the value. */
export function FilterEditor({
  type,
  fieldAt,
  opened,
  onOpened,
  onApply,
}: {
  type: ModelType;
  fieldAt: FieldAt;
  opened: boolean;
  onOpened: (opened: boolean) => void;
  onApply: (chip: Chip) => void;
}) {
  const say = useSay();
  const [choice, setChoice] = useState<{ path: string; label: string } | null>(null);
  const close = () => {
    onOpened(false);
    setChoice(null);
  };
  return (
    <Popover
      opened={opened}
      onChange={(next) => (next ? onOpened(true) : close())}
      trapFocus
      position="bottom-start"
    >
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() => (opened ? close() : onOpened(true))}
          title={`${say("filter.add")} (F)`}
        >
          {say("filter.add")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        {choice ? (
          <ConditionForm
            {...choice}
            fieldAt={fieldAt}
            onApply={(chip) => {
              close();
              onApply(chip);
            }}
          />
        ) : (
          <FieldList type={type} onChoose={(path, label) => setChoice({ path, label })} />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function FieldList({ type, onChoose }: { type: ModelType; onChoose: (path: string, label: string) => void }) {
  const say = useSay();
  const [query, setQuery] = useState("");
  const fields = useFilterFields(type).filter(({ label }) =>
    label.toLowerCase().includes(query.toLowerCase()),
  );
  return (
    <Stack gap="sm" w={260}>
      <TextInput
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        placeholder={say("filter.field")}
        aria-label={say("filter.field")}
        data-autofocus
        onKeyDown={(event) => {
          const [first] = fields;
          if (event.key === "Enter" && first) onChoose(first.path, first.label);
        }}
      />
      <ScrollArea.Autosize mah={280}>
        {fields.map(({ path, label }) => (
          <button key={path} type="button" className={classes.fieldRow} onClick={() => onChoose(path, label)}>
            {label}
          </button>
        ))}
      </ScrollArea.Autosize>
    </Stack>
  );
}

/** The fields of the type, then those one reference away. */
function useFilterFields(type: ModelType): readonly { readonly path: string; readonly label: string }[] {
  const { model } = useWorkspace();
  const language = useLanguage();
  const names = new Set(
    type.concrete.concat(type.name).flatMap((name) => [...(model.types.get(name)?.fields.keys() ?? [])]),
  );
  const own = [...names].flatMap((name) => fieldIn(model, type, name) ?? []);
  const direct = own.map((field) => ({ path: field.name, label: inWords(field.label, language) }));
  const through = own.flatMap((field) => {
    const relation = field.type.relation(field.document);
    const target = relation?.kind === "one" ? model.types.get(relation.to) : undefined;
    const fields = [...(target?.fields.values() ?? [])].filter((each) => each.column !== null);
    return fields.map((each) => ({
      path: `${field.name}.${each.name}`,
      label: `${inWords(field.label, language)} › ${inWords(each.label, language)}`,
    }));
  });
  return [...direct, ...through];
}

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
  const words = Object.entries(field?.type.operators ?? {});
  const [operator, setOperator] = useState(start?.operator ?? words[0]?.[0] ?? "");
  const [value, setValue] = useState<unknown>(start?.value ?? null);
  const takes = words.find(([name]) => name === operator)?.[1].takes ?? "nothing";
  if (!field) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
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
      <Button type="submit" variant="filled">
        {say("filter.apply")}
      </Button>
    </form>
  );
}
