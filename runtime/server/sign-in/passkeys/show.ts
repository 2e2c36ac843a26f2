import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransportFuture,
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
} from "@simplewebauthn/server";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { Refusal } from "../../../../core/errors/index.ts";
import { newId } from "../../../../core/ids.ts";
import type { Runtime } from "../../../crm.ts";
import type { SignIn } from "../index.ts";
import { hashOf } from "../one-time-link.ts";

const prefix = "passkey-show:";
const seconds = 300;

/** What a browser needs to show any passkey that it has for this house; its answer holds once, in this browser. */
export async function passkeyOptions(
  c: Context,
  runtime: Runtime,
  { signIn, host }: { signIn: SignIn; host: string },
) {
  const options = await generateAuthenticationOptions({ rpID: host, userVerification: "required" });
  const { sql } = runtime.database;
  await sql`delete from auth_verification where identifier like ${`${prefix}%`} and expires_at < now()`;
  await sql`insert into auth_verification (id, identifier, value, expires_at)
    values (${newId()}, ${prefix + hashOf(options.challenge)}, '', now() + make_interval(secs => ${seconds}))`;
  setCookie(c, cookieOf(signIn), options.challenge, { ...signIn.cookie, maxAge: seconds });
  return options;
}

interface Kept {
  readonly id: string;
  readonly account: string;
  readonly public_key: Buffer;
  readonly counter: string;
  readonly transports: AuthenticatorTransportFuture[];
}

/** The account of a passkey that was shown with its PIN or fingerprint. Throws `passkey.refused`. */
export async function accountByPasskey(
  c: Context,
  runtime: Runtime,
  given: { signIn: SignIn; response: AuthenticationResponseJSON; host: string; origin: string },
): Promise<string> {
  const { signIn, response, host, origin } = given;
  const { sql } = runtime.database;
  const challenge = getCookie(c, cookieOf(signIn)) ?? "";
  deleteCookie(c, cookieOf(signIn), signIn.cookie);
  const asked = await sql`
    delete from auth_verification where identifier = ${prefix + hashOf(challenge)} and expires_at > now()`;
  const [kept] = await sql<Kept[]>`
    select id, user_id as account, public_key, counter, transports from auth_passkey
    where credential = ${response.id}`;
  if (asked.count === 0 || !kept) throw new Refusal("passkey.refused");
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: host,
    requireUserVerification: true,
    credential: {
      id: response.id,
      publicKey: new Uint8Array(kept.public_key),
      counter: Number(kept.counter),
      transports: kept.transports,
    },
  }).catch((cause: unknown) => {
    throw new Refusal("passkey.refused", {}, { cause });
  });
  if (!verified) throw new Refusal("passkey.refused");
  await sql`update auth_passkey set counter = ${authenticationInfo.newCounter}, last_used_at = now()
    where id = ${kept.id}`;
  return kept.account;
}

function cookieOf({ cookie }: SignIn): string {
  return `${cookie.secure ? "__Host-" : ""}dossier.passkey`;
}
