import type postgres from "postgres";

/** The postgres.js client, or one transaction of it: both take the same calls. */
export type Sql = postgres.Sql | postgres.TransactionSql;

/** One workspace's database: every statement finds its tables through the schema on the search path. */
export interface Database {
  /** The pool. `sql.unsafe(text, params, { prepare: true })` for composed statements, templates elsewhere. */
  readonly sql: postgres.Sql;
  /** The PostgreSQL schema that holds everything of this workspace. */
  readonly schema: string;
  /** Major version of the server: 15 … 18. */
  readonly version: number;
  /** Begins, works, commits; repeats the whole on serialization failure, deadlock and stale plan (40001, 40P01, 0A000). */
  transaction<T>(work: (tx: postgres.TransactionSql) => Promise<T>): Promise<T>;
  /** Sends a text of at most 8,000 bytes to every process of this workspace; within a transaction when it commits. */
  notify(channel: string, payload: string, within?: postgres.TransactionSql): Promise<void>;
  /**
   * Hears what `notify` sends, this process's own words included. A lost connection is made again by itself; what was
   * sent meanwhile is missed, which `resumed` is told. Returns how to stop.
   */
  listen(
    channel: string,
    hear: (payload: string) => void,
    resumed?: () => void,
  ): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** A name as SQL writes it; the only way a name gets into a statement. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A constant as SQL writes it, for the rare statements that take no parameter (DDL). */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
