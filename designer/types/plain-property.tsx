import { Checkbox, NumberInput, Select, TextInput } from "@mantine/core";
import * as z from "zod";
import type { FieldDocument, FieldType } from "../../metamodel/index.ts";
import { sayNamed, useDesignerSay } from "../say.ts";
import classes from "./field-drawer.module.css";

/** What the editor of one property gets. */
export interface PropertyProps {
  readonly name: string;
  readonly label: string;
  readonly field: FieldDocument;
  readonly type: FieldType;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly error: string | undefined;
  readonly published: FieldDocument | null;
}

/** Any other property by the shape it declares: a number, a switch, one of several words, a text. */
export function PlainProperty({ name, label, type, value, onChange, error }: PropertyProps) {
  const say = useDesignerSay();
  const schema = shapeOf(type, name);
  if (schema.kind === "number")
    return (
      <NumberInput
        label={label}
        placeholder={schema.preset === undefined ? "" : String(schema.preset)}
        value={typeof value === "number" ? value : ""}
        onChange={(next) => onChange(typeof next === "number" ? next : undefined)}
        allowDecimal={false}
        error={error}
      />
    );
  if (schema.kind === "boolean")
    return (
      <Checkbox
        label={label}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked || undefined)}
      />
    );
  if (schema.kind === "choice")
    return (
      <Select
        label={label}
        data={schema.values.map((each) => ({
          value: each,
          label: sayNamed(say, `property.${name}.${each}`) ?? each,
        }))}
        allowDeselect={false}
        clearable={schema.isOptional}
        value={typeof value === "string" ? value : String(schema.preset ?? "") || null}
        onChange={(next) => onChange(next ?? undefined)}
        error={error}
      />
    );
  return (
    <TextInput
      label={label}
      classNames={{ input: classes.code ?? "" }}
      placeholder={schema.preset === undefined ? "" : String(schema.preset)}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
      error={error}
    />
  );
}

/** What a property takes, read from the shape its field type declares. */
function shapeOf(type: FieldType, name: string) {
  let shape: unknown = type.properties[name];
  let preset: unknown;
  const isOptional = shape instanceof z.ZodOptional;
  while (shape instanceof z.ZodOptional || shape instanceof z.ZodDefault) {
    if (shape instanceof z.ZodDefault) preset = shape.def.defaultValue;
    shape = shape.unwrap();
  }
  if (shape instanceof z.ZodEnum)
    return { kind: "choice", values: shape.options.map(String), preset, isOptional } as const;
  if (shape instanceof z.ZodNumber) return { kind: "number", preset } as const;
  return { kind: shape instanceof z.ZodBoolean ? "boolean" : "text", preset } as const;
}
