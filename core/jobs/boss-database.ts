import type { Db } from "pg-boss";
import type postgres from "postgres";
import { onOneConnection } from "../database/index.ts";

/** Lets pg-boss work on our own pool, or inside one transaction of it, so that a job is created with its cause. */
export function bossDatabase(sql: postgres.Sql): Db {
  return {
    executeSql: (text, values = []) =>
      /^\s*begin\b/i.test(text)
        ? onOneConnection(sql, (connection) => execute(connection, text, []))
        : execute(sql, text, values),
    listen: async (channel, hear, heardAgain) => {
      const { unlisten } = await sql.listen(channel, hear, heardAgain);
      return { close: unlisten };
    },
  };
}

/** pg-boss inside a transaction of ours. */
export function bossTransaction(tx: postgres.TransactionSql): Db {
  return { executeSql: (text, values = []) => execute(tx, text, values) };
}

async function execute(
  sql: postgres.Sql | postgres.TransactionSql,
  text: string,
  values: unknown[],
): ReturnType<Db["executeSql"]> {
  const rows = await (values.length > 0 ? sql.unsafe(text, values.map(parameter)) : sql.unsafe(text));
  // A script of several statements answers with one list of rows for each.
  return { rows: [...rows].flat() };
}

/**
 * pg-boss gives JSON as text, which postgres.js would write as a JSON string; this value is the text for a text
 * column and the JSON for a JSON column.
 */
function parameter(value: unknown): postgres.SerializableParameter | null {
  if (typeof value !== "string") return (value ?? null) as postgres.SerializableParameter | null;
  return { toString: () => value, toJSON: () => JSON.parse(value) } as unknown as string;
}
