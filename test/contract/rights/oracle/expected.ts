import { type Field, hasValue } from "../../../../metamodel/index.ts";
import { fileOf } from "./random-records.test-data.ts";
import { type Raw, typeOf } from "./record-views.ts";
import type { Reader } from "./rules.ts";
import type { World } from "./world.ts";

const system = [
  "id",
  "type",
  "version",
  "title",
  "created_at",
  "created_by",
  "updated_at",
  "updated_by",
  "archived_at",
];

/** The fields that a reader finds in the records of a type when he asks for none by name. */
export function shownFields({ model, oracle }: World, reader: Reader, type: string): readonly Field[] {
  const hidden = oracle.hidden(reader, type);
  return [...typeOf(model, type).fields.values()].filter(
    (field) => hasValue(field) && !hidden.has(field.name),
  );
}

/** A record as a list of a type gives it to a reader: names sorted, values in a form that can be compared. */
export function shownRecord(world: World, reader: Reader, { type, raw }: { type: string; raw: Raw }): object {
  const fields = shownFields(world, reader, type).map(
    (field) => [field.name, alike(shownValue(world, reader, { raw, field }))] as const,
  );
  const { id } = raw;
  const head = { id, type: raw.type, title: world.oracle.title(reader, raw), created_by: raw.createdBy };
  return sorted({
    ...Object.fromEntries(system.map((name) => [name, "any"])),
    ...head,
    ...Object.fromEntries(fields),
  });
}

/** What the API told of a record, in the same form. */
export function toldRecord(told: Readonly<Record<string, unknown>>): object {
  const entries = Object.entries(told).map(([name, value]) => {
    if (name === "created_by") return [name, idOf(value)];
    if (name === "id" || name === "type" || name === "title") return [name, value];
    return [name, system.includes(name) ? "any" : alike(value)];
  });
  return sorted(Object.fromEntries(entries));
}

function sorted(record: object): object {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function idOf(value: unknown): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, "id") : value;
}

/** Digits compare by what they mean; how many places stand behind the point is the business of field types. */
export function alike(value: unknown): unknown {
  if (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  return value ?? null;
}

/** The value of a field under the rights of a reader, as a list shows it. */
export function shownValue(
  world: World,
  reader: Reader,
  { raw, field }: { raw: Raw; field: Field },
): unknown {
  const { oracle, records, model } = world;
  if (field.type.computation(field.document)) return oracle.views.computed(raw, field, reader);
  const value = raw.values[field.name] ?? null;
  const relation = field.type.relation(field.document);
  if (relation === null || value === null) return value;
  const link = (key: string, type: string | null) => {
    const other = records.get(key);
    const isSeen = other && !other.isTrashed && oracle.sees(reader, other);
    return isSeen
      ? { id: key, type: type ?? other.type, title: oracle.title(reader, other) }
      : { id: key, type, title: null };
  };
  if (relation.kind === "file") return { id: value, ...fileOf(world.files.get(String(value))?.about ?? "") };
  if (relation.kind === "one") return link(String(value), null);
  if (relation.kind === "keys" && Array.isArray(value)) return value.map((key) => link(String(key), null));
  if (relation.kind !== "any") return value;
  const [type = "", key = ""] = String(value).split("/");
  return model.types.has(type) ? link(key, type) : value;
}
