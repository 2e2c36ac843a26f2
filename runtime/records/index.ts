export type { Conditions } from "./conditions.ts";
export { type Count, type Counted, parseCount } from "./count.ts";
export { type ListQuery, listPage, listRecords, type Page } from "./list.ts";
export { type ReadRecord, readRecord } from "./read.ts";
export {
  archiveRecord,
  deleteRecord,
  type Placing,
  reactivateRecord,
  restoreRecord,
} from "./state.ts";
export { changeRecord, createRecord, type WrittenRecord } from "./write.ts";
