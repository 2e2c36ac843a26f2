import type postgres from "postgres";
import type { Database } from "../../core/database/index.ts";
import { type Field, type Model, tableOf } from "../../metamodel/index.ts";
import { type RegisteredColumn, readColumns, writeColumns } from "./columns.ts";
import { settleTriggers } from "./computed-triggers.ts";
import { clearConversions, fillConversion } from "./convert.ts";
import { type Design, statementsOf } from "./design.ts";
import { withLockRetries } from "./lock-retries.ts";
import { passNumbers } from "./sequences.ts";

/**
 * Makes the tables what a design says, all in one transaction, in which `publish` writes what belongs to it: a crash
 * leaves all or nothing. Conversions are filled before, invisibly. Nobody waits noticeably; indexes on tables that
 * have rows follow with `finishTables`. One at a time: the caller holds the lock of the workspace's metadata.
 */
export async function applyDesign(
  database: Database,
  design: Design,
  { now, publish }: { now: Date; publish: (tx: postgres.TransactionSql) => Promise<void> },
): Promise<void> {
  const registered = await readColumns(database.sql);
  await clearConversions(database, { columns: registered, which: "abandoned" });
  const conversions = design.works.filter((work) => work.work === "convert");
  for (const conversion of conversions) await fillConversion(database, conversion);
  const statements = statementsOf(design, { schema: database.schema, now });
  await withLockRetries(database, async (tx) => {
    if (statements.length > 0) await tx.unsafe(statements.join(";\n"));
    for (const { work, column } of design.works) {
      if (work === "remove" || work === "add") continue;
      const field = generatedField(design.model, column.declaredIn, column.field);
      if (field && work === "keep" && !countsOtherwise(field, column, registered)) continue;
      const table = tableOf(column.base);
      if (field) await passNumbers(tx, { field, base: column.base, table, now, model: design.model });
    }
    await settleTriggers(tx, design);
    await writeColumns(tx, design.columns);
    await publish(tx);
  });
}

/** Whether a field that stays begins to count in another way, and must not give numbers again that it gave before. */
function countsOtherwise(
  field: Field,
  { base, column }: RegisteredColumn,
  registered: readonly RegisteredColumn[],
): boolean {
  const was = registered.find((one) => one.base === base && one.column === column);
  const at = { day: "2000-01-01", type: field.declaredIn };
  const [before, after] = [was?.document, field.document].map((one) => one && field.type.numbering(one, at));
  return JSON.stringify(before) !== JSON.stringify(after);
}

function generatedField(model: Model, type: string, name: string): Field | undefined {
  const field = model.types.get(type)?.fields.get(name);
  return field?.type.generated ? field : undefined;
}
