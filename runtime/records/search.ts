import type { ModelType } from "../../metamodel/model.ts";
import { mustAllow, rightsOn } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { noteReading } from "../readings/index.ts";
import { searchExpression } from "../tables/index.ts";
import { conditionsSql, searchQuery, searchSlots } from "./conditions.ts";
import { inWordsOfTheHouse } from "./database-faults.ts";
import { type Draft, drawFrom, newDraft } from "./draft.ts";
import { typeNamed, visibleFields } from "./paths.ts";
import { columnOf } from "./standing.ts";
import { run, statementFor } from "./statement.ts";
import { titleSql } from "./title.ts";

const mostPerType = 8;
const mostInAll = 40;
/** So many of the newest matches of a type are looked at for the best of them. */
const mostLookedAt = { sought: 100, other: 32 };
/** Of titles that hold the words, of what people look for, of how well it matches, of age. */
const order = "(first > 0) desc, sought desc, first desc, rank desc, id desc";

/**
 * `{ "items": [ { type, id, title, snippet } ] }` as JSON text: records of all types that the user may see. Those whose
 * title holds the words come before those that merely contain them; among each, what has a journal of its own —
 * people, organisations, dossiers — before what hangs on it, then by how well they match, then the newest. `snippet`
 * is the searched text of the record, in short.
 */
export async function searchEverything(crm: Crm, { q }: { q: string }): Promise<string> {
  const types = searchedTypes(crm);
  if (!q.trim() || types.length === 0) return '{"items":[]}';
  const statement = statementFor(crm, "search everything", () => {
    const draft = newDraft(crm);
    const all = types.map((type) => draft.inside((inner) => foundSql(inner, type))).join(" union all ");
    return draft.statement(`select json_build_object('items', coalesce(json_agg(
        json_build_object('type', f.type, 'id', f.id, 'title', f.title, 'snippet', f.snippet) order by f.n), '[]'))::text as json
      from (select u.*, row_number() over (order by ${order}) as n from (${all}) u
        order by n limit ${mostInAll}) f`);
  });
  const [row] = await run<{ json: string }>(crm, crm.database.sql, statement, searchSlots(crm, q)).catch(
    (cause) => {
      throw inWordsOfTheHouse(cause);
    },
  );
  const answer = row?.json ?? '{"items":[]}';
  await noteReading(crm, { how: "search", type: null, detail: { search: q }, answer });
  return answer;
}

/** Base types: their subtypes are found with them. */
function searchedTypes(crm: Crm): readonly ModelType[] {
  return [...crm.model.types.values()].filter(
    (type) =>
      type.parent === null &&
      type.concrete.length > 0 &&
      rightsOn(crm, { type, action: "see" }).answer !== "deny" &&
      searchExpression(crm.model, type.base) !== null,
  );
}

/** The best of the newest records of a type that match. */
function foundSql(draft: Draft, type: ModelType): string {
  const isSought = type.capabilities.has("journal");
  const where = conditionsSql(draft, { type, of: { search: "?" } });
  const most = isSought ? mostLookedAt.sought : mostLookedAt.other;
  const rows = `select ${draft.root}.* from ${drawFrom(draft, type)} where ${where} order by ${draft.root}.id desc limit ${most}`;
  return draft.inside((shown) => {
    const at = { type, alias: shown.root };
    const title = titleSql(shown, at);
    const snippet = snippetSql(shown, type);
    const first = firstSql(shown, "t.title");
    // Ranked by what is shown: reading whole texts of a hundred records again could take seconds.
    const words = "setweight(kernel_search(t.title), 'A') || kernel_search(coalesce(t.snippet, ''))";
    const rank = `ts_rank(${words}, ${searchQuery(shown)})`;
    const titled = `select ${shown.root}.type, ${shown.root}.id, ${title} as title, ${snippet} as snippet
      from (${rows}) ${shown.root}${shown.joins()}`;
    const ranked = `select t.*, ${first} as first, ${isSought} as sought, ${rank} as rank from (${titled}) t`;
    return `(select * from (${ranked}) f order by ${order} limit ${mostPerType})`;
  });
}

/** 2 where the title begins with the words as they were typed, 1 where it holds each of them, 0 otherwise. */
function firstSql(draft: Draft, title: string): string {
  const words = `kernel_plain(${draft.value({ slot: "search" }, "text")})`;
  return `(case when starts_with(kernel_plain(${title}), btrim(${words})) then 2
    when kernel_search(${title}) @@ ${searchQuery(draft)} then 1 else 0 end)`;
}

function snippetSql(draft: Draft, type: ModelType): string {
  const at = { type, alias: draft.root };
  const texts = [...visibleFields(draft.crm, type).values()].flatMap((field) => {
    if (field.column === null || field.document.searchable === false) return [];
    const text = field.type.searchSql(columnOf(at, field), field.document);
    return text === null ? [] : [`left(${text}, 200)`];
  });
  return texts.length === 0 ? "null::text" : `left(array_to_string(array[${texts.join(", ")}], ' · '), 160)`;
}

const mostSuggested = 12;

/**
 * `{ "items": [ { id, type, title } ] }` as JSON text for a reference picker: what matches the words, titles that
 * begin with them first; without words the records changed last.
 */
export async function suggest(crm: Crm, { type: name, q }: { type: string; q: string }): Promise<string> {
  const type = typeNamed(crm, name);
  mustAllow(crm, { type, action: "see" });
  const isSearch = q.trim() !== "" && searchExpression(crm.model, type.base) !== null;
  const statement = statementFor(crm, `suggest ${name} ${isSearch}`, () => {
    const draft = newDraft(crm);
    const of = isSearch ? { search: "?" } : {};
    const where = conditionsSql(draft, { type, of });
    const rows = `select r.* from ${drawFrom(draft, type)} where ${where} order by r.id desc limit ${isSearch ? 200 : mostSuggested}`;
    return draft.inside((shown) => {
      const title = titleSql(shown, { type, alias: "r" });
      const first = isSearch ? firstSql(shown, "t.title") : "0";
      return shown.statement(`select json_build_object('items', coalesce(json_agg(
          json_build_object('id', s.id, 'type', s.type, 'title', s.title) order by s.n), '[]'))::text as json
        from (
          select t.*, row_number() over (order by ${first} desc, length(t.title), t.id desc) as n
          from (select r.id, r.type, ${title} as title from (${rows}) r${shown.joins()}) t
          order by n limit ${mostSuggested}
        ) s`);
    }, "r");
  });
  const [row] = await run<{ json: string }>(crm, crm.database.sql, statement, searchSlots(crm, q));
  return row?.json ?? '{"items":[]}';
}
