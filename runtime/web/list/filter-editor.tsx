import { Popover, ScrollArea, Stack, TextInput } from "@mantine/core";
import { cloneElement, useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import { hasValue, type ModelType } from "../../../metamodel/index.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { fieldIn } from "../model/paths.ts";
import { useWorkspace } from "../model/workspace.ts";
import type { LayerProps } from "../shell/on-demand.tsx";
import { ConditionForm } from "./condition-form.tsx";
import classes from "./filter.module.css";
import type { Chip, FieldAt } from "./filter-chips.ts";

/** "+ Filtre": a searchable list of fields, then the words of the chosen one, then the value. */
export default function FilterEditor({
  target,
  type,
  fieldAt,
  opened,
  onOpened,
  onApply,
}: LayerProps & {
  type: ModelType;
  fieldAt: FieldAt;
  opened: boolean;
  onOpened: (opened: boolean) => void;
  onApply: (chip: Chip) => void;
}) {
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
        {cloneElement(target, { onClick: () => (opened ? close() : onOpened(true)) })}
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
    const fields = [...(target?.fields.values() ?? [])].filter(hasValue);
    return fields.map((each) => ({
      path: `${field.name}.${each.name}`,
      label: `${inWords(field.label, language)} › ${inWords(each.label, language)}`,
    }));
  });
  return [...direct, ...through];
}
