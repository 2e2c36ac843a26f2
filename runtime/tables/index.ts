export { applyDesign } from "./apply.ts";
export { type Breaking, breakingRecords } from "./breaking/index.ts";
export { choiceOrder } from "./choice-order.ts";
export { columnNames, type RegisteredColumn, readColumns } from "./columns.ts";
export { fillStored, type Mended, mendStored } from "./computed-fill.ts";
export { type Design, designTables, isSettled } from "./design.ts";
export { countValues, existingFaults, type Warning } from "./existing.ts";
export { fillTables } from "./fill-tables.ts";
export { fillsOf } from "./fills.ts";
export { finishTables, isUnfinished } from "./finish.ts";
export { isIndexed, sortCollation, uniqueIndexNamed, type WantedIndex } from "./indexes.ts";
export { journalSetting } from "./journal-trigger.ts";
export { makePartitions } from "./partitions.ts";
export { dropLeftovers, goingWith, type Leftover, leftovers } from "./purge.ts";
export { unreadableRights } from "./rights-columns.ts";
export { tableRows } from "./row-count.ts";
export { searchExpression } from "./search.ts";
export { ensureCounter, ensureSequencePeriod, passNumber, sequenceName } from "./sequences.ts";
export type { ColumnWork } from "./settle-columns.ts";
export { settleJournals } from "./settle-journals.ts";
export { priceChanges, type Step } from "./steps.ts";
export { type Finding, found, verifyTables } from "./verify/index.ts";

/** The kernel tables of metadata, columns, files and the mutation journal. */
export const tablesMigrations = { room: "tables", folder: new URL("./sql/", import.meta.url) };
