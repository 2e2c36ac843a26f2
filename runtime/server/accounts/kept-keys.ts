import * as z from "zod";
import type { Database } from "../../../core/database/database.ts";
import { Refusal } from "../../../core/errors/index.ts";
import { isId } from "../../../core/ids.ts";
import type { ScopeTypes } from "../../crm.ts";
import { type By, houseOf, note } from "./note.ts";

/** What is shown of a key once it exists; the key itself is told only when it is made. */
export interface Key {
  readonly id: string;
  readonly name: string;
  /** Its first characters, to tell keys apart. */
  readonly start: string | null;
  /** Null: all that its account may. */
  readonly scope: ScopeTypes | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

const word = z.string().min(1).max(80);

/** The scope of a key as it is asked for and kept. */
export const scopeTypes = z
  .record(word, z.union([z.literal("all"), z.array(word).min(1).max(40)]))
  .refine((types) => Object.keys(types).length > 0 && Object.keys(types).length <= 200);

/** The keys of an account, newest first. */
export async function listKeys({ sql }: Database, account: string): Promise<Key[]> {
  const rows = await sql<(Omit<Key, "scope"> & { scope: unknown })[]>`
    select id, coalesce(name, '') as name, start, scope, created_at as "createdAt", expires_at as "expiresAt",
      last_request as "lastUsedAt"
    from auth_apikey where reference_id = ${account} order by created_at desc, id desc`;
  return rows.map((row) => ({ ...row, scope: readScope(row.scope) }));
}

/** What a key leaves of the rights of its account. */
export async function scopeOf({ sql }: Database, id: string | undefined): Promise<ScopeTypes | null> {
  if (id === undefined) return null;
  const [row] = await sql<{ scope: unknown }[]>`select scope from auth_apikey where id = ${id}`;
  return readScope(row?.scope ?? null);
}

/** What is kept and cannot be read must not open everything. */
function readScope(kept: unknown): ScopeTypes | null {
  return kept === null ? null : scopeTypes.catch({}).parse(kept);
}

/** Makes a key that exists into one that does less, and for a time. Nobody has it yet. */
export async function settleKey(
  by: By,
  key: { id: string; account: string; name: string; scope: ScopeTypes | null; expiresAt: Date | null },
): Promise<void> {
  const { id, account, name, scope, expiresAt } = key;
  await houseOf(by).database.transaction(async (tx) => {
    await tx`update auth_apikey set expires_at = ${expiresAt},
      scope = ${scope && JSON.stringify(scope)}::text::jsonb where id = ${id}`;
    const until = expiresAt?.toISOString() ?? null;
    await note(tx, by, { kind: "key-added", account, detail: { key: id, name, scope, until } });
  });
}

/** Revokes a key, in every process within a second. Throws `key.not-found`, also for one of somebody else. */
export async function removeKey(by: By, { id, account }: { id: string; account?: string }): Promise<void> {
  const runtime = houseOf(by);
  if (!isId(id)) throw new Refusal("key.not-found");
  const owner = await runtime.database.transaction(async (tx) => {
    const [gone] = await tx<{ owner: string; name: string }[]>`
      delete from auth_apikey where id = ${id} and reference_id = coalesce(${account ?? null}, reference_id)
      returning reference_id as owner, coalesce(name, '') as name`;
    if (!gone) throw new Refusal("key.not-found");
    await note(tx, by, {
      kind: "key-removed",
      account: gone.owner,
      detail: { key: id, name: gone.name },
    });
    return gone.owner;
  });
  runtime.events.tell({ kind: "access", account: owner });
}
