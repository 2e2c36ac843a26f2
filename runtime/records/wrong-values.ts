import type { ErrorObject } from "ajv";
import type { Fault } from "../../core/errors/index.ts";
import { inWords, type Label } from "../../core/language/index.ts";
import type { Field, ModelType } from "../../metamodel/model.ts";

type Reason = Pick<Fault, "code" | "values">;

/** The values that were looked at, and the type whose fields they are. */
interface Looked {
  readonly type: ModelType;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What AJV found wrong with a record, one fault per place, in the words of the people who fill it in. */
export function faultsOf(errors: readonly ErrorObject[], { type, values }: Looked): readonly Fault[] {
  const faults = new Map<string, Fault>();
  for (const error of [...errors].sort((a, b) => weight(a) - weight(b))) {
    if (error.keyword === "if") continue;
    const path = pathOf(error);
    const field = type.fields.get(path.split(/[.[]/)[0] ?? "");
    const isEmpty = values[path] === null;
    if (!faults.has(path))
      faults.set(path, { path, ...(isEmpty ? missing(field, path) : reasonOf(error, field, path)) });
  }
  return [...faults.values()];
}

/** An alternative that allows null complains about every value; what the value itself breaks says more. */
function weight(error: ErrorObject): number {
  if (error.keyword === "anyOf" || error.keyword === "oneOf" || error.keyword === "not") return 3;
  if (error.keyword === "type") return error.params.type === "null" ? 4 : 1;
  return error.keyword === "const" ? 2 : 0;
}

/** `/lines/2/quantity` as people write it: `lines[2].quantity`; a name that is missing or unknown is its end. */
function pathOf(error: ErrorObject): string {
  const { missingProperty, additionalProperty } = error.params;
  const end: unknown = missingProperty ?? additionalProperty;
  const steps = error.instancePath.split("/").slice(1).map(unescaped);
  if (typeof end === "string") steps.push(end.slice(0, 60));
  return steps.reduce(
    (path, step) => (/^\d+$/.test(step) && path ? `${path}[${step}]` : path ? `${path}.${step}` : step),
    "",
  );
}

function unescaped(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}

function missing(field: Field | undefined, path: string): Reason {
  return { code: "record.required", values: { label: labelOf(field, path) } };
}

/** A value inside a list of records is named by its path: its own label belongs to another type. */
function labelOf(field: Field | undefined, path: string): Label {
  return field && field.name === path ? field.label : { fr: path, en: path };
}

function reasonOf(error: ErrorObject, field: Field | undefined, path: string): Reason {
  const label = labelOf(field, path);
  const { params } = error;
  switch (error.keyword) {
    case "required":
      return missing(field, path);
    case "additionalProperties":
      return { code: "record.unknown-field", values: { name: path, suggestion: "" } };
    case "locked":
      return { code: "record.read-only", values: { label } };
    case "decimals":
      return { code: "record.too-precise", values: { label, limit: params.limit } };
    case "maxLength":
      return { code: "record.too-long", values: { label, limit: params.limit } };
    case "minLength":
      return Number(params.limit) === 1
        ? { code: "record.required", values: { label } }
        : { code: "record.too-short", values: { label, limit: params.limit } };
    case "minimum":
    case "exclusiveMinimum":
    case "decimalMinimum":
    case "dayMinimum":
      return { code: "record.too-small", values: { label, limit: params.limit } };
    case "maximum":
    case "exclusiveMaximum":
    case "decimalMaximum":
    case "dayMaximum":
      return { code: "record.too-large", values: { label, limit: params.limit } };
    case "inOrder":
      return { code: "record.out-of-order", values: { label } };
    case "mostJson":
      return { code: "record.too-long", values: { label, limit: params.limit } };
    case "maxItems":
      return { code: "record.too-many", values: { label, limit: params.limit } };
    case "uniqueItems":
      return { code: "record.repeated", values: { label } };
    case "enum":
      return { code: "record.not-an-option", values: { label, options: listed(params.allowedValues) } };
    default:
      return expectedOf(
        field?.name === path ? field : undefined,
        label,
        error.keyword === "format" || error.keyword === "pattern",
      );
  }
}

function expectedOf(field: Field | undefined, label: Label, isForm: boolean): Reason {
  const example = field?.type.examples.find((value) => typeof value !== "object");
  const kind = field?.type.label ?? { fr: "une autre valeur", en: "another value" };
  const expected = {
    fr: example === undefined ? inWords(kind, "fr") : `${inWords(kind, "fr")}, par exemple ${example}`,
    en: example === undefined ? inWords(kind, "en") : `${inWords(kind, "en")}, for instance ${example}`,
  };
  return { code: isForm ? "record.wrong-format" : "record.wrong-type", values: { label, expected } };
}

function listed(options: unknown): string {
  if (!Array.isArray(options)) return "";
  const words = options.filter((option) => option !== null).map(String);
  return words.length > 20 ? `${words.slice(0, 20).join(", ")} …` : words.join(", ");
}
