import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { readConfig } from "../../../core/config.ts";
import { testCrm } from "../../../test/support/crm.ts";
import { openRuntime } from "../../open-runtime.ts";

const kept = "select value #>> '{}' as value from kernel_setting where key = 'auth.secret'";

test("the secret that signs cookies stands encrypted in the database, and a rotated key encrypts it anew", async () => {
  const [old, fresh] = [1, 2].map(() => randomBytes(32).toString("base64url"));
  await using crm = await testCrm({ jobs: false, environment: { DOSSIER_SECRET_KEY: `${old}` } });
  const { runtime, database } = crm;
  const open = (keys: string) =>
    openRuntime(readConfig({ DATA: crm.config.data, DATABASE_URL: database.url, DOSSIER_SECRET_KEY: keys }), {
      database,
      log: runtime.log,
    });
  const value = async () => String((await database.sql.unsafe(kept))[0]?.value);

  const before = await value();
  expect(before).toMatch(/^v1\./);
  await expect(open(`${fresh}`)).rejects.toMatchObject({ code: "secret.unreadable" });
  await (await open(`${fresh},${old}`)).close();
  expect(await value()).not.toBe(before);
  await (await open(`${fresh}`)).close();
  await expect(open(`${old}`)).rejects.toMatchObject({ code: "secret.unreadable" });
});

test("a secret of an earlier version, kept as it was, goes on signing and is encrypted at the next start", async () => {
  await using crm = await testCrm({ jobs: false });
  const { database, runtime } = crm;
  await database.sql`update kernel_setting set value = '"plain-secret-of-before"' where key = 'auth.secret'`;
  const again = await openRuntime(crm.config, { database, log: runtime.log });
  const context = await again.signIn.auth.$context;
  expect(context.secret).toBe("plain-secret-of-before");
  expect(String((await database.sql.unsafe(kept))[0]?.value)).toMatch(/^v1\./);
  await again.close();
});
