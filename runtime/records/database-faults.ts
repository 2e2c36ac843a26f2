import type postgres from "postgres";
import { type Fault, Refusal } from "../../core/errors/index.ts";
import type { Label } from "../../core/language/index.ts";
import type { Model, ModelType } from "../../metamodel/model.ts";
import { hiddenFields } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { uniqueIndexNamed } from "../tables/index.ts";

/**
 * What PostgreSQL refused, as faults at the fields: values that must occur once, references to nothing, values that
 * do not fit. Null where the error says nothing about the record.
 */
export function faultsOfDatabase(
  cause: unknown,
  { model, type }: { model: Model; type: ModelType },
): readonly Fault[] | null {
  if (!isDatabaseError(cause)) return null;
  switch (cause.code) {
    case "23505":
      return takenFields(cause, model).map((name) => fault(type, name, "record.not-unique"));
    case "23503":
      return columnsOf(cause).map((column) => fault(type, column, "record.reference-missing"));
    case "22P05":
    case "22021":
      return [{ path: "", code: "text.unreadable" }];
    case "54000":
      return [{ path: "", code: "record.too-wide" }];
    default:
      return cause.code.startsWith("22") ? [{ path: "", code: "record.out-of-range" }] : null;
  }
}

/** Throws `record.invalid` with the faults PostgreSQL found, or the cause itself. */
export function refuse(cause: unknown, crm: Crm, type: ModelType): never {
  const faults = withoutHidden(faultsOfDatabase(cause, { model: crm.model, type }), hiddenFields(crm, type));
  if (!faults) throw inWordsOfTheHouse(cause);
  const isTaken = faults.every(({ code }) => code === "record.not-unique");
  throw new Refusal(isTaken ? "record.taken" : "record.invalid", { count: faults.length }, { faults, cause });
}

/** What is taken is told at the fields that the user knows of, and at none where he knows none of them. */
function withoutHidden(
  faults: readonly Fault[] | null,
  hidden: ReadonlySet<string>,
): readonly Fault[] | null {
  if (!faults?.some(({ path }) => hidden.has(path))) return faults;
  const known = faults.filter(({ path }) => !hidden.has(path));
  if (known.length > 0) return known;
  return faults.slice(0, 1).map(({ code }) => ({ path: "", code, values: { label: { fr: "…", en: "…" } } }));
}

/** A statement that ran out of time is a refusal; everything else stays what it is. */
export function inWordsOfTheHouse(cause: unknown): unknown {
  return isDatabaseError(cause) && cause.code === "57014"
    ? new Refusal("query.too-slow", {}, { cause })
    : cause;
}

export function isDatabaseError(cause: unknown): cause is postgres.PostgresError {
  return (
    cause instanceof Error && "code" in cause && typeof cause.code === "string" && cause.code.length === 5
  );
}

/** The fields that the violated index covers; the key itself where it is none of ours. */
function takenFields(cause: postgres.PostgresError, model: Model): readonly string[] {
  return uniqueIndexNamed(model, cause.constraint_name ?? "")?.fields ?? ["id"];
}

/** `Key (customer, number)=(…) already exists`, whatever the language of the server. */
function columnsOf({ detail }: postgres.PostgresError): readonly string[] {
  const list = /\(([^()]*)\)=\(/.exec(detail ?? "")?.[1] ?? "";
  return list.split(",").map((name) => name.trim().replace(/^"|"$/g, ""));
}

function fault(type: ModelType, name: string, code: "record.not-unique" | "record.reference-missing"): Fault {
  const field = type.fields.get(name) ?? [...type.fields.values()].find((each) => each.column === name);
  const label: Label = field?.label ?? { fr: name, en: name };
  return { path: field?.name ?? name, code, values: { label } };
}
