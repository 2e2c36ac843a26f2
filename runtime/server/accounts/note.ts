import type { Sql } from "../../../core/database/database.ts";
import { type Crm, type Runtime, traceOf } from "../../crm.ts";
import { noteSecurityEvent, type SecurityEvent } from "../../history/index.ts";

/** Who changes accounts: the house itself, from the command line or at its start, or somebody with his request. */
export type By = Runtime | Crm;

/** The house behind whoever does it. */
export function houseOf(by: By): Runtime {
  return "runtime" in by ? by.runtime : by;
}

/** Notes a security event in the transaction of what it tells. */
export async function note(
  tx: Sql,
  by: By,
  event: Pick<SecurityEvent, "kind" | "account" | "detail">,
): Promise<void> {
  const who =
    "runtime" in by ? { who: by.user.id, via: by.door, trace: traceOf(by) } : { who: null, via: "system" };
  await noteSecurityEvent(tx, { ...event, ...who });
}
