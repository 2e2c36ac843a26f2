import { createHash, randomBytes } from "node:crypto";
import type { Database } from "../../../core/database/database.ts";
import { newId } from "../../../core/ids.ts";

const hour = 3_600_000;

/**
 * Makes a token that signs an account in once, within `hours` (24). Only its hash is kept. Tokens made before for
 * the same account stop working.
 */
export async function makeSignInToken(
  database: Database,
  { account, hours = 24 }: { account: string; hours?: number },
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const expires = new Date(Date.now() + hours * hour);
  await database.transaction(async (tx) => {
    await tx`delete from auth_verification
      where identifier like ${`${prefix}%`} and (value = ${account} or expires_at < now())`;
    await tx`insert into auth_verification (id, identifier, value, expires_at)
      values (${newId()}, ${prefix + hashOf(token)}, ${account}, ${expires})`;
  });
  return token;
}

/** Takes the token away and answers with its account; null where it is unknown, used or too old. */
export async function useSignInToken(database: Database, token: string): Promise<string | null> {
  const [row] = await database.sql<{ account: string; valid: boolean }[]>`
    delete from auth_verification where identifier = ${prefix + hashOf(token)}
    returning value as account, expires_at > now() as valid`;
  return row?.valid ? row.account : null;
}

/** The address that opens the house with a token: the web app hands the token in by itself. */
export function signInAddress(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/$/, "")}/sign-in/link?token=${token}`;
}

const prefix = "sign-in-link:";

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
