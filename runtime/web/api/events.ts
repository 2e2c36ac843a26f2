import type { QueryClient } from "@tanstack/react-query";
import type { Model } from "../../../metamodel/index.ts";
import type { HouseEvent } from "../../events.ts";
import { keys } from "./keys.ts";

/** Records are refreshed at most so often, in milliseconds, however many are written. */
const breath = 800;

/**
 * Keeps what the screens know in step with the house through `GET /api/events`; returns how to stop.
 * A change of metadata, or of what the user may do, fetches both again, so every screen follows at once.
 */
export function followEvents(
  cache: QueryClient,
  {
    model,
    onEvent,
  }: {
    model: () => Model | null;
    onEvent?: (event: HouseEvent) => void;
  },
): () => void {
  const source = new EventSource("/api/events", { withCredentials: true });
  const stale = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    const known = model();
    for (const type of stale)
      if (known) void cache.invalidateQueries({ queryKey: keys.records(known, type) });
    stale.clear();
  };
  const hear = (message: MessageEvent<string>) => {
    const event = parseEvent(message.data);
    if (!event) return;
    onEvent?.(event);
    if (event.kind === "metadata" || event.kind === "access")
      for (const queryKey of [keys.me, keys.metadata]) void cache.invalidateQueries({ queryKey });
    if (event.kind !== "records") return;
    stale.add(event.type);
    timer ??= setTimeout(flush, breath);
  };
  source.onmessage = hear;
  let wasLost = false;
  source.onopen = () => {
    // What was told in between is lost: everything shown is asked anew.
    if (wasLost) void cache.invalidateQueries();
    wasLost = false;
  };
  source.onerror = () => {
    wasLost = true;
  };
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

function parseEvent(text: string): HouseEvent | null {
  try {
    // Sent by our own server, which writes nothing but HouseEvents on this stream.
    const event = JSON.parse(text) as HouseEvent;
    return typeof event === "object" && event !== null && "kind" in event ? event : null;
  } catch {
    return null;
  }
}
