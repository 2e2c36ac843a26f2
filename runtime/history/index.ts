export { asOf, type Deed, type HistoryItem, history } from "./history.ts";
export { historyRoutes } from "./routes.ts";
export { noteSecurityEvent, type SecurityEvent, type SecurityEventKind } from "./security-events.ts";
