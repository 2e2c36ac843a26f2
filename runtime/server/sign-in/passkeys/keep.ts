import {
  type AuthenticatorTransportFuture,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { Refusal } from "../../../../core/errors/index.ts";
import { newId } from "../../../../core/ids.ts";
import type { Runtime } from "../../../crm.ts";

/** A passkey as its owner sees it. */
export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

const prefix = "passkey-new:";
const minutes = 5;

export async function listPasskeys({ database }: Pick<Runtime, "database">, account: string) {
  return database.sql<Passkey[]>`
    select id, name, created_at as "createdAt", last_used_at as "lastUsedAt"
    from auth_passkey where user_id = ${account} order by created_at`;
}

/** What a browser needs to make a passkey for an account; it must ask for a PIN or a fingerprint. */
export async function newPasskeyOptions(
  { database }: Pick<Runtime, "database">,
  { account, email, name, host }: { account: string; email: string; name: string; host: string },
) {
  const { sql } = database;
  const known = await sql<{ credential: string; transports: AuthenticatorTransportFuture[] }[]>`
    select credential, transports from auth_passkey where user_id = ${account}`;
  const options = await generateRegistrationOptions({
    rpName: "Dossier",
    rpID: host,
    userID: Buffer.from(account),
    userName: email,
    userDisplayName: name,
    attestationType: "none",
    excludeCredentials: known.map(({ credential, transports }) => ({ id: credential, transports })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  await sql`delete from auth_verification where identifier = ${prefix + account}`;
  await sql`insert into auth_verification (id, identifier, value, expires_at)
    values (${newId()}, ${prefix + account}, ${options.challenge}, now() + make_interval(mins => ${minutes}))`;
  return options;
}

/** Keeps the passkey that a browser made. Throws `passkey.refused` for what does not answer our own challenge. */
export async function keepPasskey(
  { database }: Pick<Runtime, "database">,
  given: { account: string; name: string; response: RegistrationResponseJSON; host: string; origin: string },
): Promise<void> {
  const { account, name, response, host, origin } = given;
  const { sql } = database;
  const [row] = await sql<{ challenge: string }[]>`
    delete from auth_verification where identifier = ${prefix + account} and expires_at > now()
    returning value as challenge`;
  if (!row) throw new Refusal("passkey.refused");
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: row.challenge,
    expectedOrigin: origin,
    expectedRPID: host,
    requireUserVerification: true,
  }).catch((cause: unknown) => {
    throw new Refusal("passkey.refused", {}, { cause });
  });
  if (!verified || !registrationInfo) throw new Refusal("passkey.refused");
  const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
  const kept = await sql`
    insert into auth_passkey (id, user_id, name, credential, public_key, counter, transports)
    values (${newId()}, ${account}, ${name}, ${id}, ${Buffer.from(publicKey)}, ${counter}, ${transports})
    on conflict (credential) do nothing`;
  if (kept.count === 0) throw new Refusal("passkey.refused");
}

export async function removePasskey(
  { database }: Pick<Runtime, "database">,
  { account, id }: { account: string; id: string },
): Promise<void> {
  const removed = await database.sql`delete from auth_passkey where id = ${id} and user_id = ${account}`;
  if (removed.count === 0) throw new Refusal("passkey.not-found");
}
