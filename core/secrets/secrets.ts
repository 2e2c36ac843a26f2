import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { Refusal } from "../errors/index.ts";

/** Encrypts small secrets before they go into the database, with keys that are never in it. */
export interface Secrets {
  /** What may be kept: AES-256-GCM under the newest key, readable only with the same `purpose`. */
  encrypt(secret: string, purpose: string): string;
  /** Gives the secret back, whichever known key it was encrypted with. Throws `secret.unreadable`. */
  decrypt(sealed: string, purpose: string): string;
  /** False for what an older key encrypted: whoever reads it encrypts it anew, so that the old key can go. */
  isCurrent(sealed: string): boolean;
}

/** `keys` are random texts of at least 32 characters: the first encrypts, all of them decrypt. */
export function openSecrets(keys: readonly string[]): Secrets {
  const derived = keys.map(derive);
  const [newest] = derived;
  if (!newest) throw new Refusal("config.invalid", { name: "DOSSIER_SECRET_KEY", reason: "no key" });
  return Object.freeze({
    encrypt: (secret, purpose) => seal(newest, { secret, purpose }),
    decrypt: (sealed, purpose) => {
      const key = derived.find(({ id }) => id === keyOf(sealed));
      if (!key) throw new Refusal("secret.unreadable", { purpose });
      return open(key, { sealed, purpose });
    },
    isCurrent: (sealed) => keyOf(sealed) === newest.id,
  } satisfies Secrets);
}

interface Key {
  /** Tells keys apart without telling anything of them. */
  readonly id: string;
  readonly bytes: Buffer;
}

const format = "v1";
/** NIST SP 800-38D: 96 random bits, a tag of 128. */
const [ivLength, tagLength] = [12, 16];

function derive(key: string): Key {
  const bytes = Buffer.from(hkdfSync("sha256", key, "", "dossier secrets v1", 32));
  return { id: createHash("sha256").update(bytes).digest("base64url").slice(0, 8), bytes };
}

function seal({ id, bytes }: Key, { secret, purpose }: { secret: string; purpose: string }): string {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv("aes-256-gcm", bytes, iv).setAAD(boundTo(id, purpose));
  const content = Buffer.concat([iv, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return [format, id, content.toString("base64url")].join(".");
}

function open({ id, bytes }: Key, { sealed, purpose }: { sealed: string; purpose: string }): string {
  const content = Buffer.from(sealed.split(".")[2] ?? "", "base64url");
  try {
    const decipher = createDecipheriv("aes-256-gcm", bytes, content.subarray(0, ivLength), {
      authTagLength: tagLength,
    });
    decipher.setAAD(boundTo(id, purpose)).setAuthTag(content.subarray(-tagLength));
    const secret = decipher.update(content.subarray(ivLength, -tagLength));
    return Buffer.concat([secret, decipher.final()]).toString("utf8");
  } catch (cause) {
    throw new Refusal("secret.unreadable", { purpose }, { cause });
  }
}

/** What was encrypted for one purpose cannot be put in the place of another. */
function boundTo(id: string, purpose: string): Buffer {
  return Buffer.from(`${format}.${id}.${purpose}`);
}

function keyOf(sealed: string): string | undefined {
  const [version, id, content, ...more] = sealed.split(".");
  return version === format && content !== undefined && more.length === 0 ? id : undefined;
}
