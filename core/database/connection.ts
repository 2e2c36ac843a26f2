import { Socket } from "node:net";
import postgres from "postgres";
import { reasonOf } from "../data-folder/index.ts";
import { Refusal } from "../errors/index.ts";
import { quoteName } from "./database.ts";
import type { EmbeddedServer } from "./embedded/index.ts";
import { withLastingBegin } from "./lost-connection.ts";

/** How postgres.js reaches a server. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly user?: string;
  readonly password: string;
  readonly database: string;
  readonly ssl: (typeof sslModes)[number] | false;
  /** Opens a connection in another way than by host and port; a documented option that its types leave out. */
  readonly socket?: () => Promise<Socket>;
}

/** Reads `postgres://user:password@host:port/name?sslmode=require`; `?host=/folder` names a socket. */
export function addressOf(databaseUrl: string): Address {
  const url = readUrl(databaseUrl);
  const socketFolder = url.searchParams.get("host");
  const sslMode = url.searchParams.get("sslmode") ?? "disable";
  const user = decodeURIComponent(url.username);
  return {
    host: socketFolder ?? (decodeURIComponent(url.hostname).replace(/^\[|\]$/g, "") || "localhost"),
    port: Number(url.port || url.searchParams.get("port") || 5432),
    ...(user ? { user } : {}),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)) || "postgres",
    ssl: sslModes.find((mode) => mode === sslMode) ?? false,
  };
}

/** An embedded server is reached through a door that starts it again where it has died. */
export function addressIn(server: EmbeddedServer, database = "postgres"): Address {
  return {
    host: server.home,
    port: 5432,
    user: server.user,
    password: server.password,
    database,
    ssl: false,
    // postgres.js loses a place of its pool for ever when this throws, but not when the socket itself fails.
    socket: () => server.connect().catch(failingSocket),
  };
}

/** A pool of connections that finds everything of a workspace through its schema. */
export function connectTo(
  address: Address,
  { schema, pool }: { schema: string; pool: number },
): postgres.Sql {
  const sql = postgres({
    ...address,
    max: pool,
    connect_timeout: 30,
    idle_timeout: 120,
    backoff: (attempt) => Math.min(0.02 * 2 ** attempt, 1),
    onnotice: () => undefined,
    types: { day },
    connection: {
      application_name: "dossier",
      search_path: `${quoteName(schema)}, public`,
      TimeZone: "UTC",
      DateStyle: "ISO, YMD",
      IntervalStyle: "iso_8601",
      statement_timeout: 120_000,
      idle_in_transaction_session_timeout: 300_000,
    },
  });
  return withLastingBegin(sql);
}

const sslModes = ["require", "allow", "prefer", "verify-full"] as const;

/** A calendar day stays the text `YYYY-MM-DD`: as a `Date` it would move with the time zone. */
const day = {
  to: 1082,
  from: [1082],
  serialize: (value: string) => value,
  parse: (text: string) => text,
};

function readUrl(databaseUrl: string): URL {
  try {
    const url = new URL(databaseUrl);
    if (url.protocol === "postgres:" || url.protocol === "postgresql:") return url;
    throw new Error("it must begin with postgres://");
  } catch (cause) {
    throw new Refusal("config.invalid", { name: "DATABASE_URL", reason: reasonOf(cause) }, { cause });
  }
}

function failingSocket(cause: unknown): Socket {
  const socket = new Socket();
  setImmediate(() => socket.destroy(cause instanceof Error ? cause : new Error(String(cause))));
  return socket;
}
