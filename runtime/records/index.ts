export {
  findPerson,
  holdPerson,
  type Keyed,
  recordsOf,
  type Trace,
  type Treatment,
  tracesOf,
} from "./about-person.ts";
export { type AggregateQuery, aggregateRecords } from "./aggregate.ts";
export { mustReach, withinReach } from "./allowed.ts";
export { type Batch, type BatchResult, batchRecords, lookAtBatch } from "./batch.ts";
export { type Compared, compareRights, type Shift } from "./compare-rights.ts";
export type { Conditions } from "./conditions.ts";
export type { Count, Counted } from "./count.ts";
export { addressesIn, type Erased, erasedPerson, erasePerson, filesAbout } from "./erase-person.ts";
export { type Found, findRecords, type Wanted } from "./find.ts";
export { heldFiles } from "./held-files.ts";
export { recordMigrations } from "./idempotency.ts";
export { type Judged, judgeRecord } from "./judge.ts";
export { type ListQuery, listPage, listRecords, type Page } from "./list.ts";
export { personType, reachTypes, readReach, type StandsFor } from "./reach.ts";
export { type ReadRecord, readRecord } from "./read.ts";
export { recordRoutes } from "./routes.ts";
export { searchEverything, suggest } from "./search.ts";
export { type Asked, type Asking, parseSelect } from "./select.ts";
export {
  archiveRecord,
  deleteRecord,
  type Placing,
  reactivateRecord,
  restoreRecord,
} from "./state.ts";
export { type StreamQuery, streamRecords } from "./stream.ts";
export { titleOfRow } from "./title-of-row.ts";
export { unservedConditions } from "./unserved.ts";
export { changeRecord, createRecord, type WrittenRecord } from "./write.ts";
