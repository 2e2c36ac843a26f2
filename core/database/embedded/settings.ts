/** PostgreSQL settings by name. */
export type ServerSettings = Readonly<Record<string, string>>;

/**
 * What an embedded server runs with: small when idle, and safe (`fsync` and `synchronous_commit` stay on). Backups
 * are our own, so no WAL is written for replicas.
 */
export const serverSettings: ServerSettings = {
  max_connections: "60",
  shared_buffers: "128MB",
  work_mem: "8MB",
  maintenance_work_mem: "64MB",
  wal_level: "minimal",
  max_wal_senders: "0",
  io_method: "sync",
  random_page_cost: "1.1",
  jit: "off",
  max_logical_replication_workers: "0",
  timezone: "UTC",
  log_timezone: "UTC",
  log_checkpoints: "off",
  log_line_prefix: "%m [%p] ",
};
