import { argon2, randomBytes, randomInt } from "node:crypto";
import { promisify } from "node:util";
import type { Runtime } from "../../../crm.ts";
import { inTurn } from "../passwords/turns.ts";

const derive = promisify(argon2);
/** Without letters and digits that look alike. */
const letters = "23456789abcdefghjkmnpqrstuvwxyz";
const [howMany, length] = [10, 10];

/** Ten new codes, told this once; those before no longer hold. Each holds once. */
export async function makeRecoveryCodes(
  { database }: Pick<Runtime, "database">,
  account: string,
): Promise<readonly string[]> {
  const salt = randomBytes(16);
  const codes = Array.from({ length: howMany }, newCode);
  const hashes: string[] = [];
  for (const code of codes) hashes.push(await hashed(code, salt));
  await database.sql`
    insert into auth_recovery (user_id, salt, hashes)
    values (${account}, ${salt.toString("base64")}, ${hashes})
    on conflict (user_id) do update set salt = excluded.salt, hashes = excluded.hashes, created_at = now()`;
  return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`);
}

/** Takes a code away; false where it is none of the account's, or was used. */
export async function takeRecoveryCode(
  { database }: Pick<Runtime, "database">,
  { account, code }: { account: string; code: string },
): Promise<boolean> {
  const [row] = await database.sql<{ salt: string }[]>`
    select salt from auth_recovery where user_id = ${account}`;
  if (!row) return false;
  const hash = await hashed(code.toLowerCase().replace(/[^a-z0-9]/g, ""), Buffer.from(row.salt, "base64"));
  const taken = await database.sql`
    update auth_recovery set hashes = array_remove(hashes, ${hash})
    where user_id = ${account} and salt = ${row.salt} and ${hash} = any(hashes)`;
  return taken.count === 1;
}

function newCode(): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join("");
}

/** 49 random bits are few for a fast hash (OWASP ASVS 5, 6.5.2). */
async function hashed(code: string, nonce: Buffer): Promise<string> {
  const how = { message: code, nonce, memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };
  return (await inTurn(() => derive("argon2id", how))).toString("base64");
}
