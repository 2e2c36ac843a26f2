import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSecrets, secretKeys } from "./index.ts";

const key = () => randomBytes(32).toString("base64url");

async function dataFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), "dossier-secrets-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

test.each(["", "smtp://post:geheim@mail", "é漢🙂\u0000", "x".repeat(100_000)])(
  "a secret comes back as it was, and what is kept says nothing of it: %.20s",
  (secret) => {
    const secrets = openSecrets([key()]);
    const sealed = secrets.encrypt(secret, "smtp");
    expect(secrets.decrypt(sealed, "smtp")).toBe(secret);
    expect(sealed).toMatch(/^v1\.[\w-]{8}\.[\w-]+$/);
    if (secret) expect(sealed).not.toContain(secret.slice(0, 20));
    expect(secrets.encrypt(secret, "smtp")).not.toBe(sealed);
  },
);

test("a secret that was changed, cut or moved to another purpose is refused", () => {
  const secrets = openSecrets([key()]);
  const sealed = secrets.encrypt("geheim", "smtp");
  const [version, id, content = ""] = sealed.split(".");
  const bytes = Buffer.from(content, "base64url");
  const flipped = Array.from({ length: bytes.length }, (_, place) => {
    const other = Buffer.from(bytes);
    other.writeUInt8(other.readUInt8(place) ^ 1, place);
    return [version, id, other.toString("base64url")].join(".");
  });
  const broken = [...flipped, `${version}.${id}.`, `${version}.${id}`, `v2.${id}.${content}`, "geheim", ""];
  for (const text of broken)
    expect(() => secrets.decrypt(text, "smtp")).toThrow(
      expect.objectContaining({ code: "secret.unreadable" }),
    );
  expect(() => secrets.decrypt(sealed, "ldap")).toThrow(
    expect.objectContaining({ code: "secret.unreadable" }),
  );
});

test("a new key encrypts, the old one still decrypts, and a key that is gone reads nothing", () => {
  const [old, fresh] = [key(), key()];
  const sealed = openSecrets([old]).encrypt("geheim", "smtp");
  const rotated = openSecrets([fresh, old]);
  expect(rotated.decrypt(sealed, "smtp")).toBe("geheim");
  expect(rotated.isCurrent(sealed)).toBe(false);
  const anew = rotated.encrypt("geheim", "smtp");
  expect(rotated.isCurrent(anew)).toBe(true);
  expect(openSecrets([fresh]).decrypt(anew, "smtp")).toBe("geheim");
  expect(() => openSecrets([fresh]).decrypt(sealed, "smtp")).toThrow(
    expect.objectContaining({ code: "secret.unreadable" }),
  );
});

test("the key file is made once, even by several starts at a time, and only its owner may read it", async () => {
  await using folder = await dataFolder();
  const started = await Promise.all(
    Array.from({ length: 8 }, () => secretKeys({ given: undefined, data: folder.path })),
  );
  expect(new Set(started.flat()).size).toBe(1);
  const file = join(folder.path, "secret.key");
  expect((await readFile(file, "utf8")).trim()).toBe(started[0]?.[0]);
  if (process.platform === "win32") return;
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await chmod(file, 0o644);
  await secretKeys({ given: undefined, data: folder.path });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test("keys of the configuration come first of all, and a file with a short key is refused", async () => {
  await using folder = await dataFolder();
  const given = [key()];
  expect(await secretKeys({ given, data: folder.path })).toEqual(given);
  await expect(stat(join(folder.path, "secret.key"))).rejects.toThrow("ENOENT");
  await writeFile(join(folder.path, "secret.key"), "short\n");
  await expect(secretKeys({ given: undefined, data: folder.path })).rejects.toMatchObject({
    code: "config.invalid",
  });
});
