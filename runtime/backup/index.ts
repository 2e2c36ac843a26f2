export { type BackupResult, writeBackup } from "./backup.ts";
export { type BackupKey, readBackupKey } from "./key.ts";
export { type BackupContent, checkBackup, restoreBackup } from "./restore.ts";
