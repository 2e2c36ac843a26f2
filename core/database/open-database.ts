import { setTimeout as wait } from "node:timers/promises";
import type postgres from "postgres";
import { reasonOf } from "../data-folder/index.ts";
import { Refusal } from "../errors/index.ts";
import { type Address, addressIn, addressOf, connectTo } from "./connection.ts";
import type { Database } from "./database.ts";
import { type EmbeddedServer, embeddedServer, type ServerSettings } from "./embedded/index.ts";
import { transact } from "./transaction.ts";

/** What of the configuration the database needs. */
export interface DatabaseOptions {
  /** Folder of the embedded server, used where no `databaseUrl` is given. */
  readonly data: string;
  readonly databaseUrl?: string | undefined;
  readonly schema: string;
  /** Most connections at a time; 10 where nobody says. */
  readonly pool?: number | undefined;
  /** Settings of the embedded server beside the usual ones. */
  readonly settings?: ServerSettings | undefined;
}

/**
 * Opens the database of one workspace: the server that `databaseUrl` names, else the embedded one of the data
 * folder, started or joined. Throws `database.unreachable`, `database.too-old`, `database.encoding` and what the
 * embedded server refuses. Tables are `migrate`'s business.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { schema, pool = 10, databaseUrl } = options;
  if (databaseUrl) {
    const address = addressOf(databaseUrl);
    return openAt(address, { schema, pool, leave: async () => undefined });
  }
  const server = await embeddedServer(options.data, { settings: options.settings });
  return openAt(addressIn(server), { schema, pool, leave: () => leaveServer(server) });
}

async function openAt(
  address: Address,
  { schema, pool, leave }: { schema: string; pool: number; leave: () => Promise<void> },
): Promise<Database> {
  const sql = connectTo(address, { schema, pool });
  const channelOf = (channel: string) => `${schema}:${channel}`;
  const close = async () => {
    await sql.end({ timeout: 5 });
    await leave();
  };
  try {
    const version = await mustSuit(sql, whereOf(address));
    // Listening keeps one connection for as long as this process lives: it tells others that the server is in use.
    await sql.listen(channelOf("alive"), () => undefined);
    return Object.freeze({
      sql,
      schema,
      version,
      transaction: <T>(work: (tx: postgres.TransactionSql) => Promise<T>) => transact(sql, work),
      notify: async (channel: string, payload: string, within?: postgres.TransactionSql) => {
        await (within ?? sql)`select pg_notify(${channelOf(channel)}, ${payload})`;
      },
      listen: async (channel: string, hear: (payload: string) => void, resumed?: () => void) => {
        let isListening = false;
        const { unlisten } = await sql.listen(channelOf(channel), hear, () => {
          if (isListening) resumed?.();
          isListening = true;
        });
        return unlisten;
      },
      close,
    });
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** A server that gives no answer is left alone: it may be recovering for somebody else. */
async function leaveServer(server: EmbeddedServer): Promise<void> {
  await server.leave(async () => {
    const sql = connectTo(addressIn(server), { schema: "public", pool: 1 });
    try {
      const others = await sql`
        select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;
      return others.length > 0;
    } catch {
      return true;
    } finally {
      await sql.end({ timeout: 5 });
    }
  });
}

async function mustSuit(sql: postgres.Sql, where: string): Promise<number> {
  const { version, encoding } = await firstAnswer(sql, where);
  const major = Math.floor(version / 10_000);
  if (major < 15) throw new Refusal("database.too-old", { version: major });
  if (encoding !== "UTF8") throw new Refusal("database.encoding", { encoding });
  return major;
}

/** A server that is just starting or stopping asks for a moment; every other refusal is final. */
async function firstAnswer(sql: postgres.Sql, where: string): Promise<{ version: number; encoding: string }> {
  for (const end = Date.now() + 30_000; ; await wait(100)) {
    try {
      const [row] = await sql<{ version: number; encoding: string }[]>`
        select current_setting('server_version_num')::int as version,
          current_setting('server_encoding') as encoding`;
      if (row) return row;
    } catch (cause) {
      if (cause instanceof Refusal) throw cause;
      if (!asksForPatience(cause) || Date.now() > end)
        throw new Refusal("database.unreachable", { where, reason: reasonOf(cause) }, { cause });
    }
  }
}

function asksForPatience(cause: unknown): boolean {
  const code = cause instanceof Error && "code" in cause ? cause.code : "";
  return code === "57P03" || code === "57P01" || code === "CONNECTION_CLOSED" || code === "ECONNRESET";
}

function whereOf({ host, port, database }: Address): string {
  return `${host}:${port}/${database}`;
}
