import { quoteName, quoteText, type Sql } from "../../core/database/index.ts";
import { type Model, type ModelType, referenceBetween } from "../../metamodel/model.ts";
import type { Crm } from "../crm.ts";
import { isKey, keyArray } from "./keys.ts";
import { type LinkTo, linksTo } from "./links-to.ts";
import { listPage } from "./list.ts";

/**
 * What becomes of a record when a person is erased: it loses all it says; its words and files; what is personal in it; or
 * nothing, because it tells of something else.
 */
export type Treatment = "whole" | "words" | "personal" | "stays";

/** A record by key, with the concrete type that it has. */
export interface Keyed {
  readonly id: string;
  readonly type: string;
}

/** Records that have to do with a person in one way. */
export interface Trace {
  /** The type that declares the link; of the person itself its own. */
  readonly type: ModelType;
  /** The link that leads to the person, or to what belongs to it; null for the person itself. */
  readonly link: LinkTo | null;
  /** Whose keys the link holds. */
  readonly of: readonly string[];
  readonly treatment: Treatment;
  /** Which they are; empty where they stay. */
  readonly rows: readonly Keyed[];
  readonly count: number;
}

/** The person with this key, the trash included; null where it is no record of a type of people. */
export async function findPerson(crm: Crm, id: string): Promise<Keyed | null> {
  if (!isKey(id)) return null;
  const people = [...crm.model.types.values()].filter(({ person }) => person);
  for (const base of new Set(people.map(({ base }) => base))) {
    const table = crm.model.types.get(base)?.table;
    const names = people.filter((type) => type.base === base).flatMap(({ concrete }) => concrete);
    const [row] = table
      ? await crm.database.sql.unsafe<Keyed[]>(
          `select id, type from ${quoteName(table)} where id = $1::text::uuid and type = any ($2::text[])`,
          [id, names],
        )
      : [];
    if (row) return row;
  }
  return null;
}

/**
 * Holds the record of a person until the transaction ends: who would tie something to it meanwhile, which could be a
 * reason to keep it, waits for what becomes of it.
 */
export async function holdPerson(crm: Crm, tx: Sql, id: string): Promise<void> {
  const person = await findPerson(crm, id);
  const table = crm.model.types.get(person?.type ?? "")?.table;
  if (table) await tx.unsafe(`select from ${quoteName(table)} where id = $1::text::uuid for update`, [id]);
}

/**
 * Everything that has to do with a person, the trash included, with what would become of it: the person and what belongs
 * to it first, then what its capabilities keep for it, then everything that refers to it.
 */
export async function tracesOf(crm: Crm, sql: Sql, person: Keyed): Promise<readonly Trace[]> {
  const type = crm.model.types.get(person.type);
  if (!type) return [];
  const whole = await withParts(crm, sql, { type, person });
  const known = new Set(whole.flatMap(({ rows }) => rows.map(({ id }) => id)));
  const kept = keptByCapabilities(crm, type);
  const found: Trace[] = [];
  for (const { rows, type: owner } of whole) {
    const keys = rows.map(({ id }) => id);
    for (const link of linksTo(crm.model, owner).filter(({ onDelete }) => onDelete !== "cascade")) {
      const isOwn = owner === type && keys[0] === person.id;
      const asked = { link, of: keys, known, isKept: isOwn && isAmong(kept, link) };
      for (const trace of await linkedBy(crm, sql, asked)) if (trace.count > 0) found.push(trace);
    }
  }
  return [...whole, ...found];
}

/** The person, and what belongs to it or follows it, and what belongs to that. */
async function withParts(
  crm: Crm,
  sql: Sql,
  { type, person }: { type: ModelType; person: Keyed },
): Promise<Trace[]> {
  const own = { type, link: null, of: [], rows: [person], count: 1, treatment: "whole" as const };
  const traces: Trace[] = [own];
  const seen = new Set([person.id]);
  for (const { type: owner, rows } of traces) {
    const keys = rows.map(({ id }) => id);
    for (const link of linksTo(crm.model, owner).filter(({ onDelete }) => onDelete === "cascade")) {
      const parts = (await keysBy(sql, link, keys)).filter(({ id }) => !seen.has(id));
      for (const { id } of parts) seen.add(id);
      if (parts.length > 0)
        traces.push({ ...own, type: link.type, link, of: keys, rows: parts, count: parts.length });
    }
  }
  return traces;
}

interface Linked {
  readonly link: LinkTo;
  readonly of: readonly string[];
  /** Records that are treated as a whole anyway. */
  readonly known: ReadonlySet<string>;
  readonly isKept: boolean;
}

async function linkedBy(crm: Crm, sql: Sql, { link, of, known, isKept }: Linked): Promise<Trace[]> {
  const common = { type: link.type, link, of };
  const trace = (treatment: Treatment, rows: readonly Keyed[]): Trace => ({
    ...common,
    treatment,
    rows,
    count: rows.length,
  });
  if (isKept) {
    const rows = (await keysBy(sql, link, of)).filter(({ id }) => !known.has(id));
    return [trace("words", rows)];
  }
  if (link.isList || !hasPersonal(crm.model, link.type)) {
    const [row] = await sql.unsafe<{ count: number }[]>(
      `select count(*)::int as count from ${quoteName(link.type.table)} t where ${link.holds("$1::text::uuid[]")}`,
      [keyArray(of)],
    );
    return [{ ...common, treatment: "stays", rows: [], count: row?.count ?? 0 }];
  }
  const alone = (await keysBy(sql, link, of, concernsOthers(crm.model, link.type))).filter(
    ({ id }) => !known.has(id),
  );
  const [others, own] = [alone.filter(({ others }) => others), alone.filter(({ others }) => !others)];
  return [trace("personal", own), { ...trace("stays", others), rows: [] }];
}

async function keysBy(
  sql: Sql,
  link: LinkTo,
  of: readonly string[],
  others = "false",
): Promise<(Keyed & { others: boolean })[]> {
  return sql.unsafe<(Keyed & { others: boolean })[]>(
    `select t.id, t.type, ${others} as others from ${quoteName(link.type.table)} t
     where ${link.holds("$1::text::uuid[]")} order by t.id`,
    [keyArray(of)],
  );
}

function hasPersonal(model: Model, type: ModelType): boolean {
  return type.concrete.some((name) =>
    [...(model.types.get(name)?.fields.values() ?? [])].some(({ document }) => document.sensitive === true),
  );
}

/** Whether a row at `t` refers to other people as well: what is personal in it may then be theirs. `$1` are the keys that do not count. */
function concernsOthers(model: Model, type: ModelType): string {
  const people = [...model.types.values()].filter(({ person }) => person).flatMap(({ concrete }) => concrete);
  const fields = new Map(
    type.concrete.flatMap((name) =>
      [...(model.types.get(name)?.fields.values() ?? [])].map((field) => [field.column, field] as const),
    ),
  );
  const conditions = [...fields.values()].flatMap((field) => {
    const relation = field.type.relation(field.document);
    if (field.column === null || !relation || !("onDelete" in relation)) return [];
    const column = `t.${quoteName(field.column)}`;
    const keys = {
      one: `array[${column}]`,
      keys: column,
      any: `array[nullif(split_part(${column}, '/', 2), '')::uuid]`,
    }[relation.kind];
    const tables = new Set([relation.to].flat().flatMap((to) => tableOfPeople(model, to)));
    return [...tables].map(
      (table) => `exists (select from ${quoteName(table)} p where p.id = any (${keys})
        and p.type in (${people.map(quoteText).join(", ")}) and p.id <> all ($1::text::uuid[]))`,
    );
  });
  return conditions.length > 0 ? `(${conditions.join(" or ")})` : "false";
}

function tableOfPeople(model: Model, name: string): string[] {
  const type = model.types.get(name);
  return type?.concrete.some((each) => model.types.get(each)?.person) ? [type.table] : [];
}

/** What the capabilities of the type keep for a record: entries of its journal, documents. By `type field`. */
function keptByCapabilities({ model, models }: Crm, type: ModelType): ReadonlySet<string> {
  const needed = models.capabilities.flatMap(({ name, needs }) =>
    type.capabilities.has(name) ? (needs ?? []) : [],
  );
  return new Set(
    needed.flatMap((from) => {
      const field = referenceBetween(model, { from, to: type.name });
      return field ? [`${field.declaredIn} ${field.name}`] : [];
    }),
  );
}

function isAmong(kept: ReadonlySet<string>, { field }: LinkTo): boolean {
  return kept.has(`${field.declaredIn} ${field.name}`);
}

const pageSize = 500;

/** The records of a trace as the API shows them, page by page, the trash included. */
export async function* recordsOf(crm: Crm, { link, of, rows }: Trace): AsyncGenerator<readonly unknown[]> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (let page = link ? await pageBy(crm, { link, of, after }) : rows; page.length > 0; ) {
    yield await shown(crm, page);
    after = page.at(-1)?.id ?? after;
    page = link && page.length === pageSize ? await pageBy(crm, { link, of, after }) : [];
  }
}

async function pageBy(
  crm: Crm,
  { link, of, after }: { link: LinkTo; of: readonly string[]; after: string },
): Promise<Keyed[]> {
  return crm.database.sql.unsafe<Keyed[]>(
    `select t.id, t.type from ${quoteName(link.type.table)} t
     where ${link.holds("$1::text::uuid[]")} and t.id > $2::text::uuid order by t.id limit ${pageSize}`,
    [keyArray(of), after],
  );
}

async function shown(crm: Crm, page: readonly Keyed[]): Promise<unknown[]> {
  const items: unknown[] = [];
  const types = new Set(page.map(({ type }) => type).filter((type) => crm.model.types.has(type)));
  for (const type of types) {
    const ids = page.filter((row) => row.type === type).map(({ id }) => id);
    for (const trash of [false, true]) {
      const found = await listPage(crm, {
        type,
        ids,
        select: "*,deleted_at",
        trash,
        archived: "with",
        limit: pageSize,
        count: "none",
      });
      items.push(...JSON.parse(`[${found.items}]`));
    }
  }
  return items;
}
