export { asOf, type Deed, type HistoryItem, history } from "./history.ts";
export { historyJobs } from "./jobs.ts";
export { type ErasedRows, eraseFromJournals, readingsOf, securityEventsOf, type Whose } from "./personal.ts";
export { answerPast, historyRoutes } from "./routes.ts";
export { sealJournals } from "./seals.ts";
export { noteSecurityEvent, type SecurityEvent, type SecurityEventKind } from "./security-events.ts";
export { type JournalState, verifyJournal } from "./verify-journal.ts";
