import { quoteName } from "../../core/database/index.ts";
import { hasValue, type ModelType } from "../../metamodel/model.ts";
import { hiddenFields, mustAllow } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { inWordsOfTheHouse } from "./database-faults.ts";
import { drawFrom, newDraft, newFindingDraft, newPastDraft } from "./draft.ts";
import { isKey } from "./keys.ts";
import { typeNamed, visibleFields } from "./paths.ts";
import { recordColumns, usual } from "./record-columns.ts";
import { type Asking, parseSelect } from "./select.ts";
import { type Finding, run, type Statement, statementFor } from "./statement.ts";

/** One record as PostgreSQL wrote it. */
export interface ReadRecord {
  readonly json: string;
  readonly version: number;
}

/** A record by its key, archived ones included; null where there is none, or none that the user may see. */
export async function readRecord(
  crm: Crm,
  {
    type: name,
    id,
    select,
    trash = false,
  }: { type: string; id: string; select?: string | undefined; trash?: boolean },
): Promise<ReadRecord | null> {
  const type = typeNamed(crm, name);
  mustAllow(crm, { type, action: "see" });
  if (!isKey(id)) return null;
  const statement = statementFor(crm, `read ${name} ${trash} ${select ?? ""}`, (finding) =>
    composeRead(crm, finding, { type, select, trash }),
  );
  const [row] = await run<ReadRecord>(crm, crm.database.sql, statement, { id }).catch((cause) => {
    throw inWordsOfTheHouse(cause);
  });
  return row ?? null;
}

/** What rights ask of the user is known beforehand, as for lists: asked with each record it took half as long again. */
function composeRead(
  crm: Crm,
  finding: Finding,
  { type, select, trash }: { type: ModelType; select: string | undefined; trash: boolean },
): Statement {
  const draft = newFindingDraft(crm, finding);
  const at = { type, alias: draft.root };
  const [isThere = "", ...visible] = draft.visible(at);
  const where = [
    `r.id = ${draft.value({ slot: "id" }, "uuid")}`,
    trash ? "r.deleted_at is not null" : isThere,
    ...visible,
  ].join(" and ");
  const columns = recordColumns(draft, at, select === undefined ? null : parseSelect(select));
  return draft.statement(
    `select row_to_json("X")::text as json, r.version from ${quoteName(type.table)} r${draft.joins()}
    cross join lateral (select ${columns}) "X" where ${where}`,
    { isPrepared: true },
  );
}

/**
 * A record as it was at an instant (`2026-01-31T12:00:00.000Z`), the trash of then included, with what it links to and
 * lists as that was then; null where there was none, or none whose history the user may see today. Of the type that it
 * had then, without the fields that are hidden from the user in any type of the family.
 */
export async function readPast(
  crm: Crm,
  {
    type: name,
    id,
    select = "*,deleted_at",
    asOf,
  }: { type: string; id: string; select?: string | undefined; asOf: string },
): Promise<ReadRecord | null> {
  const type = typeNamed(crm, name);
  mustAllow(crm, { type, action: "see" });
  if (!isKey(id)) return null;
  const found = await typeThen(crm, { type, id, asOf });
  if (!found) return null;
  const asking = parseSelect(select).flatMap((asked) => (asked.name === "*" ? ownFields(crm, found) : asked));
  return runPast(crm, { type: found, id, asOf, asking });
}

/** The concrete type that a record had, which may be another subtype than it has become. */
async function typeThen(
  crm: Crm,
  { type, id, asOf }: { type: ModelType; id: string; asOf: string },
): Promise<ModelType | null> {
  const base = crm.model.types.get(type.base) ?? type;
  for (const each of new Set([type, base])) {
    const then = await runPast(crm, { type: each, id, asOf, asking: parseSelect("type") });
    if (then) return crm.model.types.get(JSON.parse(then.json).type) ?? null;
  }
  return null;
}

/** What one subtype hides may stand in a column that another one shows, and the record may have been of both. */
function ownFields(crm: Crm, { name, base }: ModelType): Asking {
  const family = [...crm.model.types.values()].filter((each) => each.base === base);
  const hidden = new Set(family.flatMap((each) => [...hiddenFields(crm, each)]));
  const fields = [...visibleFields(crm, typeNamed(crm, name)).values()];
  const names = fields
    .filter((field) => hasValue(field) && !hidden.has(field.name))
    .map((field) => field.name);
  return [...usual, ...names].map((each) => ({ name: each, inner: null }));
}

async function runPast(
  crm: Crm,
  { type, id, asOf, asking }: { type: ModelType; id: string; asOf: string; asking: Asking },
): Promise<ReadRecord | null> {
  const statement = statementFor(crm, `past ${type.name} ${JSON.stringify(asking)}`, () => {
    const draft = newPastDraft(crm);
    const at = { type, alias: draft.root };
    const [, ...visible] = draft.visible(at);
    const where = [`r.id = ${draft.value({ slot: "id" }, "uuid")}`, ...visible].join(" and ");
    const columns = recordColumns(draft, at, asking);
    return draft.statement(
      `select row_to_json("X")::text as json, r.version from ${quoteName(type.table)} r${draft.joins()}
      cross join lateral (select ${columns}) "X" where ${where}`,
    );
  });
  const [row] = await run<ReadRecord>(crm, crm.database.sql, statement, { id, asOf }).catch((cause) => {
    throw inWordsOfTheHouse(cause);
  });
  return row ?? null;
}

/** The concrete type of a record; null where there is none of the type, or none that the user may see. */
export async function concreteTypeOf(
  crm: Crm,
  { type, id }: { type: ModelType; id: string },
): Promise<ModelType | null> {
  if (type.concrete.length === 1 && type.concrete[0] === type.name) return type;
  const statement = statementFor(crm, `concrete ${type.name}`, () => {
    const draft = newDraft(crm);
    const at = { type, alias: draft.root };
    const where = [`r.id = ${draft.value({ slot: "id" }, "uuid")}`, ...draft.visible(at)].join(" and ");
    return draft.statement(`select r.type from ${drawFrom(draft, type)} where ${where}`, {
      isPrepared: true,
    });
  });
  const [row] = await run<{ type: string }>(crm, crm.database.sql, statement, { id });
  return crm.model.types.get(row?.type ?? "") ?? null;
}
