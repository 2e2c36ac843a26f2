import { MultiSelect, Select, TextInput } from "@mantine/core";
import * as z from "zod";
import { inWords, type Label } from "../../core/language/index.ts";
import { fieldTypes } from "../../metamodel/index.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { useDraft } from "../changes/draft.ts";
import { useDesignerSay } from "../say.ts";
import classes from "./field-drawer.module.css";
import { LabelInput } from "./label-input.tsx";
import type { PropertyProps } from "./plain-property.tsx";

/** Several types to choose from: what a link to any of them may lead to. */
export function TypesProperty({ label, value, onChange, error }: PropertyProps) {
  const read = z.array(z.string()).safeParse(value);
  return (
    <MultiSelect
      label={label}
      data={useTypeChoices()}
      searchable
      required
      value={read.success ? read.data : []}
      onChange={(next) => onChange(next.length > 0 ? next : undefined)}
      error={error}
    />
  );
}

/** The types of the draft by their labels, for a menu. */
export function useTypeChoices(): { value: string; label: string }[] {
  const language = useLanguage();
  const { drafted } = useDraft();
  return [...drafted.model.types.values()]
    .map((type) => ({ value: type.name, label: inWords(type.label, language) }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
}

const reverse = z.looseObject({ name: z.string(), label: z.record(z.string(), z.string()) });

/** What the list is called that the other side gets: its words, and its name for expressions. */
export function ReverseProperty({ label, value, onChange, error }: PropertyProps) {
  const say = useDesignerSay();
  const read = reverse.safeParse(value);
  const said = read.success ? read.data : { name: "", label: {} };
  const change = (more: { name?: string; label?: Label }) => {
    const next = { ...said, ...more };
    onChange(next.name === "" && Object.keys(next.label).length === 0 ? undefined : next);
  };
  return (
    <>
      <LabelInput label={label} value={said.label} onChange={(words) => change({ label: words ?? {} })} />
      <TextInput
        label={say("property.reverse-name")}
        classNames={{ input: classes.code ?? "" }}
        value={said.name}
        maxLength={40}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={error}
      />
    </>
  );
}

/** The field type that a computed value reads as; found out where nothing is said. */
export function ResultProperty({ label, value, onChange, error }: PropertyProps) {
  const say = useDesignerSay();
  const language = useLanguage();
  const data = [...fieldTypes.values()]
    .filter((type) => {
      const sample = type.sample();
      return type.column(sample) !== null && !type.generated && type.relation(sample) === null;
    })
    .map((type) => ({ value: type.name, label: type.label[language] }));
  return (
    <Select
      label={label}
      data={data}
      searchable
      clearable
      placeholder={say("property.as-hint")}
      value={typeof value === "string" ? value : null}
      onChange={(next) => onChange(next ?? undefined)}
      error={error}
    />
  );
}
