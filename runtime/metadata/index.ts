/** The kernel tables that metadata needs. */
export { tablesMigrations as metadataMigrations } from "../tables/index.ts";
export { broughtFields } from "./brought.ts";
export type { ChangeSet } from "./change-set.ts";
export { metadataJobs } from "./jobs.ts";
export { shown } from "./merging.ts";
export { openModels } from "./models.ts";
export * from "./packs/index.ts";
export { applyChanges, type Plan, type Published, type Publishing, planChanges } from "./publish.ts";
export { type PurgePlan, planPurge, purge } from "./purge.ts";
export { type Pushed, planPush, push, workspaceId } from "./push.ts";
export { readAppFolder } from "./read-folder.ts";
export { type RemovedField, type Revision, removedFields, revisions } from "./revisions.ts";
export { metadataRoutes } from "./routes.ts";
export { type DocumentKey, readState } from "./state.ts";
export { undo, undoing } from "./undo.ts";
export { verify } from "./verify.ts";
export { writeAppFolder } from "./write-folder.ts";
