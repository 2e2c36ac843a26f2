import { evaluate, type JsonRecord, parseExpression } from "../../../../metamodel/expression/index.ts";
import type { Field, Model, ModelType } from "../../../../metamodel/index.ts";

/** A record as it was written, with what the house adds: what the oracle knows, without any database. */
export interface Raw {
  readonly id: string;
  /** The concrete type. */
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly createdBy: string | null;
  readonly isTrashed: boolean;
  readonly isArchived: boolean;
}

/** Whose eyes a record is seen with; null sees everything, as rights do when they are decided. */
export interface Eyes<Reader> {
  sees(reader: Reader, raw: Raw): boolean;
  title(reader: Reader | null, raw: Raw): string;
}

export interface Views<Reader> {
  /** A record in canonical JSON with all that it refers to and lists, as far as the reader sees it. */
  of(raw: Raw, reader: Reader | null): JsonRecord;
  /** The value of a computed field, as far as the reader may know what it is made of. */
  computed(raw: Raw, field: Field, reader: Reader | null): unknown;
}

export function viewsOf<Reader extends object>(
  model: Model,
  records: ReadonlyMap<string, Raw>,
  eyes: Eyes<Reader>,
): Views<Reader> {
  const open = new Map<Raw, JsonRecord>();
  const closed = new Map<Reader, Map<Raw, JsonRecord>>();

  function of(raw: Raw, reader: Reader | null): JsonRecord {
    const known = reader === null ? open : (closed.get(reader) ?? new Map<Raw, JsonRecord>());
    if (reader !== null) closed.set(reader, known);
    const made = known.get(raw) ?? make(raw, reader);
    known.set(raw, made);
    return made;
  }

  function make(raw: Raw, reader: Reader | null): JsonRecord {
    const type = typeOf(model, raw.type);
    // What is about to be made has no version yet.
    const version = records.has(raw.id) ? 1 : null;
    const view = { id: raw.id, type: raw.type, version, created_by: raw.createdBy };
    for (const field of type.fields.values()) {
      const isWorkedOut = field.type.computation(field.document) !== null && field.column === null;
      if (!isWorkedOut) lazily(view, field.name, () => told(raw, field, reader));
    }
    lazily(view, "title", () => eyes.title(reader, raw));
    return view;
  }

  function told(raw: Raw, field: Field, reader: Reader | null): unknown {
    // What is stored counts everything, whoever reads it.
    if (field.type.computation(field.document)) return computed(raw, field, null);
    const value = raw.values[field.name] ?? null;
    const relation = field.type.relation(field.document);
    if (relation?.kind === "one") return named(value === null ? null : String(value), relation.to, reader);
    if (relation?.kind === "keys")
      return Array.isArray(value) ? value.map((key) => listed(String(key), reader)) : null;
    if (relation?.kind !== "many") return value;
    const { of: name, by, other } = relation;
    const rows = [...records.values()].filter(
      (row) => isOf(row, name) && row.values[by] === raw.id && isThere(row, reader),
    );
    if (other === undefined) return rows.map((row) => of(row, reader));
    return rows.map((row) => listed(String(row.values[other] ?? ""), reader));
  }

  function isOf(raw: Raw, name: string): boolean {
    return typeOf(model, raw.type).lineage.includes(name);
  }

  function isThere(raw: Raw | undefined, reader: Reader | null): raw is Raw {
    return raw !== undefined && !raw.isTrashed && (reader === null || eyes.sees(reader, raw));
  }

  /** What is not there, in the trash or out of reach reads as a record of nothing with its key alone. */
  function named(key: string | null, type: string, reader: Reader | null): JsonRecord {
    const other = records.get(key ?? "");
    return isThere(other, reader) ? of(other, reader) : nothing(key, type);
  }

  function nothing(id: string | null, name: string): JsonRecord {
    const view = { id };
    for (const { name: field, type, document, column } of typeOf(model, name).fields.values()) {
      const relation = type.relation(document);
      if (relation?.kind === "one") lazily(view, field, () => nothing(null, relation.to));
      else if (relation?.kind === "many") lazily(view, field, () => []);
      else if (column !== null) lazily(view, field, () => null);
    }
    return view;
  }

  function listed(key: string, reader: Reader | null): JsonRecord {
    const other = records.get(key);
    return isThere(other, reader) ? of(other, reader) : { id: key || null, type: null };
  }

  function computed(raw: Raw, field: Field, reader: Reader | null): unknown {
    const isStored = field.column !== null;
    const record = of(raw, isStored ? null : reader);
    return evaluate(parseExpression(field.name), {
      model,
      type: raw.type,
      record: isStored ? without(record, field.name) : record,
      ...(isStored && { isAnew: true }),
    });
  }

  return { of, computed };
}

export function typeOf(model: Model, name: string): ModelType {
  const type = model.types.get(name);
  if (!type) throw new Error(`no type ${name}`);
  return type;
}

/** The record before a stored field is worked out; nothing else of it is worked out for that. */
function without(record: JsonRecord, name: string): JsonRecord {
  const { [name]: _, ...others } = Object.getOwnPropertyDescriptors(record);
  return Object.defineProperties({}, others);
}

/** A member that is worked out when it is first asked for, so that records may refer to each other in circles. */
function lazily(view: object, name: string, work: () => unknown): void {
  let value: { readonly is: unknown } | null = null;
  Object.defineProperty(view, name, {
    enumerable: true,
    get: () => {
      value ??= { is: work() };
      return value.is;
    },
  });
}
