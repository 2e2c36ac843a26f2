import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testCrm } from "../../test/support/crm.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { loadPlugins } from "./load-plugins.ts";

const door = fileURLToPath(new URL("./index.ts", import.meta.url));
const zod = fileURLToPath(import.meta.resolve("zod"));
const log = pino({ level: "silent" });

let folder: string;
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), "dossier-plugins-"));
  await plugin(
    "bell",
    `export default definePlugin({ name: "bell", version: "1.0.0", label: { fr: "Sonnette", en: "Bell" },
    settings: z.strictObject({ tone: z.string().default("ding") }),
    routes: (app, _runtime, settings) => app.get("/ring", (c) => c.json({ sound: settings.tone })) });`,
  );
  await plugin("broken", "throw new Error('no such machine');");
  await plugin("empty", "export const nothing = 1;");
  await plugin(
    "liar",
    `export default definePlugin({ name: "other", version: "1", label: { fr: "x", en: "x" }, settings: z.object({}) });`,
  );
  await plugin(
    "late",
    `export default definePlugin({ name: "late", version: "1", label: { fr: "x", en: "x" }, settings: z.object({}),
    jobs: () => { throw new Error("too late"); } });`,
  );
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await database[Symbol.asyncDispose]();
});

async function plugin(name: string, code: string): Promise<void> {
  await mkdir(join(folder, name));
  const head = `import { definePlugin } from ${JSON.stringify(door)};\nimport * as z from ${JSON.stringify(zod)};\n`;
  await writeFile(join(folder, name, "index.ts"), head + code);
}

test("a plugin is loaded by the name of its folder, with the defaults of its settings", async () => {
  const plugins = await loadPlugins({ names: ["bell"], folder, database, log });
  expect(plugins.states()).toEqual([
    { name: "bell", state: "loaded", version: "1.0.0", label: { fr: "Sonnette", en: "Bell" }, reason: null },
  ]);
});

test("plugins that are missing, throw, export nothing or call themselves otherwise are told and left out", async () => {
  const names = [
    "missing",
    "../../etc",
    "../outside",
    "bell/../bell",
    "bell\n",
    "broken",
    "empty",
    "liar",
    "bell",
  ];
  const plugins = await loadPlugins({ names, folder, database, log });
  const told = new Map(plugins.states().map(({ name, state, reason }) => [name, reason ?? state]));
  expect(told.get("missing")).toContain("not in");
  for (const name of ["../../etc", "../outside", "bell/../bell", "bell\n"])
    expect(told.get(name)).toContain("not in");
  expect(told.get("broken")).toBe("no such machine");
  expect(told.get("empty")).toContain("cannot be loaded");
  expect(told.get("liar")).toContain("other");
  expect(told.get("bell")).toBe("loaded");
});

test("settings that do not fit are told with their place", async () => {
  await database.sql`insert into kernel_setting (key, value) values ('plugin.bell', '{"tone": 5}')`;
  const plugins = await loadPlugins({ names: ["bell"], folder, database, log });
  expect(plugins.states()[0]).toMatchObject({ state: "failed", reason: expect.stringContaining("tone") });
  await database.sql`delete from kernel_setting where key = 'plugin.bell'`;
});

test("a plugin answers below its name to who is signed in; the one that fails beside it is told to administrators", async () => {
  await using crm = await testCrm({ plugins: ["bell", "late", "broken"], pluginFolder: folder, jobs: false });
  expect((await crm.request("/api/plugins/bell/ring")).status).toBe(401);
  const answer = await crm.request("/api/plugins/bell/ring", {}, "administrator");
  expect(await answer.json()).toEqual({ sound: "ding" });
  const health = await (await crm.request("/api/health", {}, "administrator")).json();
  expect(health.status).toBe("ok");
  expect(health.plugins).toMatchObject([
    { name: "bell", state: "loaded" },
    { name: "late", state: "failed", reason: "too late" },
    { name: "broken", state: "failed", reason: "no such machine" },
  ]);
});
