import { type RJSFSchema, type RJSFValidationError, toErrorSchema, type ValidatorType } from "@rjsf/utils";
import {
  type Field,
  type FieldState,
  isCondition,
  isEntered,
  type JsonSchema,
  type ModelType,
  type SchemaFault,
  valueFaults,
} from "../../../metamodel/index.ts";
import type { Say } from "../language/index.ts";
import { isEmpty } from "../widgets/empty.ts";
import { toWrite } from "../widgets/reference-value.ts";

/** The values of a form by field name; references and files as the API sent them. */
export type FormValues = Readonly<Record<string, unknown>>;

/** Checks a form for its library: the same schema as the server's, said in the reader's words. */
export function formValidator(
  say: Say,
  type: ModelType,
  stateOf: (field: Field) => FieldState,
): ValidatorType<FormValues> {
  const faultsOf = (schema: RJSFSchema, values: unknown) =>
    withConditions(valueFaults(asJsonSchema(schema), written(values, type.fields)), {
      type,
      values: Object(values),
      stateOf,
    });
  return {
    validateFormData(values, schema) {
      const errors = faultsOf(schema, values ?? {}).map((fault) => errorOf(fault, say, type));
      return { errors, errorSchema: toErrorSchema<FormValues>(errors) };
    },
    isValid: (schema, values) => faultsOf(schema, values).length === 0,
    rawValidation: () => ({ errors: [] }),
  };
}

/** Nothing is asked of fields that are not shown; those that other values make required are asked for. */
export function withConditions(
  faults: readonly SchemaFault[],
  { type, values, stateOf }: { type: ModelType; values: FormValues; stateOf: (field: Field) => FieldState },
): readonly SchemaFault[] {
  const kept = faults.filter(({ path }) => {
    const field = type.fields.get(path[0] ?? "");
    return !field || (stateOf(field).visible && !stateOf(field).readOnly);
  });
  const missing = [...type.fields.values()].filter(
    (field) =>
      (isCondition(field.document.required) || field.document.visible !== undefined) &&
      field.document.defaultExpression === undefined &&
      isEntered(field) &&
      stateOf(field).required &&
      !stateOf(field).readOnly &&
      isEmpty(values[field.name]),
  );
  const known = new Set(kept.map(({ path }) => path[0]));
  const added = missing.filter(({ name }) => !known.has(name));
  return [...kept, ...added.map(({ name }) => ({ path: [name], keyword: "required", limit: true }))];
}

/** What a write sends: references by their key, values in the spelling in which the API keeps them. */
export function written(values: unknown, fields: ReadonlyMap<string, Field>): unknown {
  if (typeof values !== "object" || values === null || Array.isArray(values)) return toWrite(values);
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, spelled(toWrite(value, fields.get(name)), fields.get(name))]),
  );
}

function spelled(value: unknown, field: Field | undefined): unknown {
  return field && value !== null ? field.type.accept(value, field.document) : value;
}

/** What a fault says at its field. */
export function faultWords(fault: SchemaFault, say: Say): string {
  const limit = String(fault.limit);
  switch (fault.keyword) {
    case "required":
    case "type":
      return say("fault.required");
    case "maxLength":
      return say("fault.too-long", { limit });
    case "minLength":
      return fault.limit === 1 ? say("fault.required") : say("fault.too-short", { limit });
    case "maximum":
    case "decimalMaximum":
      return say("fault.too-large", { limit });
    case "minimum":
    case "decimalMinimum":
      return say("fault.too-small", { limit });
    case "decimals":
      return say("fault.decimals", { count: Number(fault.limit) });
    case "enum":
      return say("fault.choice");
    case "format":
    case "pattern":
      return say("fault.format");
    default:
      return say("fault.kind");
  }
}

function errorOf(fault: SchemaFault, say: Say, type: ModelType): RJSFValidationError {
  // A row of a list has no place for an error of its own: it stands at the list.
  const [first = ""] = fault.path;
  const message = faultWords(fault, say);
  const isDeep = fault.path.length > 1;
  const row = isDeep ? `${Number(fault.path[1]) + 1} · ${labelInRow(fault, type)}: ` : "";
  return { name: fault.keyword, property: `.${first}`, message: `${row}${message}`, stack: message };
}

function labelInRow(fault: SchemaFault, type: ModelType): string {
  return fault.path[2] ?? type.name;
}

function asJsonSchema(schema: RJSFSchema): JsonSchema {
  return { ...schema };
}
