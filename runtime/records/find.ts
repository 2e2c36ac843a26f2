import { Refusal } from "../../core/errors/index.ts";
import { isReadableText } from "../../core/language/index.ts";
import { rightsOn } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { type Draft, drawFrom, newDraft } from "./draft.ts";
import { typeNamed, type Walked, walk } from "./paths.ts";
import { columnOf, type Standing } from "./standing.ts";
import { run } from "./statement.ts";
import { titleSql } from "./title.ts";

/** Records looked for by what they have: `by` are fields, paths or `title`, each of `values` one record's worth. */
export interface Wanted {
  readonly type: string;
  readonly by: readonly string[];
  /** Canonical values as texts, in the order of `by`. */
  readonly values: readonly (readonly string[])[];
}

/** What was found for one of the wanted: the only record's key, or how many there are. */
export interface Found {
  readonly count: number;
  readonly id: string;
}

/**
 * Finds records by the values they have, archived ones included, as far as the user may see them: for each of the
 * wanted what was found, or null, as it is for all of them where he sees none of the type. One statement. Throws `query.unknown-path` for what cannot be compared.
 */
export async function findRecords(crm: Crm, { type: name, by, values }: Wanted): Promise<(Found | null)[]> {
  const type = typeNamed(crm, name);
  const found: (Found | null)[] = values.map(() => null);
  const readable = values.map((one) => (one.every(isReadableText) ? one : []));
  if (values.length === 0 || rightsOn(crm, { type, action: "see" }).answer === "deny") return found;

  const draft = newDraft(crm, "r");
  const at = { type, alias: "r" };
  const compared = by.map((path, index) => comparison(draft, at, { path, index }));
  const visible = draft.visible(at).join(" and ");
  const columns = compared.map(({ sql }, index) => `${sql} as v${index}`).join(", ");
  const same = compared.map(({ wanted }, index) => `f.v${index} = ${wanted}`).join(" and ");
  const wanted = draft.value(JSON.stringify(readable), "json");
  const statement = draft.statement(
    `select (k.n - 1)::int as index, count(*)::int as count, min(f.id::text) as id
    from json_array_elements(${wanted}) with ordinality k(v, n)
    join (select r.id, ${columns} from ${drawFrom(draft, type)} where ${visible}) f on ${same}
    group by k.n`,
  );
  const rows = await run<{ index: number; count: number; id: string }>(crm, crm.database.sql, statement);
  for (const { index, count, id } of rows) found[index] = { count, id };
  return found;
}

interface Comparison {
  /** What the record has. */
  readonly sql: string;
  /** The value it is compared with, in the same type and collation. */
  readonly wanted: string;
}

function comparison(
  draft: Draft,
  at: Standing,
  { path, index }: { path: string; index: number },
): Comparison {
  const text = `(k.v ->> ${index})`;
  if (path === "title") return { sql: `(${titleSql(draft, at)}) collate "C"`, wanted: `${text} collate "C"` };
  const walked = walk(draft.crm, { type: at.type, path, where: "match" });
  const { end } = walked;
  const column = typeof end === "string" ? null : end.type.column(end.document);
  if (typeof end === "string" || column === null || column.includes("[]")) throw notComparable(walked);
  const sql = walked.through.length === 0 ? columnOf(at, end) : draft.shown(path, at);
  if (column.startsWith("text")) return { sql, wanted: `${text} collate "C"` };
  return { sql, wanted: `${text}::${column.replace(/\([^)]*\)/, "")}` };
}

function notComparable({ path, type }: Walked): Refusal {
  return new Refusal("query.unknown-path", { name: path, type: type.label, suggestion: { fr: "", en: "" } });
}
