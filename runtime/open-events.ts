import * as z from "zod";
import type { Database } from "../core/database/database.ts";
import type { Events, HouseEvent } from "./events.ts";

const channel = "house";
/** How long events are gathered before they travel to other processes, in milliseconds. */
const gathering = 100;
/** PostgreSQL takes 8,000 bytes; the envelope and multi-byte characters keep their margin. */
const largest = 7_000;

const ids = z.array(z.string());
const envelope = z.object({
  from: z.string(),
  events: z.array(
    z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("records"), type: z.string(), ids, by: z.string().nullable() }),
      z.object({ kind: z.literal("metadata"), revision: z.number() }),
      z.object({
        kind: z.literal("job"),
        id: z.string(),
        state: z.string(),
        done: z.number(),
        total: z.number(),
        by: z.string().nullable(),
      }),
      z.object({ kind: z.literal("access"), account: z.string().nullable() }),
    ]),
  ),
});

/**
 * Listeners of this process hear an event at once; other processes within about 100 ms, in batches sent outside every
 * transaction, because a `notify` inside one makes all commits of the database wait for each other.
 */
export async function openEvents(database: Database): Promise<Events> {
  const self = crypto.randomUUID();
  const listeners = new Set<(event: HouseEvent) => void>();
  let waiting: HouseEvent[] = [];
  let timer: NodeJS.Timeout | null = null;
  let sending: Promise<void> = Promise.resolve();

  const stopListening = await database.listen(
    channel,
    (payload) => {
      const message = parse(payload);
      if (message && message.from !== self) for (const event of message.events) spread(event);
    },
    () => spread({ kind: "resumed" }),
  );

  function spread(event: HouseEvent): void {
    for (const listener of listeners) listener(event);
  }

  function send(): Promise<void> {
    timer = null;
    const events = merged(waiting);
    waiting = [];
    sending = sending.then(async () => {
      for (const payload of payloads(self, events)) await database.notify(channel, payload);
    });
    // A lost connection must not end the process: the other processes' caches run out by themselves.
    sending = sending.catch(() => {});
    return sending;
  }

  return {
    tell(event) {
      waiting.push(event);
      timer ??= setTimeout(send, gathering);
      spread(event);
    },
    async tellWithin(tx, event) {
      for (const payload of payloads(self, [event])) await database.notify(channel, payload, tx);
    },
    hear(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      if (timer) clearTimeout(timer);
      await send();
      await stopListening();
      listeners.clear();
    },
  };
}

/** One event per type of record: keys joined, “many” (an empty list) where they are more than 200. */
export function merged(events: readonly HouseEvent[]): HouseEvent[] {
  const records = new Map<string, HouseEvent & { kind: "records" }>();
  const others: HouseEvent[] = [];
  for (const event of events) {
    if (event.kind !== "records") {
      others.push(event);
      continue;
    }
    const key = `${event.type} ${event.by}`;
    const before = records.get(key);
    records.set(key, before ? { ...before, ids: joined(before.ids, event.ids) } : event);
  }
  return [...others, ...records.values()];
}

function joined(a: readonly string[], b: readonly string[]): string[] {
  if (a.length === 0 || b.length === 0) return [];
  const all = [...new Set([...a, ...b])];
  return all.length > 200 ? [] : all;
}

/** Events as messages that each fit into one notification; a list of keys that does not fit becomes “many”. */
function payloads(from: string, events: readonly HouseEvent[]): string[] {
  const texts = events
    .map((event) => (event.kind === "records" && event.ids.length > 150 ? { ...event, ids: [] } : event))
    .map((event) => JSON.stringify(event));
  const messages: string[][] = [];
  let room = 0;
  for (const text of texts) {
    const size = Buffer.byteLength(text) + 1;
    if (size > room) {
      messages.push([]);
      room = largest;
    }
    messages.at(-1)?.push(text);
    room -= size;
  }
  return messages.map((list) => `{"from":"${from}","events":[${list.join(",")}]}`);
}

function parse(payload: string): z.infer<typeof envelope> | null {
  try {
    return envelope.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}
