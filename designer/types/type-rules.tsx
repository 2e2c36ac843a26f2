import { ActionIcon, Button, MultiSelect } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { inWords, type Label } from "../../core/language/index.ts";
import { hasValue, type ModelType, type Rule, type UniqueSet } from "../../metamodel/index.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { ExpressionInput } from "../expressions/expression-input.tsx";
import { useDesignerSay } from "../say.ts";
import classes from "./field-drawer.module.css";
import { LabelInput } from "./label-input.tsx";

/** When a record is refused, in what words, and at which fields that is said. */
export function RulesEditor({
  type,
  rules,
  onChange,
}: {
  type: ModelType;
  rules: readonly Rule[];
  onChange: (rules: Rule[] | null) => void;
}) {
  const say = useDesignerSay();
  const fields = useFieldChoices(type);
  const set = (next: readonly Rule[]) => onChange(next.length > 0 ? [...next] : null);
  const change = (at: number, more: Partial<Rule>) =>
    set(rules.map((rule, index) => (index === at ? { ...rule, ...more } : rule)));
  return (
    <fieldset className={classes.options}>
      <legend>{say("type.rules")}</legend>
      {rules.map((rule, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a rule has no name; it keeps its place while it is edited.
        <div key={at} className={classes.conditions}>
          <ExpressionInput
            type={type.name}
            label={say("type.rule-when")}
            placeholder="ends_on < starts_on"
            value={rule.when}
            onChange={(when) => change(at, { when })}
            expects="bool"
            rightSection={<Remove onClick={() => set(rules.toSpliced(at, 1))} />}
          />
          <LabelInput
            label={say("type.rule-refuse")}
            value={rule.refuse}
            onChange={(refuse: Label | undefined) => change(at, { refuse: refuse ?? {} })}
          />
          <MultiSelect
            label={say("type.rule-at")}
            data={fields}
            value={rule.at ?? []}
            onChange={(next) => change(at, { at: next })}
          />
        </div>
      ))}
      <Add label={say("type.rule-add")} onClick={() => set([...rules, { when: "", refuse: {} }])} />
    </fieldset>
  );
}

/** Which fields hold the same values together only once, among all records or some. */
export function UniqueEditor({
  type,
  sets,
  onChange,
}: {
  type: ModelType;
  sets: readonly UniqueSet[];
  onChange: (sets: UniqueSet[] | null) => void;
}) {
  const say = useDesignerSay();
  const fields = useFieldChoices(type);
  const set = (next: readonly UniqueSet[]) => onChange(next.length > 0 ? [...next] : null);
  const change = (at: number, next: UniqueSet) => set(sets.with(at, next));
  return (
    <fieldset className={classes.options}>
      <legend>{say("type.unique")}</legend>
      {sets.map((each, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a set has no name; it keeps its place while it is edited.
        <div key={at} className={classes.conditions}>
          <MultiSelect
            label={say("type.unique-fields")}
            data={fields}
            value={each.fields}
            onChange={(next) => change(at, { ...each, fields: next })}
            rightSection={<Remove onClick={() => set(sets.toSpliced(at, 1))} />}
          />
          <ExpressionInput
            type={type.name}
            label={say("type.unique-when")}
            placeholder='state == "open"'
            value={each.when ?? ""}
            expects="bool"
            onChange={(when) => {
              const { when: _, ...rest } = each;
              change(at, when ? { ...rest, when } : rest);
            }}
          />
        </div>
      ))}
      <Add label={say("type.unique-add")} onClick={() => set([...sets, { fields: [] }])} />
    </fieldset>
  );
}

function Add({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <div>
      <Button size="compact-sm" leftSection={<IconPlus size={14} aria-hidden />} onClick={onClick}>
        {label}
      </Button>
    </div>
  );
}

function Remove({ onClick }: { onClick: () => void }) {
  const say = useDesignerSay();
  return (
    <ActionIcon size={24} onClick={onClick} aria-label={say("field.remove")} title={say("field.remove")}>
      <IconTrash size={14} />
    </ActionIcon>
  );
}

function useFieldChoices(type: ModelType) {
  const language = useLanguage();
  return [...type.fields.values()]
    .filter(hasValue)
    .map((field) => ({ value: field.name, label: inWords(field.label, language) }));
}
