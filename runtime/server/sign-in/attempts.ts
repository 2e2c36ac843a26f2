import type { Database } from "../../../core/database/database.ts";
import { Refusal } from "../../../core/errors/index.ts";

/** Failed sign-ins allowed within a minute: for one account from one address, for one account, from one address. */
export const attemptLimits = { pair: 5, account: 20, address: 60 } as const;

/**
 * Where a provider asks for the password, one name stands for all who come by it: only the address is limited. Each
 * answer with an invented code would cost the provider a question and us a line in the journal.
 */
export const answerLimits = { pair: 60, account: Number.POSITIVE_INFINITY, address: 60 } as const;

interface Limits {
  readonly pair: number;
  readonly account: number;
  readonly address: number;
}

/**
 * Notes an attempt to sign in and refuses (`sign-in.too-many-attempts`) beyond the limits. Noted before the password
 * is looked at, so that a hundred attempts at once are counted as a hundred.
 */
export async function noteAttempt(
  database: Database,
  { address, email }: { address: string; email: string },
  limits: Limits = attemptLimits,
): Promise<void> {
  await database.sql`insert into auth_attempt (address, email) values (${address}, ${email})`;
  const [row] = await database.sql<{ pair: number; account: number; address: number; seconds: number }[]>`
    select count(*) filter (where address = ${address} and email = ${email})::int as pair,
           count(*) filter (where email = ${email})::int as account,
           count(*) filter (where address = ${address})::int as address,
           ceil(60 - extract(epoch from now() - min(at)))::int as seconds
    from auth_attempt
    where at > now() - interval '1 minute' and (email = ${email} or address = ${address})`;
  if (!row) return;
  const beyond = row.pair > limits.pair || row.account > limits.account || row.address > limits.address;
  if (beyond) throw new Refusal("sign-in.too-many-attempts", { seconds: Math.max(1, row.seconds) });
}

/**
 * Nobody failed where nobody could be asked: the latest attempt no longer counts for the account, and still does for
 * the address, or one could keep the house waiting for a machine that is down.
 */
export async function excuseAttempt(
  database: Database,
  { address, email }: { address: string; email: string },
): Promise<void> {
  await database.sql`update auth_attempt set email = '' where ctid = (
    select ctid from auth_attempt where address = ${address} and email = ${email}
    order by at desc limit 1 for update skip locked)`;
}

/** A success wipes the attempts of this account from this address, and what is too old to count. */
export async function forgetAttempts(
  database: Database,
  { address, email }: { address: string; email: string },
): Promise<void> {
  await database.sql`delete from auth_attempt
    where (address = ${address} and email = ${email}) or at < now() - interval '1 hour'`;
}
