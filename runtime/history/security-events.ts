import type { Sql } from "../../core/database/index.ts";
import type { Origin } from "../crm.ts";

/** What can happen around accounts and rights, and to the data as a whole. */
export type SecurityEventKind =
  | "sign-in"
  | "sign-in-failed"
  | "sign-out"
  | "session-ended"
  | "password-changed"
  | "second-factor-changed"
  | "sign-in-link-made"
  | "account-added"
  | "account-invited"
  | "account-changed"
  | "account-removed"
  | "group-changed"
  | "deputy-changed"
  | "acting-began"
  | "acting-ended"
  | "seen-as"
  | "key-added"
  | "key-removed"
  | "provider-changed"
  | "person-exported"
  | "person-erased"
  | "backup"
  | "restore";

/** One event as it is noted. */
export interface SecurityEvent {
  readonly kind: SecurityEventKind;
  /** The account that did it; null for the house itself, or where nobody is signed in. */
  readonly who: string | null;
  /** The door: `web`, `api`, `cli` …, or a way to sign in. */
  readonly via: string;
  readonly trace?: (Origin & { readonly for?: string | null | undefined }) | null | undefined;
  /** The account it is about. */
  readonly account?: string | null | undefined;
  /** The network address it came from. */
  readonly address?: string | null | undefined;
  /** What else there is to know, never a secret: what changed, the address that was tried. */
  readonly detail?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Notes a security event, in the transaction of what it tells where there is one. It becomes part of the sealed
 * journal: it can be neither changed nor removed unnoticed.
 *
 * @example
 * await noteSecurityEvent(tx, { kind: "account-changed", who: crm.user.id, via: crm.door, trace: traceOf(crm), account });
 */
export async function noteSecurityEvent(sql: Sql, event: SecurityEvent): Promise<void> {
  const { kind, who, via, trace, account = null, address = null, detail } = event;
  await sql`
    insert into kernel_security_event (kind, who, via, trace, account, address, detail)
    values (${kind}, ${who}, ${via}, ${trace ? JSON.stringify(trace) : null}::text::jsonb, ${account}, ${address},
      ${detail ? JSON.stringify(detail) : null}::text::jsonb)`;
}
