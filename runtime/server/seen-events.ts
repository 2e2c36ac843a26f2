import { rightsOn } from "../access/index.ts";
import { type Crm, crmFor, type Runtime, userNow } from "../crm.ts";
import type { HouseEvent } from "../events.ts";
import { withinReach } from "../records/index.ts";

type Written = Extract<HouseEvent, { readonly kind: "records" }>;

/** How long records are gathered before their keys are asked for, in milliseconds. */
const gathering = 200;
/** An event names at most so many records; beyond that it says “many”. */
const mostNamed = 200;

/** Tells one listener of written records, as far as he sees them. */
export interface SeenRecords {
  tell(event: Written): void;
  stop(): void;
}

/**
 * Passes on what was written: at once where the user sees every record of the type, gathered and asked for together
 * where that depends on the record, and nothing of types that he does not see. Keys that he does not see are left out.
 */
export function seenRecords(crm: Crm, runtime: Runtime, send: (event: HouseEvent) => void): SeenRecords {
  let waiting: Written[] = [];
  let timer: NodeJS.Timeout | null = null;
  let isAsking = false;
  let isStopped = false;

  async function ask(): Promise<void> {
    timer = null;
    isAsking = true;
    const events = waiting;
    waiting = [];
    try {
      const now = crmFor(runtime, await userNow(runtime, crm.user), crm.door);
      for (const event of gathered(events)) {
        const seen = await seenOf(now, event);
        if (seen && !isStopped) send(seen);
      }
    } catch (cause) {
      crm.log.warn({ err: cause }, "live events were not passed on");
    }
    isAsking = false;
    if (waiting.length > 0) wait();
  }

  function wait(): void {
    if (timer || isAsking || isStopped) return;
    timer = setTimeout(() => void ask(), gathering);
  }

  return {
    tell(event) {
      const now = crmFor(runtime, crm.user, crm.door);
      const type = now.model.types.get(event.type);
      const answer = type ? rightsOn(now, { type, action: "see" }).answer : "deny";
      if (answer === "deny") return;
      if (answer === "allow" || event.ids.length === 0) return send(event);
      waiting.push(event);
      wait();
    },
    stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}

/** Events of the same type by the same account as one. */
function gathered(events: readonly Written[]): readonly Written[] {
  return [...Map.groupBy(events, ({ type, by }) => JSON.stringify([type, by])).values()].flatMap((same) => {
    const [first] = same;
    const ids = [...new Set(same.flatMap((event) => event.ids))];
    return first ? [{ ...first, ids }] : [];
  });
}

/** What went to the trash is told to who saw it there. */
async function seenOf(crm: Crm, event: Written): Promise<Written | null> {
  const type = crm.model.types.get(event.type);
  const seen = type ? await withinReach(crm, { type, ids: event.ids }) : new Set<string>();
  const ids = event.ids.filter((id) => seen.has(id));
  return ids.length === 0 ? null : { ...event, ids: ids.length > mostNamed ? [] : ids };
}
