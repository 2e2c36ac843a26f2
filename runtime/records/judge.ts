import { quoteName } from "../../core/database/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import { type Condition, conditionSql } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { newDraft } from "./draft.ts";
import { isKey } from "./keys.ts";
import { run } from "./statement.ts";

/** A record as far as it matters to whoever asks why it may not be seen. */
export interface Judged {
  /** Its concrete type. */
  readonly type: string;
  readonly inTrash: boolean;
  readonly archived: boolean;
  /** Whether each condition holds for it, in their order; null where a value is missing. */
  readonly holds: readonly (boolean | null)[];
}

/**
 * Whether conditions of rights hold for one record and the user of `crm`, whether he sees it or not: for those who
 * explain rights, never for the user himself. Null where there is no such record.
 */
export async function judgeRecord(
  crm: Crm,
  { type, id, conditions }: { type: ModelType; id: string; conditions: readonly Condition[] },
): Promise<Judged | null> {
  if (!isKey(id)) return null;
  const draft = newDraft(crm);
  const at = { type, alias: draft.root };
  const columns = conditions.map((each, index) => `(${conditionSql(draft, at, each)}) as h${index}`);
  const key = draft.value(id, "uuid");
  const statement = draft.statement(
    `select ${["r.type", "r.deleted_at is not null as trash", "r.archived_at is not null as archived", ...columns].join(", ")}
    from ${quoteName(type.table)} r${draft.joins()} where r.id = ${key}`,
  );
  const [row] = await run<Row>(crm, crm.database.sql, statement);
  if (!row || !type.concrete.includes(String(row.type))) return null;
  return {
    type: String(row.type),
    inTrash: row.trash === true,
    archived: row.archived === true,
    holds: conditions.map((_, index) => {
      const found = row[`h${index}`];
      return typeof found === "boolean" ? found : null;
    }),
  };
}

type Row = Readonly<Record<string, string | boolean | null>>;
