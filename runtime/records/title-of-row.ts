import { quoteName } from "../../core/database/database.ts";
import type { ModelType } from "../../metamodel/model.ts";
import type { Crm } from "../crm.ts";
import { newDraft } from "./draft.ts";
import { run } from "./statement.ts";
import { titleSql } from "./title.ts";

/** The title that a row of a type's table would have, stored or not: `row` is its JSON by column. */
export async function titleOfRow(
  crm: Crm,
  { type, row }: { type: ModelType; row: string },
): Promise<string | null> {
  const draft = newDraft(crm);
  const title = titleSql(draft, { type, alias: draft.root });
  const values = `jsonb_populate_record(null::${quoteName(type.table)}, ${draft.value(row, "jsonb")})`;
  const statement = draft.statement(`select ${title} as title from ${values} ${draft.root}${draft.joins()}`);
  const [found] = await run<{ title: string | null }>(crm, crm.database.sql, statement);
  return found?.title ?? null;
}
