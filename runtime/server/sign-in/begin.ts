import type { Context } from "hono";
import { Refusal } from "../../../core/errors/index.ts";
import { isReadableText } from "../../../core/language/index.ts";
import type { Runtime } from "../../crm.ts";
import { noteSecurityEvent } from "../../history/index.ts";
import type { Account } from "../accounts/accounts.ts";
import { addressOf } from "../address.ts";
import { addressHeader } from "./auth.ts";
import type { SignIn } from "./index.ts";
import { openStep } from "./second-factor/step.ts";
import { type Factor, factorsAsked } from "./second-factor/wanted.ts";

/** By what somebody has shown who he is. */
export type Method = "password" | "link" | "passkey" | "single-sign-on" | "directory";

/** What is known when somebody has shown who he is. */
export interface Shown {
  readonly account: Account;
  readonly method: Method;
  /** Two factors were shown: a passkey with its PIN or fingerprint, a code, or a provider that vouches for it. */
  readonly both: boolean;
  /** The browser keeps the session when it is closed; true where nobody says. */
  readonly remember?: boolean | undefined;
  /** Who vouched for him, and its proof. */
  readonly provider?: { readonly name: string; readonly idToken: string | null } | undefined;
}

/** The house of signing in, as routes pass it on. */
export interface Parts {
  readonly runtime: Runtime;
  readonly signIn: SignIn;
}

/**
 * Lets somebody in who has shown who he is — or asks for the second factor first, where the account has one: then the
 * answer says which, and a cookie keeps what was shown for ten minutes. A disabled account gets neither.
 */
export async function letThrough(
  c: Context,
  { runtime, signIn }: Parts,
  shown: Shown,
): Promise<{ user: { id: string; name: string; email: string } } | { secondFactor: readonly Factor[] }> {
  const { account, method, both, remember = true, provider } = shown;
  if (account.disabled) throw new Refusal("sign-in.disabled");
  if (!both) {
    const asked = await factorsAsked(runtime, account);
    if (asked.length > 0) {
      await openStep(c, signIn, {
        runtime,
        shown: { account: account.id, method, remember, provider: provider?.name },
      });
      return { secondFactor: asked };
    }
  }
  const headers = new Headers({ [addressHeader]: addressOf(c) });
  for (const name of ["cookie", "user-agent"]) {
    const value = c.req.header(name);
    if (value) headers.set(name, value.slice(0, 4_000));
  }
  const begun = await signIn.auth.api.beginSession({
    body: { account: account.id, remember },
    headers,
    returnHeaders: true,
  });
  const { sql } = runtime.database;
  await sql`update auth_session set method = ${method}, second_factor = ${both}, provider = ${provider?.name ?? null},
      id_token = ${provider?.idToken ? runtime.secrets.encrypt(provider.idToken, idTokenPurpose) : null}
    where id = ${begun.response.session}`;
  await sql`update auth_user set last_sign_in_at = now() where id = ${account.id}`;
  await noteSecurityEvent(sql, {
    kind: "sign-in",
    who: account.id,
    account: account.id,
    via: method,
    address: addressOf(c),
    detail: { both },
  });
  for (const cookie of begun.headers.getSetCookie()) c.header("set-cookie", cookie, { append: true });
  return { user: { id: account.id, name: account.name, email: account.email } };
}

/** For what the proof of a provider is encrypted. */
export const idTokenPurpose = "session.id-token";

/** Notes that somebody tried and failed; the address that was tried is kept, what was typed is not. */
export async function noteFailure(
  c: Context,
  { runtime }: Parts,
  { email, account, via }: { email: string; account: string | null; via: string },
): Promise<void> {
  const address = addressOf(c);
  const detail = isReadableText(email) ? { email: email.slice(0, 320) } : {};
  await noteSecurityEvent(runtime.database.sql, {
    kind: "sign-in-failed",
    who: null,
    account,
    via,
    address,
    detail,
  });
}
