import { quoteName, quoteText, type Sql } from "../../core/database/index.ts";
import { Refusal } from "../../core/errors/index.ts";
import { inWords } from "../../core/language/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import { rightsOn } from "../access/index.ts";
import { type Crm, traceText } from "../crm.ts";
import { emptyLinks, refillLinks } from "./emptied.ts";
import { keyArray } from "./keys.ts";
import { type LinkTo, linksTo } from "./links-to.ts";

/** Keys of records of one base type that go to the trash or come back together. */
interface Together {
  readonly type: ModelType;
  readonly ids: readonly string[];
}

/** What was written, by type, so that those who listen can be told. */
export type Touched = Map<string, string[]>;

/**
 * What hangs on records that are going to the trash: what belongs to them or is to follow them goes with them, and what
 * hangs on that too; references are emptied where they allow it. Refused where anything that stays holds one of them
 * back (`record.in-use` says what). Inside the caller's transaction.
 */
export async function letGo(crm: Crm, tx: Sql, gone: Touched): Promise<Touched> {
  const touched: Touched = new Map();
  const all: Touched = new Map([...gone].map(([type, ids]) => [type, [...ids]]));
  for (let open = gone; open.size > 0; ) {
    const next: Touched = new Map();
    for (const [{ ids }, links] of ofEach(crm, open))
      for (const link of links.filter(({ onDelete }) => onDelete === "cascade"))
        note(next, await follow(crm, tx, { ids, link }));
    for (const [type, ids] of next) {
      add(touched, type, ids);
      add(all, type, ids);
    }
    open = next;
  }
  for (const [{ ids }, links] of ofEach(crm, all))
    for (const link of links.filter(({ onDelete }) => onDelete === "empty"))
      note(touched, await emptyLinks(crm, tx, { ids, link }));
  for (const [{ ids }, links] of ofEach(crm, all))
    await mustBeFree(crm, tx, { ids, links: links.filter(({ onDelete }) => onDelete === "refuse") });
  return touched;
}

/** Brings back what followed records to the trash: what left in the same moment because of them; links that were emptied lead to them again. */
export async function bringBack(
  crm: Crm,
  tx: Sql,
  { back, left }: { back: Touched; left: string },
): Promise<Touched> {
  const touched: Touched = new Map();
  for (let open = back; open.size > 0; ) {
    const next: Touched = new Map();
    for (const [{ ids }, links] of ofEach(crm, open))
      for (const link of links.filter(({ onDelete }) => onDelete === "cascade"))
        note(
          next,
          await write(crm, tx, {
            link,
            ids,
            set: "deleted_at = null",
            where: "t.deleted_at = $5::text::timestamptz",
            more: [left],
          }),
        );
    for (const [type, ids] of next) add(touched, type, ids);
    open = next;
  }
  const all: Touched = new Map([...back].map(([type, ids]) => [type, [...ids]]));
  for (const [type, ids] of touched) add(all, type, ids);
  for (const [{ ids }, links] of ofEach(crm, all))
    for (const link of links.filter(({ onDelete }) => onDelete === "empty"))
      note(touched, await refillLinks(crm, tx, { ids, link }));
  return touched;
}

/** The keys of each type with the fields that may hold them. */
function ofEach(crm: Crm, keys: Touched): readonly (readonly [Together, readonly LinkTo[]])[] {
  return [...keys].flatMap(([name, ids]): [Together, readonly LinkTo[]][] => {
    const type = crm.model.types.get(name);
    return type ? [[{ type, ids }, linksTo(crm.model, type)]] : [];
  });
}

interface Row {
  readonly id: string;
  readonly type: string;
}

function follow(crm: Crm, tx: Sql, { ids, link }: { ids: readonly string[]; link: LinkTo }): Promise<Row[]> {
  return write(crm, tx, { link, ids, set: "deleted_at = now()", where: "t.deleted_at is null" });
}

function write(
  crm: Crm,
  tx: Sql,
  {
    link,
    ids,
    set,
    where,
    more = [],
  }: { link: LinkTo; ids: readonly string[]; set: string; where: string; more?: readonly string[] },
): Promise<Row[]> {
  return tx.unsafe<Row[]>(
    `update ${quoteName(link.type.table)} t
    set ${set}, version = version + 1, updated_at = now(), updated_by = $2::uuid, updated_via = $3,
      updated_trace = $4::text::jsonb
    where ${link.holds("$1::text::uuid[]")} and ${where}
    returning id, type`,
    [keyArray(ids), crm.user.id, crm.door, traceText(crm), ...more],
  );
}

/** What the user may not see holds the record back all the same, but is not told. */
async function mustBeFree(
  crm: Crm,
  tx: Sql,
  { ids, links }: { ids: readonly string[]; links: readonly LinkTo[] },
): Promise<void> {
  if (links.length === 0) return;
  const counts = links.map(
    (link, index) =>
      `select ${index} as link, count(*)::int as number from (
        select from ${quoteName(link.type.table)} t
        where ${link.holds("$1::text::uuid[]")} and t.deleted_at is null
          and t.type in (${link.type.concrete.map(quoteText).join(", ") || "null"}) limit 100
      ) c`,
  );
  const rows = await tx.unsafe<{ link: number; number: number }[]>(counts.join(" union all "), [
    keyArray(ids),
  ]);
  const inUse = rows.filter(({ number }) => number > 0);
  if (inUse.length === 0) return;
  const told = inUse.flatMap(({ link: index, number }) => {
    const link = links[index];
    const isSeen = link && rightsOn(crm, { type: link.type, action: "see" }).answer === "allow";
    return isSeen ? [{ link, number }] : [];
  });
  const isAll = told.length === inUse.length;
  throw new Refusal("record.in-use", {
    users: { fr: spoken(told, isAll, "fr"), en: spoken(told, isAll, "en") },
  });
}

function spoken(
  told: readonly { link: LinkTo; number: number }[],
  isAll: boolean,
  language: "fr" | "en",
): string {
  const parts = told.map(({ link: { type, field }, number }) => {
    const label = inWords(number === 1 ? type.label : type.plural, language);
    return `${number === 100 ? "100+" : number} ${label} (${inWords(field.label, language)})`;
  });
  const others = { fr: "d’autres fiches", en: "other records" }[language];
  return [...parts, ...(isAll ? [] : [others])].join(", ");
}

function note(touched: Touched, rows: readonly Row[]): void {
  for (const { id, type } of rows) add(touched, type, [id]);
}

function add(touched: Touched, type: string, ids: readonly string[]): void {
  touched.set(type, [...(touched.get(type) ?? []), ...ids]);
}
