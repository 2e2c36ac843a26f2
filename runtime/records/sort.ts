import { Refusal } from "../../core/errors/index.ts";
import type { ExpressionType } from "../../metamodel/field-type.ts";
import { type Field, hasValue, type ModelType } from "../../metamodel/model.ts";
import { choiceOrder, sortCollation } from "../tables/index.ts";
import type { Draft } from "./draft.ts";
import type { SortKey } from "./keyset.ts";
import { type SystemField, walk } from "./paths.ts";
import type { Standing } from "./standing.ts";
import { titleSql } from "./title.ts";
import { valueSql } from "./value.ts";

/** One word of a sort: a field or path, and the direction. */
export interface SortWord {
  readonly path: string;
  readonly descending: boolean;
}

const mostWords = 4;

/** Reads `-due,customer.name`. Throws `query.too-large` beyond four words. */
export function parseSort(text: string): readonly SortWord[] {
  const words = text
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);
  if (words.length > mostWords) throw new Refusal("query.too-large", { reason: `sort > ${mostWords}` });
  return words.map((word) => ({ path: word.replace(/^-/, ""), descending: word.startsWith("-") }));
}

/** What a list is sorted by, as SQL. Throws `query.unknown-path`, `query.not-sortable`. */
export function sortKeys(draft: Draft, type: ModelType, words: readonly SortWord[]): readonly SortKey[] {
  return words.map(({ path, descending }) => ({ ...sortKey(draft, type, path), descending }));
}

type Key = Omit<SortKey, "descending">;

function sortKey(draft: Draft, type: ModelType, path: string): Key {
  const walked = walk(draft.crm, { type, path, where: "sort" });
  let at: Standing = { type, alias: draft.root };
  for (const field of walked.through) {
    const next = draft.joinVisible(at, field);
    if (!next) throw notSortable(path);
    at = next;
  }
  const isDeep = walked.through.length > 0;
  if (typeof walked.end === "string") return systemKey(draft, at, { name: walked.end, isDeep });

  const { type: fieldType, document } = walked.end;
  const relation = fieldType.relation(document);
  if (relation?.kind === "one") {
    const other = draft.joinVisible(at, walked.end);
    if (!other) throw notSortable(path);
    return textKey(draft, titleSql(draft, other));
  }
  if (fieldType.sort === null || !hasValue(walked.end)) throw notSortable(path);
  const sql = valueSql(draft, at, walked.end);
  if (fieldType.sort === "text") return textKey(draft, sql);
  if (fieldType.sort === "choices")
    return { sql: choiceOrder(walked.end, sql), cast: "int", collation: "", nullable: true };
  return { sql, cast: castOf(walked.end), collation: "", nullable: true };
}

/** The SQL type in which a value is compared; the digits of a worked out one are not cut to those of a column. */
function castOf({ type, document, column }: Field): string {
  if (column !== null) return (type.column(document) ?? "text").replace(/ collate .*/, "");
  return casts[type.expressionType] ?? "text";
}

const casts: Partial<Record<ExpressionType, string>> = {
  int: "numeric",
  decimal: "numeric",
  duration: "numeric",
  bool: "boolean",
  date: "date",
  timestamp: "timestamptz",
};

function systemKey(
  draft: Draft,
  at: Standing,
  { name, isDeep }: { name: SystemField; isDeep: boolean },
): Key {
  const sql = `${at.alias}.${name}`;
  switch (name) {
    case "title":
      return textKey(draft, titleSql(draft, at));
    case "type":
    case "updated_via":
      return { sql, cast: "text", collation: ' collate "C"', nullable: isDeep || name === "updated_via" };
    case "version":
      return { sql, cast: "int", collation: "", nullable: isDeep };
    case "created_at":
    case "updated_at":
      return { sql, cast: "timestamptz", collation: "", nullable: isDeep };
    case "deleted_at":
    case "archived_at":
      return { sql, cast: "timestamptz", collation: "", nullable: true };
    default:
      return { sql, cast: "uuid", collation: "", nullable: name !== "id" || isDeep };
  }
}

/** Texts sort as the house's language has it. */
function textKey({ crm }: Draft, text: string): Key {
  const collation = ` collate ${sortCollation(crm.model)}`;
  return { sql: `(${text})${collation}`, cast: "text", collation, nullable: true };
}

function notSortable(path: string): Refusal {
  const values = { name: path.slice(0, 80) };
  return new Refusal("query.not-sortable", values, {
    faults: [{ path: "sort", code: "query.not-sortable", values }],
  });
}
