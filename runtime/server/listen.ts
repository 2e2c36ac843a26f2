import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Refusal } from "../../core/errors/index.ts";
import type { House } from "../open-runtime.ts";
import { createApp } from "./app.ts";

/** A listening HTTP server. */
export interface Listening {
  readonly port: number;
  /** Takes no new request, ends live events, and waits at most 10 seconds for the requests under way. */
  close(): Promise<void>;
}

const patience = 10_000;

/** How long the server waits for those who send slowly, in milliseconds. */
export interface Waiting {
  /** For the headers. */
  readonly headers: number;
  /** For the whole of a request that brings no file. */
  readonly body: number;
  /** For the whole of any request. */
  readonly upload: number;
}

const waiting: Waiting = { headers: 20_000, body: 60_000, upload: 600_000 };
/** More than any house has browsers; beyond it connections are closed at once instead of taking memory. */
const mostConnections = 5_000;

/** Begins to answer requests. Throws `config.invalid` where the port is taken or not allowed. */
export async function listen(
  house: House,
  {
    host,
    port,
    webFolder,
    patient = waiting,
  }: { host: string; port: number; webFolder: string; patient?: Waiting },
): Promise<Listening> {
  const { signIn, plugins, runtime } = house;
  const app = createApp(runtime, { signIn, plugins, webFolder });
  const serverOptions = { connectionsCheckingInterval: Math.min(5_000, patient.headers / 2) };
  const server = createAdaptorServer({ fetch: app.hono.fetch, serverOptions });
  if (!("closeIdleConnections" in server)) throw new Error("an HTTP/1 server was asked for");
  // An upload may take long; headers may not. Proxies keep connections for a minute.
  server.headersTimeout = patient.headers;
  server.requestTimeout = patient.upload;
  server.keepAliveTimeout = 65_000;
  server.maxConnections = mostConnections;
  server.on("request", (incoming) => giveUpSlow(incoming, patient.body));
  await new Promise<void>((done, fail) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      fail(
        new Refusal("config.invalid", { name: "PORT", reason: `${host}:${port} — ${cause.code}` }, { cause }),
      );
    });
    server.listen(port, host, done);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      app.close();
      const closed = new Promise<void>((done) => server.close(() => done()));
      // A connection whose answer has just ended stays open for the next request: ask again until none is left.
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      const late = setTimeout(() => server.closeAllConnections(), patience);
      await closed;
      clearInterval(idle);
      clearTimeout(late);
    },
  };
}

/** A body that is no file arrives at once; one that trickles in only holds a connection. */
function giveUpSlow(incoming: IncomingMessage, milliseconds: number): void {
  const {
    "content-type": type = "",
    "content-length": length,
    "transfer-encoding": coding,
  } = incoming.headers;
  if ((length ?? "0") === "0" && coding === undefined) return;
  if (type.startsWith("multipart/")) return;
  const late = setTimeout(() => incoming.destroy(), milliseconds);
  for (const event of ["end", "close"]) incoming.once(event, () => clearTimeout(late));
}
