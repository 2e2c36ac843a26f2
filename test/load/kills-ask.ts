import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { Call, Server } from "./client.ts";

/** Asks whichever process is there; null where the call broke off or was told to come again, so nobody knows. */
export type Ask = (call: Call, headers?: Readonly<Record<string, string>>) => Promise<unknown>;

interface Told {
  readonly status: number;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

export function askAny({
  as,
  ports,
  random,
  onCutOff,
  onWrong,
}: {
  as: Server;
  ports: () => readonly number[];
  random: () => number;
  onCutOff: () => void;
  onWrong: (what: string) => void;
}): Ask {
  return async (call, headers = {}) => {
    const among = ports();
    const port = among[Math.floor(random() * among.length)] ?? 0;
    const told = await tell(port, call, { ...as.headers, ...headers });
    if (told === null || told.status === 503) {
      onCutOff();
      await wait(20);
      return null;
    }
    if (told.status >= 200 && told.status < 300) return JSON.parse(told.text);
    onWrong(`${call.method} ${call.path}: ${told.status} ${told.text.slice(0, 200)}`);
    return null;
  };
}

/** Null where the connection was refused or broke off before the answer was whole. */
function tell(
  port: number,
  { method, path, body }: Call,
  headers: Readonly<Record<string, string>>,
): Promise<Told | null> {
  const text = body === undefined ? "" : JSON.stringify(body);
  const content = text
    ? { "content-type": "application/json", "content-length": Buffer.byteLength(text) }
    : {};
  return new Promise((done) => {
    const sent = request({
      host: "127.0.0.1",
      port,
      agent,
      method,
      path,
      headers: { ...headers, ...content },
    });
    sent.on("error", () => done(null));
    sent.on("response", (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("close", () =>
        done(
          answer.complete
            ? { status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString("utf8") }
            : null,
        ),
      );
    });
    sent.end(text);
  });
}
