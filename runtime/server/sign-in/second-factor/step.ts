import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import * as z from "zod";
import { newId } from "../../../../core/ids.ts";
import type { Runtime } from "../../../crm.ts";
import type { Method } from "../begin.ts";
import type { SignIn } from "../index.ts";
import { hashOf } from "../one-time-link.ts";

/** What was shown first, kept until the second factor is shown too. */
export interface Step {
  readonly account: string;
  readonly method: Method;
  readonly remember: boolean;
  /** Who vouched for him so far. */
  readonly provider?: string | undefined;
}

const seconds = 600;
/** Wrong codes until everything begins anew. */
export const mostTries = 5;
const prefix = "second-factor:";
const kept = z.object({
  account: z.string(),
  method: z.enum(["password", "link", "passkey", "single-sign-on", "directory"]),
  remember: z.boolean(),
  provider: z.string().optional(),
  tries: z.number(),
});

/** Keeps what was shown under a token of its own, in a cookie of this browser. */
export async function openStep(
  c: Context,
  signIn: SignIn,
  { runtime, shown }: { runtime: Runtime; shown: Step },
): Promise<void> {
  const token = randomBytes(32).toString("base64url");
  const { sql } = runtime.database;
  await sql`delete from auth_verification where identifier like ${`${prefix}%`} and expires_at < now()`;
  await sql`insert into auth_verification (id, identifier, value, expires_at)
    values (${newId()}, ${prefix + hashOf(token)}, ${JSON.stringify({ ...shown, tries: 0 })},
      now() + make_interval(secs => ${seconds}))`;
  setCookie(c, cookieOf(signIn), token, { ...signIn.cookie, maxAge: seconds });
}

/** What this browser has shown so far; null without, or when it took too long. */
export async function readStep(c: Context, signIn: SignIn, runtime: Runtime): Promise<Step | null> {
  const token = getCookie(c, cookieOf(signIn));
  if (!token) return null;
  const [row] = await runtime.database.sql<{ value: string }[]>`
    select value from auth_verification where identifier = ${prefix + hashOf(token)} and expires_at > now()`;
  return row ? kept.parse(JSON.parse(row.value)) : null;
}

/** Counts a try before the code is looked at; null, and nothing left to guess at, after five. */
export async function tryStep(c: Context, signIn: SignIn, runtime: Runtime): Promise<Step | null> {
  const token = getCookie(c, cookieOf(signIn));
  if (!token) return null;
  const [row] = await runtime.database.sql<{ value: string }[]>`
    update auth_verification
    set value = jsonb_set(value::jsonb, '{tries}', to_jsonb((value::jsonb ->> 'tries')::int + 1))::text
    where identifier = ${prefix + hashOf(token)} and expires_at > now()
    returning value`;
  const step = row ? kept.parse(JSON.parse(row.value)) : null;
  return step && step.tries <= mostTries ? step : null;
}

/** Takes the step away, once: false where somebody else was quicker. */
export async function closeStep(c: Context, signIn: SignIn, runtime: Runtime): Promise<boolean> {
  const token = getCookie(c, cookieOf(signIn));
  if (!token) return false;
  deleteCookie(c, cookieOf(signIn), signIn.cookie);
  const gone = await runtime.database.sql`
    delete from auth_verification where identifier = ${prefix + hashOf(token)}`;
  return gone.count === 1;
}

function cookieOf({ cookie }: SignIn): string {
  return `${cookie.secure ? "__Host-" : ""}dossier.second_factor`;
}
