import { quoteName } from "../../core/database/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import { mustAllow } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { inWordsOfTheHouse } from "./database-faults.ts";
import { drawFrom, newDraft, newFindingDraft } from "./draft.ts";
import { isKey } from "./keys.ts";
import { typeNamed } from "./paths.ts";
import { recordColumns } from "./record-columns.ts";
import { parseSelect } from "./select.ts";
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
