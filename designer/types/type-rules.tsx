import { ActionIcon, Button, Checkbox, MultiSelect } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { inWords, type Label } from "../../core/language/index.ts";
import {
  hasValue,
  type KeepReason,
  type ModelType,
  type Rule,
  type UniqueSet,
} from "../../metamodel/index.ts";
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

/** Whether reading is traced, whether the records are people, and why the data of one are kept. */
export function PersonEditor({
  type,
  said,
  onChange,
}: {
  type: ModelType;
  said: {
    readonly traceReads?: boolean | null | undefined;
    readonly person?: boolean | null | undefined;
    readonly keep?: readonly KeepReason[] | null | undefined;
  };
  onChange: (said: { traceReads?: boolean; person?: boolean | null; keep?: KeepReason[] | null }) => void;
}) {
  const say = useDesignerSay();
  return (
    <>
      <Checkbox
        label={say("type.trace-reads")}
        description={say("type.trace-reads-help")}
        checked={said.traceReads ?? type.traceReads}
        onChange={(event) => onChange({ traceReads: event.currentTarget.checked })}
      />
      <Checkbox
        label={say("type.person")}
        description={say("type.person-help")}
        checked={said.person === true}
        onChange={(event) => onChange({ person: event.currentTarget.checked || null })}
      />
      {type.person || said.person ? (
        <KeepEditor type={type} reasons={said.keep ?? []} onChange={(keep) => onChange({ keep })} />
      ) : null}
    </>
  );
}

function KeepEditor({
  type,
  reasons,
  onChange,
}: {
  type: ModelType;
  reasons: readonly KeepReason[];
  onChange: (reasons: KeepReason[] | null) => void;
}) {
  const say = useDesignerSay();
  const set = (next: readonly KeepReason[]) => onChange(next.length > 0 ? [...next] : null);
  const change = (at: number, more: Partial<KeepReason>) =>
    set(reasons.map((reason, index) => (index === at ? { ...reason, ...more } : reason)));
  return (
    <fieldset className={classes.options}>
      <legend>{say("type.kept")}</legend>
      {reasons.map((reason, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a reason has no name; it keeps its place while it is edited.
        <div key={at} className={classes.conditions}>
          <ExpressionInput
            type={type.name}
            label={say("type.kept-when")}
            placeholder="contract_until > today()"
            value={reason.when}
            onChange={(when) => change(at, { when })}
            expects="bool"
            rightSection={<Remove onClick={() => set(reasons.toSpliced(at, 1))} />}
          />
          <LabelInput
            label={say("type.kept-because")}
            value={reason.because}
            onChange={(because: Label | undefined) => change(at, { because: because ?? {} })}
          />
        </div>
      ))}
      <Add label={say("type.kept-add")} onClick={() => set([...reasons, { when: "", because: {} }])} />
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
