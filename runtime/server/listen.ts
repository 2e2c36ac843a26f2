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

/** Begins to answer requests. Throws `config.invalid` where the port is taken or not allowed. */
export async function listen(
  house: House,
  { host, port, webFolder }: { host: string; port: number; webFolder: string },
): Promise<Listening> {
  const { signIn, plugins, runtime } = house;
  const app = createApp(runtime, { signIn, plugins, webFolder });
  const server = createAdaptorServer({ fetch: app.hono.fetch });
  if (!("closeIdleConnections" in server)) throw new Error("an HTTP/1 server was asked for");
  // An upload may take long; headers may not. Proxies keep connections for a minute.
  server.headersTimeout = 20_000;
  server.requestTimeout = 600_000;
  server.keepAliveTimeout = 65_000;
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
