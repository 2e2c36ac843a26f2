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
        value={typeof value === "string" ? value : String(schema.preset ?? "")}
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

const declared = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  default: z.unknown(),
});

/** What a property takes, read from the shape its field type declares. */
function shapeOf(type: FieldType, name: string) {
  const schema = z.toJSONSchema(z.object(type.properties), { io: "input", unrepresentable: "any" });
  const { type: kind, enum: values, default: preset } = declared.parse(schema.properties?.[name] ?? {});
  if (values) return { kind: "choice", values, preset } as const;
  if (kind === "integer" || kind === "number") return { kind: "number", preset } as const;
  return { kind: kind === "boolean" ? "boolean" : "text", preset } as const;
}
