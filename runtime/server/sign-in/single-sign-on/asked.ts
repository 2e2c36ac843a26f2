import { createHash } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import * as z from "zod";
import type { Runtime } from "../../../crm.ts";
import type { SignIn } from "../index.ts";

const asked = z.object({
  provider: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Where to go on afterwards. */
  to: z.string(),
  /** In milliseconds. */
  until: z.number(),
});

/** What this browser was sent to a provider with, and has to come back with. */
export type Asked = z.infer<typeof asked>;

const seconds = 600;
const purpose = "sign-in.asked";

/** Keeps what was asked in a cookie of the browser that asks, encrypted: whoever only asks leaves nothing here. */
export function keepAsked(
  c: Context,
  { runtime, signIn, what }: { runtime: Runtime; signIn: SignIn; what: Omit<Asked, "until"> },
): void {
  const until = Date.now() + seconds * 1_000;
  const sealed = runtime.secrets.encrypt(JSON.stringify({ ...what, until } satisfies Asked), purpose);
  setCookie(c, cookieOf(signIn), sealed, { ...signIn.cookie, maxAge: seconds });
}

/**
 * Takes away what this browser asked; null where it asked nothing, too long ago, or has come back with it before, even
 * with a copy of its cookie.
 */
export async function takeAsked(
  c: Context,
  { runtime, signIn }: { runtime: Runtime; signIn: SignIn },
): Promise<Asked | null> {
  const sealed = getCookie(c, cookieOf(signIn));
  deleteCookie(c, cookieOf(signIn), signIn.cookie);
  const what = sealed ? opened(runtime, sealed) : null;
  if (!what || what.until < Date.now()) return null;
  const { sql } = runtime.database;
  await sql`delete from auth_verification where identifier = ${used} and expires_at < now()`;
  const first = await sql`
    insert into auth_verification (id, identifier, value, expires_at)
    values (${keyOf(what.state)}, ${used}, '', now() + make_interval(secs => ${seconds}))
    on conflict (id) do nothing`;
  return first.count === 1 ? what : null;
}

const used = "sign-in-answered";

function opened({ secrets }: Runtime, sealed: string): Asked | null {
  try {
    return asked.parse(JSON.parse(secrets.decrypt(sealed.slice(0, 4_000), purpose)));
  } catch {
    return null;
  }
}

/** The same key for the same state. */
function keyOf(state: string): string {
  const hex = createHash("sha256").update(state).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}

function cookieOf({ cookie }: SignIn): string {
  return `${cookie.secure ? "__Host-" : ""}dossier.asked`;
}
