export { claimDataFolder, type Running, runningOn } from "./claim.ts";
export { tryLock, whileLocked } from "./lock.ts";
export { belongTo, openDataFolder, reasonOf } from "./open-folder.ts";
