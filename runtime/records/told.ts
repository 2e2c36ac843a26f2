import type { Crm } from "../crm.ts";

/** An event names at most so many records; beyond that it says “many”. */
const mostNamed = 200;

/** Tells the house which records of which types were written; called after the commit. */
export function tell(crm: Crm, touched: ReadonlyMap<string, readonly string[]>): void {
  for (const [type, ids] of touched) {
    if (ids.length === 0) continue;
    crm.events.tell({ kind: "records", type, ids: ids.length > mostNamed ? [] : ids, by: crm.user.id });
  }
}
