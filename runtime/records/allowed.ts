import { quoteName } from "../../core/database/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import { type Action, denied, rightsOn } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { rightCheck } from "./checks.ts";
import { newDraft } from "./draft.ts";
import { isKey, keyArray } from "./keys.ts";
import { run, statementFor } from "./statement.ts";

/**
 * Which of some records the user sees and may do something with, those in the trash included: one statement, and none
 * where his roles decide it for all records of the type.
 */
export async function withinReach(
  crm: Crm,
  { type, ids, action = "see" }: { type: ModelType; ids: readonly string[]; action?: Action },
): Promise<ReadonlySet<string>> {
  const answers = [...new Set<Action>(["see", action])].map(
    (each) => rightsOn(crm, { type, action: each }).answer,
  );
  if (answers.includes("deny")) return new Set();
  if (!type.keepsUnseen && type.parent === null && answers.every((answer) => answer === "allow"))
    return new Set(ids);
  const statement = statementFor(crm, `reach ${type.name} ${action}`, () => {
    const draft = newDraft(crm);
    const at = { type, alias: draft.root };
    const keys = draft.value({ slot: "ids" }, "uuid[]");
    const types = draft.value(keyArray(type.concrete), "text[]");
    const rights = [
      ...rightCheck(draft, at, "see"),
      ...(action === "see" ? [] : rightCheck(draft, at, action)),
    ];
    const where = [`r.id = any (${keys})`, `r.type = any (${types})`, ...rights.map(({ sql }) => sql)];
    return draft.statement(
      `select r.id from ${quoteName(type.table)} r${draft.joins()} where ${where.join(" and ")}`,
      { isPrepared: true },
    );
  });
  const rows = await run<{ id: string }>(crm, crm.database.sql, statement, {
    ids: keyArray(ids.filter(isKey)),
  });
  return new Set(rows.map(({ id }) => id));
}

/** Refuses with `access.denied` what the user may not do with a record that he sees. */
export async function mustReach(
  crm: Crm,
  { type, id, action }: { type: ModelType; id: string; action: Action },
): Promise<void> {
  const reached = await withinReach(crm, { type, ids: [id], action });
  if (!reached.has(id.toLowerCase())) throw denied(type, action, crm.models);
}
