import type postgres from "postgres";
import { guarded, type Life } from "./lost-connection.ts";

/** What postgres.js keeps of a connection, as far as it is looked at here. */
interface Connection {
  onclose?: (() => void) | null;
}

/**
 * Work that needs one connection of the pool for itself: locks and settings that belong to it. A connection that was
 * lost meanwhile takes no statement any more and does not go back to the pool: both would end the process.
 */
export async function onOneConnection<T>(
  sql: postgres.Sql,
  work: (connection: postgres.ReservedSql) => Promise<T>,
): Promise<T> {
  const connection = await sql.reserve();
  const life: Life = { isOver: false };
  const onexecute = (own: Connection) => {
    own.onclose = () => {
      life.isOver = true;
    };
    return true;
  };
  try {
    // The one place where postgres.js tells which connection it is: an option that its types leave out.
    await connection.unsafe("select 1", [], { onexecute } as postgres.UnsafeQueryOptions);
    return await work(guarded(connection, life));
  } finally {
    if (!life.isOver) connection.release();
  }
}

/** Gives back what belongs to a connection; one that was lost has taken it along. */
export async function released(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    const isLost =
      cause instanceof Error && "code" in cause && /^(CONNECTION_|57P0)/.test(String(cause.code));
    if (!isLost) throw cause;
  }
}
