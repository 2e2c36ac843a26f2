import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { addSecretKeys, secretKeys } from "../../core/secrets/index.ts";
import { folderStorage } from "../../core/storage/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { testDatabase } from "../../test/support/database.ts";
import { sealJournals, verifyJournal } from "../history/index.ts";
import { verify } from "../metadata/index.ts";
import { openRuntime } from "../open-runtime.ts";
import { createApp } from "../server/app.ts";
import { makeSignInToken } from "../server/sign-in/index.ts";
import { type BackupKey, checkBackup, restoreBackup, writeBackup } from "./index.ts";

const software = "1.2.0";
const key: BackupKey = { kind: "file", content: randomBytes(32) };

let crm: TestCrm;
let folder: string;
let file: string;
let apiKey: string;
let changed: string;
let keys: readonly string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dossier-backup-"));
  file = join(folder, "one.backup");
  crm = await testCrm({ app: "after-sales", size: 0.01 });
  const cases = z
    .object({ items: z.array(z.object({ id: z.string() })) })
    .parse(await (await crm.request("/api/records/case?limit=20", {}, "administrator")).json());
  for (const { id } of cases.items.slice(0, 5)) {
    const json = { subject: `Changed \\ "${id}"\t\n é 日本` };
    await crm.request(`/api/records/case/${id}`, { method: "PATCH", json }, "administrator");
  }
  changed = cases.items[0]?.id ?? "";
  const form = new FormData();
  form.append("file", new File([randomBytes(200_000)], "plan.bin"));
  const sent = { method: "POST", body: form };
  await crm.request(`/api/records/case/${cases.items[0]?.id}/documents`, sent, "administrator");
  const added = await crm.request("/api/keys", { json: { name: "Website" } }, "administrator");
  apiKey = z.object({ key: z.string() }).parse(await added.json()).key;
  keys = await secretKeys({ given: undefined, data: crm.config.data });
  await sealJournals(crm.database);
  await writeBackup(backed(), { file, key });
});
afterAll(async () => {
  await crm[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const backed = () => ({
  database: crm.database,
  storage: crm.runtime.storage,
  secretKeys: keys,
  software,
});

/** An empty database and an empty folder, restored into where `from` says so. */
async function empty() {
  const database = await testDatabase();
  await database.sql.unsafe("drop schema dossier cascade");
  const path = await mkdtemp(join(folder, "files-"));
  const into = { database, storage: await folderStorage(join(path, "files")) };
  return { ...into, into, path, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

async function accountOf(name: string): Promise<string> {
  const [row] = await crm.database.sql<{ id: string }[]>`
    select id from auth_user where email = ${`${name}@test.example`}`;
  return row?.id ?? "";
}

/** Every row of every table as text, and where each sequence stands. */
async function everything(sql: TestCrm["database"]["sql"]): Promise<Record<string, string>> {
  const tables = await sql<{ name: string; kind: string }[]>`
    select format('%I.%I', n.nspname, c.relname) as name, c.relkind::text as kind
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('dossier', 'dossier_jobs') and c.relkind in ('r', 'S') order by 1`;
  const all: Record<string, string> = {};
  for (const { name, kind } of tables) {
    const what = kind === "S" ? "last_value, is_called" : "*";
    const [row] = await sql.unsafe<{ digest: string }[]>(
      `select md5(coalesce(string_agg(r::text, '|' order by r::text), '')) as digest from (select ${what} from ${name}) r`,
    );
    all[name] = row?.digest ?? "";
  }
  return all;
}

/** How everything is made, in words that do not depend on the order in which it was made. */
async function shape(sql: TestCrm["database"]["sql"]): Promise<unknown[]> {
  return [
    ...(await sql`
    select 'column' as what, format('%s.%s', attrelid::regclass, attname) as name,
      format('%s %s %s %s', format_type(atttypid, atttypmod), attnotnull, attidentity, pg_get_expr(d.adbin, d.adrelid)) as is
    from pg_attribute a join pg_class c on c.oid = attrelid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where relnamespace::regnamespace::text in ('dossier', 'dossier_jobs') and relkind in ('r', 'p') and attnum > 0 and not attisdropped
    union all select 'index', indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index join pg_class on oid = indexrelid
    where relnamespace::regnamespace::text in ('dossier', 'dossier_jobs')
    union all select 'constraint', format('%s %s', conrelid::regclass, conname), pg_get_constraintdef(oid) from pg_constraint
    where connamespace::regnamespace::text in ('dossier', 'dossier_jobs') and conrelid <> 0
    union all select 'trigger', format('%s %s', tgrelid::regclass, tgname), pg_get_triggerdef(t.oid) from pg_trigger t
    join pg_class c on c.oid = tgrelid where relnamespace::regnamespace::text in ('dossier', 'dossier_jobs') and not tgisinternal
    union all select 'function', oid::regprocedure::text, pg_get_functiondef(oid) from pg_proc
    where pronamespace::regnamespace::text in ('dossier', 'dossier_jobs') and prokind = 'f'
    order by 1, 2, 3`),
  ];
}

test("what is restored is what was backed up: tables, rows, sequences, documents, and it works", async () => {
  await using there = await empty();
  const content = await restoreBackup(there.into, { file, key, software });
  expect(content.secretKeys).toEqual(keys);
  expect(content.missing).toEqual([]);
  expect(await shape(there.database.sql)).toEqual(await shape(crm.database.sql));
  expect(await everything(there.database.sql)).toEqual(await everything(crm.database.sql));
  for (const { hash } of await crm.database.sql<{ hash: string }[]>`select hash from kernel_file`)
    expect(await there.storage.read(hash)).toEqual(await crm.runtime.storage.read(hash));
  expect((await verifyJournal(there.database)).findings).toEqual([]);

  const log = pino({ level: "silent" });
  await addSecretKeys(there.path, content.secretKeys);
  const house = await openRuntime({ ...crm.config, data: there.path }, { database: there.database, log });
  try {
    expect(await verify(house.runtime)).toEqual(await verify(crm.runtime));
    const { hono, close } = createApp(house.runtime, { ...house, webFolder: "" });
    const me = await hono.request("/api/me", { headers: { authorization: `Bearer ${apiKey}` } });
    expect(await me.json()).toMatchObject({ user: { email: "administrator@test.example" } });
    const token = await makeSignInToken(there.database, { account: await accountOf("technician") });
    const headers = { "content-type": "application/json" };
    const signIn = await hono.request("/api/auth/sign-in/link", {
      method: "POST",
      headers,
      body: JSON.stringify({ token }),
    });
    expect(signIn.status).toBe(200);
    const cookie = signIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    for (const path of [
      "/api/search?q=Changed",
      "/api/records/case?limit=5&search=Changed",
      `/api/history/case/${changed}`,
    ]) {
      const there = await hono.request(path, { headers: { cookie } });
      expect(await there.json(), path).toEqual(await (await crm.request(path, {}, "technician")).json());
    }
    close();
  } finally {
    await house.close();
  }
});

test("a backup that was cut, changed or belongs to another key or version is refused, and nothing is written", async () => {
  await using there = await empty();
  const whole = await readFile(file);
  const bad = join(folder, "bad.backup");
  const headEnd = whole.indexOf("\n") + 1;
  const flipped = (at: number) => {
    const other = Buffer.from(whole);
    other.writeUInt8(other.readUInt8(at) ^ 1, at);
    return other;
  };
  const head = (change: (text: string) => string) =>
    Buffer.concat([Buffer.from(change(whole.subarray(0, headEnd).toString())), whole.subarray(headEnd)]);
  const cases: [string, Buffer, string][] = [
    ["cut in the middle", whole.subarray(0, Math.floor(whole.length / 2)), "backup.truncated"],
    ["without its last byte", whole.subarray(0, whole.length - 1), "backup.truncated"],
    ["with nothing behind its head", whole.subarray(0, headEnd), "backup.truncated"],
    ["with something behind its end", Buffer.concat([whole, Buffer.from("x")]), "backup.damaged"],
    ["changed at its beginning", flipped(headEnd + 10), "backup.damaged"],
    ["changed in the middle", flipped(Math.floor(whole.length / 2)), "backup.damaged"],
    ["changed at its end", flipped(whole.length - 1), "backup.damaged"],
    [
      "with another instant in its head",
      head((text) => text.replace(/"at":"2/, '"at":"3')),
      "backup.damaged",
    ],
    ["of a newer format", head((text) => text.replace('"format":1', '"format":2')), "backup.newer"],
    [
      "of a newer software",
      head((text) => text.replace('"software":"1.2.0"', '"software":"1.10.0"')),
      "backup.newer",
    ],
    ["that is something else", Buffer.from("PGDMP"), "backup.not-a-backup"],
    ["that is empty", Buffer.alloc(0), "backup.not-a-backup"],
  ];
  for (const [what, content, code] of cases) {
    await writeFile(bad, content);
    await expect(checkBackup({ file: bad, key, software }), what).rejects.toMatchObject({ code });
    await expect(restoreBackup(there.into, { file: bad, key, software }), what).rejects.toMatchObject({
      code,
    });
  }
  const other: BackupKey = { kind: "file", content: randomBytes(32) };
  await expect(checkBackup({ file, key: other, software })).rejects.toMatchObject({
    code: "backup.wrong-key",
  });
  const [schema] = await there.database.sql`select to_regnamespace('dossier') is null as gone`;
  expect(schema?.gone).toBe(true);
  expect(await readdir(join(there.path, "files"))).toEqual(["drafts"]);
});

test("a backup is restored into an empty database only, and overwrites no file", async () => {
  await using there = await testDatabase();
  const into = { database: there, storage: crm.runtime.storage };
  await expect(restoreBackup(into, { file, key, software })).rejects.toMatchObject({
    code: "restore.not-empty",
  });
  await expect(writeBackup(backed(), { file, key })).rejects.toMatchObject({ code: "backup.exists" });
});

test("a backup under a passphrase is read with it in either way of writing accents", async () => {
  const path = join(folder, "phrase.backup");
  const phrase: BackupKey = { kind: "passphrase", text: "une phrase de passe assez longue" };
  await writeBackup(backed(), { file: path, key: phrase });
  expect((await checkBackup({ file: path, key: phrase, software })).rows).toBeGreaterThan(100);
  const wrong: BackupKey = { kind: "passphrase", text: "une autre phrase de passe" };
  await expect(checkBackup({ file: path, key: wrong, software })).rejects.toMatchObject({
    code: "backup.wrong-key",
  });
  expect((await readFile(path)).includes("record_case")).toBe(false);
});

test("what others write while a backup is made is in it as a whole or not at all", async () => {
  const { sql } = crm.database;
  await sql`create table if not exists dossier.kernel_pair_a (n int)`;
  await sql`create table if not exists dossier.kernel_pair_z (n int)`;
  let writing = true;
  const writer = (async () => {
    for (let n = 0; writing; n++)
      await sql.begin(async (tx) => {
        await tx`insert into kernel_pair_a values (${n})`;
        await tx`insert into kernel_pair_z values (${n})`;
      });
  })();
  const path = join(folder, "busy.backup");
  await writeBackup(backed(), { file: path, key });
  writing = false;
  await writer;
  await using there = await empty();
  await restoreBackup(there.into, { file: path, key, software });
  const [pairs] = await there.database.sql`
    select (select count(*) from dossier.kernel_pair_a)::int as a, (select count(*) from dossier.kernel_pair_z)::int as z`;
  expect(pairs?.a).toBe(pairs?.z);
  await sql`drop table kernel_pair_a, kernel_pair_z`;
});
