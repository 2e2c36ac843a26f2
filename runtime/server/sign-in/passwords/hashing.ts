import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { verifyPassword as verifyScrypt } from "better-auth/crypto";
import { inTurn } from "./turns.ts";

/** What OWASP asks of argon2id at least: 19 MiB of memory, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const tagLength = 32;
const head = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$`;
const derive = promisify(argon2);

/** A password as it is kept: argon2id in PHC form, with its own salt. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await inTurn(() => derived(password, { nonce, ...cost }));
  return `${head}${encode(nonce)}$${encode(tag)}`;
}

/**
 * Whether a password fits what is kept. With `null` — nobody has this address, or the account has no password — it is
 * worked at for as long and the answer is no. `old` says that the hash was made at another cost, or by scrypt as the
 * first versions did: it is to be made anew.
 */
export async function checkPassword(
  password: string,
  kept: string | null,
): Promise<{ fits: boolean; old: boolean }> {
  const parsed = parse(kept ?? nobody);
  if (!parsed) return { fits: await inTurn(() => byScrypt(password, kept ?? "")), old: true };
  const { tag, ...how } = parsed;
  const given = await inTurn(() => derived(password, how));
  return { fits: kept !== null && timingSafeEqual(given, tag), old: kept !== null && !kept.startsWith(head) };
}

/** Stands for the password of an account that has none. */
const nobody = `${head}${encode(randomBytes(16))}$${encode(randomBytes(tagLength))}`;

interface How {
  readonly nonce: Buffer;
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** Two ways to write the same letter are the same password. */
function derived(password: string, how: How): Promise<Buffer> {
  return derive("argon2id", { message: password.normalize("NFKC"), tagLength, ...how });
}

function parse(kept: string): (How & { tag: Buffer }) | null {
  const match = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d)\$([\w+/]+)\$([\w+/]{43})$/.exec(kept);
  if (!match) return null;
  const [, memory, passes, parallelism, nonce = "", tag = ""] = match;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(nonce, "base64"),
    tag: Buffer.from(tag, "base64"),
  };
}

function encode(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}

async function byScrypt(password: string, hash: string): Promise<boolean> {
  return verifyScrypt({ password, hash }).catch(() => false);
}
