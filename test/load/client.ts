import { Agent, request } from "node:http";

/** One call to a server. */
export interface Call {
  readonly method: "GET" | "POST" | "PATCH" | "PUT";
  readonly path: string;
  readonly body?: unknown;
}

/** A server under load, reached through kept-alive connections. */
export interface Server {
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly agent: Agent;
}

export function server(port: number, headers: Readonly<Record<string, string>> = {}): Server {
  return { port, headers, agent: new Agent({ keepAlive: true, maxSockets: 64 }) };
}

/** Sends a call and reads the answer to its end. Throws for anything but a success: a fast refusal is no speed. */
export function send(to: Server, call: Call): Promise<string> {
  const { port, headers, agent } = to;
  const { method, path, body } = call;
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((done, fail) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port,
        agent,
        method,
        path,
        headers: {
          ...headers,
          ...(text === undefined
            ? {}
            : { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
        },
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("error", fail);
        answer.on("end", () => {
          const all = Buffer.concat(parts).toString("utf8");
          const status = answer.statusCode ?? 0;
          if (status >= 200 && status < 300) done(all);
          else fail(new Error(`${method} ${path} answered ${status}: ${all.slice(0, 400)}`));
        });
      },
    );
    sent.on("error", (fault: NodeJS.ErrnoException) => {
      // A server may close a connection that was kept alive at the moment it is used again.
      if (sent.reusedSocket && fault.code === "ECONNRESET") done(send(to, call));
      else fail(fault);
    });
    sent.end(text);
  });
}

/** Calls a second that a server answers when so many clients ask without a pause for so many milliseconds. */
export async function rate(
  to: Server,
  { next, clients, milliseconds }: { next: () => Call; clients: number; milliseconds: number },
): Promise<number> {
  let answered = 0;
  const begin = performance.now();
  const end = begin + milliseconds;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < end) {
        await send(to, next());
        answered += 1;
      }
    }),
  );
  return (answered / (performance.now() - begin)) * 1_000;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[sorted.length % 2 ? middle : middle - 1], sorted[middle]];
  return (low + high) / 2;
}
