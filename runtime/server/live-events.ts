import type { Hono } from "hono";
import type { ServerEnv } from "../capability.ts";
import type { Crm, Runtime } from "../crm.ts";
import type { HouseEvent } from "../events.ts";
import { seenRecords } from "./seen-events.ts";

/** Keeps proxies and browsers from thinking that a quiet connection is dead, in milliseconds. */
const heartbeat = 25_000;
/** A reader this far behind, in messages, is cut off; its browser connects again and reads everything anew. */
const patience = 1_000;

/** `GET /api/events`: what happens in the house, as server-sent events, as far as the user may know of it. */
export function liveEventRoutes(app: Hono<ServerEnv>, runtime: Runtime): { close(): void } {
  const open = new Set<() => void>();

  app.get("/events", (c) => {
    const crm = c.get("crm");
    c.header("content-type", "text/event-stream; charset=utf-8");
    c.header("cache-control", "no-cache, no-transform");
    c.header("x-accel-buffering", "no");
    return c.body(eventStream(crm, { runtime, open }));
  });

  return {
    close() {
      for (const end of open) end();
    },
  };
}

function eventStream(
  crm: Crm,
  { runtime, open }: { runtime: Runtime; open: Set<() => void> },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop = () => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (text: string) => {
          if ((controller.desiredSize ?? 0) <= 0) return end();
          controller.enqueue(encoder.encode(text));
        };
        const end = () => {
          stop();
          controller.close();
        };
        const pass = (event: HouseEvent) => send(`data: ${JSON.stringify(event)}\n\n`);
        const records = seenRecords(crm, runtime, pass);
        const unhear = runtime.events.hear((event) => {
          // What was missed nobody knows: the browser connects again and reads everything anew.
          if (event.kind === "resumed") return end();
          if (event.kind === "records") return records.tell(event);
          if (!concerns(event, crm)) return;
          pass(event);
          // Rights may have changed: the browser connects again and is asked again who it is.
          if (event.kind === "access") end();
        });
        const beat = setInterval(() => send(": still here\n\n"), heartbeat);
        const over = endingOf(crm, end);
        stop = () => {
          clearTimeout(over);
          clearInterval(beat);
          records.stop();
          unhear();
          open.delete(end);
          stop = () => {};
        };
        open.add(end);
        send("retry: 2000\n\n");
      },
      cancel() {
        stop();
      },
    },
    { highWaterMark: patience },
  );
}

/** The longest that a timer waits, in milliseconds. */
const longest = 2 ** 31 - 1;

/** Ends the stream of a deputy when his time is over: what he hears from then on is not his any more. */
function endingOf({ user }: Crm, end: () => void): NodeJS.Timeout | undefined {
  const until = user.actingFor?.until;
  if (!until) return undefined;
  return setTimeout(end, Math.min(Math.max(Date.parse(until) - Date.now(), 0), longest)).unref();
}

function concerns(event: HouseEvent, crm: Crm): boolean {
  if (event.kind === "job") return crm.user.administrator || event.by === crm.user.id;
  if (event.kind === "access") {
    const { id, actingFor, seeingAs } = crm.user;
    return event.account === null || [id, actingFor?.id, seeingAs?.id].includes(event.account);
  }
  return true;
}
