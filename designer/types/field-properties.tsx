import { NumberInput, Select, TagsInput } from "@mantine/core";
import * as z from "zod";
import { inWords } from "../../core/language/index.ts";
import { type Choice, type FieldDocument, type FieldType, fieldTypeOf } from "../../metamodel/index.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { useDraft } from "../changes/draft.ts";
import { ChoiceProperty, CountedProperty, ExpressionProperty } from "../expressions/field-expression.tsx";
import { sayNamed, useDesignerSay } from "../say.ts";
import { LabelInput } from "./label-input.tsx";
import { OptionsEditor } from "./options-editor.tsx";
import { PlainProperty, type PropertyProps } from "./plain-property.tsx";
import { ResultProperty, ReverseProperty, TypesProperty, useTypeChoices } from "./relation-properties.tsx";
import { ValueInput } from "./value-input.tsx";

/** The settings that a field type has beside the common ones, each with an editor that suits it. */
export function FieldProperties({
  type,
  field,
  published,
  faults,
  onChange,
}: {
  type: FieldType;
  field: FieldDocument;
  published: FieldDocument | null;
  /** Sentences by property. */
  faults: Readonly<Record<string, string>>;
  onChange: (name: string, value: unknown) => void;
}) {
  const say = useDesignerSay();
  return Object.keys(type.properties).map((name) => {
    const Editor = editors[name] ?? PlainProperty;
    return (
      <Editor
        key={name}
        name={name}
        label={sayNamed(say, `property.${name}`) ?? name}
        field={field}
        type={type}
        value={field[name]}
        onChange={(value) => onChange(name, value)}
        error={faults[name]}
        published={published}
      />
    );
  });
}

const editors: Readonly<Record<string, (props: PropertyProps) => React.ReactNode>> = {
  options: OptionsProperty,
  other: BackReferenceProperty,
  to: TypeProperty,
  of: TypeProperty,
  through: TypeProperty,
  reverse: ReverseProperty,
  expression: ExpressionProperty,
  path: ExpressionProperty,
  where: WhereProperty,
  as: ResultProperty,
  by: BackReferenceProperty,
  min: LimitProperty,
  max: LimitProperty,
  unit: UnitProperty,
  currency: CurrencyProperty,
  accept: ListProperty,
  maxSize: SizeProperty,
};

/** Which records: those that a reference offers, or those that a figure counts. */
function WhereProperty(props: PropertyProps) {
  return props.field.to === undefined ? <CountedProperty {...props} /> : <ChoiceProperty {...props} />;
}

function OptionsProperty({ value, onChange, error, published }: PropertyProps) {
  const options = readOptions(value);
  const kept = new Set(readOptions(published?.options).map((option) => option.value));
  return <OptionsEditor options={options} published={kept} onChange={onChange} error={error} />;
}

/** A type, or several where the property lists them; a path where it leads on to a value. */
function TypeProperty(props: PropertyProps) {
  const say = useDesignerSay();
  const data = useTypeChoices();
  const { name, label, type, value, onChange, error } = props;
  if (type.properties[name] instanceof z.ZodArray) return <TypesProperty {...props} />;
  if (type.computation(type.sample()) !== null)
    return <PlainProperty {...props} label={say("property.of-path")} />;
  return (
    <Select
      label={label}
      data={data}
      searchable
      required={!(type.properties[name] instanceof z.ZodOptional)}
      clearable={type.properties[name] instanceof z.ZodOptional}
      placeholder={say("property.choose")}
      value={typeof value === "string" ? value : null}
      onChange={(next) => onChange(next ?? undefined)}
      error={error}
    />
  );
}

/** The references of the listed type that point to the type of this field. */
function BackReferenceProperty({ label, field, value, onChange, error }: PropertyProps) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { drafted } = useDraft();
  const listed = drafted.model.types.get(String(field.of ?? field.through ?? ""));
  const data = [...(listed?.fields.values() ?? [])]
    .filter(({ type, document }) => type.relation(document)?.kind === "one")
    .map((each) => ({ value: each.name, label: inWords(each.label, language) }));
  return (
    <Select
      label={label}
      data={data}
      required={listed !== undefined}
      disabled={!listed}
      placeholder={say("property.choose")}
      value={typeof value === "string" ? value : null}
      onChange={(next) => onChange(next ?? undefined)}
      error={error}
    />
  );
}

/** A limit is entered as the values themselves are: a date as a date, an amount as an amount. */
function LimitProperty({ name, label, field, type, value, onChange, error }: PropertyProps) {
  const { min: _min, max: _max, default: _default, required: _required, ...rest } = field;
  return (
    <ValueInput
      id={`designer-${name}`}
      label={label}
      field={rest}
      type={type}
      value={value}
      onChange={onChange}
      error={error}
    />
  );
}

function UnitProperty({ label, value, onChange, error }: PropertyProps) {
  const read = z.record(z.string(), z.string()).safeParse(value);
  return (
    <LabelInput
      label={label}
      value={read.success ? read.data : undefined}
      onChange={onChange}
      error={error}
    />
  );
}

const currencies = ["CHF", "EUR", "USD", "GBP"] as const;

function CurrencyProperty({ label, value, onChange, error }: PropertyProps) {
  const say = useDesignerSay();
  const { currency } = useDraft().drafted.model.app;
  const chosen = typeof value === "string" ? value : null;
  const data = [...new Set([...currencies, currency, ...(chosen ? [chosen] : [])])];
  return (
    <Select
      label={label}
      data={data}
      clearable
      placeholder={say("property.currency-app", { currency })}
      value={chosen}
      onChange={(next) => onChange(next ?? undefined)}
      error={error}
    />
  );
}

function ListProperty({ label, value, onChange, error }: PropertyProps) {
  const say = useDesignerSay();
  const read = z.array(z.string()).safeParse(value);
  return (
    <TagsInput
      label={label}
      placeholder={say("property.accept-hint")}
      value={read.success ? read.data : []}
      onChange={(next) => onChange(next.length > 0 ? next : undefined)}
      error={error}
    />
  );
}

const megabyte = 1_000_000;

/** Bytes, entered in megabytes. */
function SizeProperty({ label, value, onChange, error }: PropertyProps) {
  return (
    <NumberInput
      label={label}
      min={1}
      max={1_000}
      value={typeof value === "number" ? value / megabyte : ""}
      onChange={(next) => onChange(typeof next === "number" ? Math.round(next * megabyte) : undefined)}
      error={error}
    />
  );
}

const choice = z.looseObject({ value: z.string(), label: z.record(z.string(), z.string()) });

function readOptions(value: unknown): readonly Choice[] {
  const read = z.array(choice).safeParse(value);
  // Tones and flags were put there by this editor, or by a document that the server has checked.
  return read.success ? (read.data as readonly Choice[]) : [];
}

/** Whether fields of the type may have a default: plain values that somebody enters. */
export function hasDefault(field: FieldDocument): boolean {
  const type = fieldTypeOf(field.type);
  if (!type || type.generated || type.computation(type.sample()) !== null) return false;
  return type.relation(safe(type, field)) === null;
}

/** The draft where it is complete, the type's sample elsewhere: faces of a type do not take half a field. */
function safe(type: FieldType, field: FieldDocument): FieldDocument {
  return z.looseObject(type.properties).safeParse(field).success ? field : type.sample();
}
