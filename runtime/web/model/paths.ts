import { inWords, type Language } from "../../../core/language/index.ts";
import { type Field, fieldTypes, type Model, type ModelType } from "../../../metamodel/index.ts";
import type { RecordJson } from "../api/shapes.ts";
import type { Say } from "../language/index.ts";

/** A path of a list, a card or a head, resolved: `customer.name`. */
export interface PathField {
  readonly path: string;
  /** From the record's own field to the last one. */
  readonly chain: readonly Field[];
  /** The field whose values are shown. */
  readonly field: Field;
  /** As a column head writes it: `Client › Ville`. */
  readonly label: string;
}

/** Resolves a path from a type; null when the model has no such field (any more). */
export function resolvePath(
  { model, language, say }: { model: Model; language: Language; say: Say },
  type: ModelType,
  path: string,
): PathField | null {
  const chain: Field[] = [];
  let at: ModelType | null | undefined = type;
  for (const name of path.split(".")) {
    const field: Field | null = at
      ? (fieldIn(model, at, name) ?? systemField(name, { model, type: at, say }))
      : null;
    if (!field) return null;
    chain.push(field);
    const relation = field.type.relation(field.document);
    at = relation?.kind === "one" ? model.types.get(relation.to) : null;
  }
  const field = chain.at(-1);
  if (!field) return null;
  const label = chain.map((step) => inWords(step.label, language)).join(" › ");
  return { path, chain, field, label };
}

/** A field of the type itself or of one of its subtypes: a list of cases may show a breakdown's field. */
export function fieldIn(model: Model, type: ModelType, name: string): Field | null {
  const own = type.fields.get(name);
  if (own) return own;
  for (const concrete of type.concrete) {
    const field = model.types.get(concrete)?.fields.get(name);
    if (field) return field;
  }
  return null;
}

/** The value at a path of a record in the API's form; null where a reference on the way is empty. */
export function valueAt(record: RecordJson, path: string): unknown {
  let value: unknown = record;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null) return null;
    value = Object.hasOwn(value, name) ? Reflect.get(value, name) : null;
  }
  return value ?? null;
}

/** The `select` of an API call for these paths: `number,customer(name,city)`. */
export function selectOf(paths: Iterable<string>): string {
  const plain = new Set<string>();
  const nested = new Map<string, string[]>();
  for (const path of paths) {
    const [first = "", ...rest] = path.split(".");
    if (rest.length === 0) plain.add(first);
    else nested.set(first, [...(nested.get(first) ?? []), rest.join(".")]);
  }
  for (const name of nested.keys()) plain.delete(name);
  const inner = [...nested].map(([name, paths]) => `${name}(${selectOf(paths)})`);
  return [...plain, ...inner].filter((part) => part !== "title").join(",");
}

const systemTypes = {
  title: "text",
  type: "select",
  created_at: "date-time",
  updated_at: "date-time",
  archived_at: "date-time",
} as const;

/** The values every record has, as fields that lists can show. */
function systemField(
  name: string,
  { model, type: of, say }: { model: Model; type: ModelType; say: Say },
): Field | null {
  if (!isSystemName(name)) return null;
  const type = fieldTypes.get(systemTypes[name]);
  if (!type) return null;
  const words = say(`field.${name}`);
  const label = { fr: words, en: words };
  const options = of.concrete.map((value) => ({
    value,
    label: model.types.get(value)?.label ?? { fr: value },
  }));
  const document = { name, type: type.name, label, readOnly: true, ...(name === "type" ? { options } : {}) };
  return { name, type, label, declaredIn: "", column: null, document };
}

function isSystemName(name: string): name is keyof typeof systemTypes {
  return Object.hasOwn(systemTypes, name);
}
