import { Socket } from "node:net";

/** What a process tells PostgreSQL, statement by statement, as it goes over its sockets. */
export interface StatementsSent {
  /** Counts from now on and dies, as by kill -9, just before the given statement is sent or once it is. */
  begin(death: { readonly dieAt: number; readonly side: "before" | "after" }): void;
  /** Stops; the texts of the statements sent since `begin`. */
  end(): readonly string[];
}

const letter = { bind: 0x42, parse: 0x50, query: 0x51, sync: 0x53 } as const;

/**
 * What the queue asks when its time has come, and nobody knows when that is; and what a connection asks of its types
 * when it is opened, be it the queue's.
 */
const ownTime = /\b\w+_jobs\.|\bcancel_asked\b|\bpg_catalog\.pg_type\b/;

/**
 * Looks at everything that this process writes to sockets. The protocol of PostgreSQL says where a statement begins and
 * ends, so that a death stands at the same place in every run, whatever the speed of the machine. Nothing of the house
 * knows of it.
 */
export function countStatements(): StatementsSent {
  const send = Socket.prototype.write;
  const prepared = new WeakMap<Socket, Map<string, string>>();
  let texts: string[] | null = null;
  let death = { dieAt: 0, side: "before" };

  /** Where a chunk has to be cut so that the statement to die at is not, or just, in it; null where all of it may go. */
  function look(socket: Socket, chunk: Buffer): number | null {
    const names = prepared.get(socket) ?? new Map<string, string>();
    prepared.set(socket, names);
    let isLast = false;
    for (const { kind, from, to } of messages(chunk)) {
      const [first = "", second = ""] = wordsOf(chunk.subarray(from + 5, to));
      if (kind === letter.parse) names.set(first, second);
      if (kind === letter.bind || kind === letter.query) {
        const text = kind === letter.bind ? (names.get(second) ?? "") : first;
        if (ownTime.test(text)) continue;
        texts?.push(text);
        isLast = texts !== null && texts.length === death.dieAt;
        if (isLast && death.side === "before") return from;
      }
      if (isLast && (kind === letter.query || kind === letter.sync)) return to;
    }
    return isLast ? chunk.length : null;
  }

  Object.defineProperty(Socket.prototype, "write", {
    writable: true,
    value(this: Socket, chunk: unknown, ...rest: unknown[]): unknown {
      const cut = Buffer.isBuffer(chunk) ? look(this, chunk) : null;
      if (cut === null || !Buffer.isBuffer(chunk)) return Reflect.apply(send, this, [chunk, ...rest]);
      texts = null;
      const die = () => process.kill(process.pid, "SIGKILL");
      return Reflect.apply(send, this, [chunk.subarray(0, cut), die]);
    },
  });
  return {
    begin(wanted) {
      death = wanted;
      texts = [];
    },
    end() {
      const sent = texts ?? [];
      texts = null;
      return sent;
    },
  };
}

/** The messages of a chunk: a letter, four bytes for the length, the rest. What opens a connection has no letter. */
function* messages(chunk: Buffer): Generator<{ kind: number; from: number; to: number }> {
  for (let from = 0; from + 5 <= chunk.length; ) {
    const kind = chunk[from] ?? 0;
    if (kind === 0) return;
    const to = from + 1 + chunk.readInt32BE(from + 1);
    yield { kind, from, to };
    from = to;
  }
}

/** The first two texts of a message; each ends with a zero. */
function wordsOf(body: Buffer): string[] {
  const first = body.indexOf(0);
  const second = body.indexOf(0, first + 1);
  return [body.toString("utf8", 0, first), body.toString("utf8", first + 1, second)];
}
