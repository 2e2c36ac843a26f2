import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { openDatabase, quoteName } from "../../core/database/index.ts";
import { newId } from "../../core/ids.ts";
import { type MetadataHouse, metadataHouse } from "../../test/support/metadata.ts";
import { openEvents } from "../open-events.ts";
import { openModels } from "./index.ts";

const fr = (text: string) => ({ fr: text });
const text = (name: string, more: object = {}) => ({ name, type: "text", label: fr(name), ...more });
const contract = (...fields: object[]) => ({
  kind: "type",
  name: "contract",
  label: fr("Contrat"),
  fields: [text("subject"), ...fields],
});
const app = { kind: "app", name: "house", label: fr("Maison") };
const money = { name: "fee", type: "money", label: fr("Forfait") };

/** Another process as far as the database can tell: connections and a model of its own. */
async function worker(house: MetadataHouse, ids: readonly string[]) {
  const database = await openDatabase({
    data: "",
    databaseUrl: house.database.url,
    schema: "dossier",
    pool: 3,
  });
  const events = await openEvents(database);
  const models = await openModels(database, { capabilities: [], events });
  const failures: unknown[] = [];
  const written = new Map<string, string>();
  let stopped = false;
  let count = 0;
  const turn = async (id: string) => {
    const column = models.current().types.get("contract")?.fields.get("fee")?.column;
    const fee = `${100 + (++count % 900)}.00`;
    if (column) {
      const cast =
        models.current().types.get("contract")?.fields.get("fee")?.type.name === "money" ? "::numeric" : "";
      await database.sql.unsafe(
        `update record_contract set ${quoteName(column)} = $1::text${cast}, version = version + 1 where id = $2`,
        [fee, id],
        { prepare: true },
      );
      written.set(id, fee);
      await database.sql.unsafe(
        `select row_to_json(x)::text from (select id, subject, ${quoteName(column)}::text as fee from record_contract where id = $1) x`,
        [id],
        { prepare: true },
      );
    }
    await database.transaction(async (tx) => {
      await tx.unsafe("select * from record_contract where id = $1", [id], { prepare: true });
      await tx.unsafe("update record_contract set subject = $1 where id = $2", [fee, id], { prepare: true });
    });
  };
  const loop = async (mine: readonly string[]) => {
    for (const id of mine) if (!stopped) await turn(id).catch((cause) => failures.push(cause));
  };
  const running = [0, 1].map((part) => loop(ids.filter((_, index) => index % 2 === part)));
  const stop = async () => {
    stopped = true;
    await Promise.all(running);
    await events.close();
    await database.close();
    return { failures, written, count };
  };
  return { stop };
}

test("readers and writers of other processes notice nothing while fields come, change, go and return", async () => {
  await using house = await metadataHouse({ documents: [app, contract(text("fee"))] });
  const { sql } = house.database;
  // So many records that each is written once at most: a write that a conversion loses is not made up for later.
  const ids = Array.from({ length: 20_000 }, newId).sort(() => Math.random() - 0.5);
  await sql`insert into record_contract (id, subject, fee) select id, 'x', '1.00' from unnest(${ids}::uuid[]) id`;
  const workers = await Promise.all([worker(house, ids.slice(0, 10_000)), worker(house, ids.slice(10_000))]);
  await wait(200);
  await house.apply(contract(text("fee"), text("added", { indexed: true })));
  await house.apply(contract(money, text("added")));
  await wait(200);
  await house.apply(contract(money, text("renamed", { formerly: "added" })));
  await house.apply(contract(money));
  await house.apply(contract(money, text("added")));
  await wait(200);
  const ends = await Promise.all(workers.map(({ stop }) => stop()));
  expect(ends.flatMap(({ failures }) => failures)).toEqual([]);
  expect(ends.every(({ count }) => count > 50)).toBe(true);
  const column = house.runtime.model().types.get("contract")?.fields.get("fee")?.column ?? "";
  const rows = await sql.unsafe<{ id: string; fee: string }[]>(
    `select id, ${quoteName(column)}::text as fee from record_contract where id = any($1)`,
    [ids],
  );
  const written = new Map(ends.flatMap((end) => [...end.written]));
  expect(rows.filter(({ id, fee }) => (written.get(id) ?? "1.00") !== fee)).toEqual([]);
  const [unfilled] = await sql.unsafe(
    `select count(*)::int as count from record_contract where ${quoteName(column)} is null`,
  );
  expect(unfilled?.count).toBe(0);
});

const script = fileURLToPath(new URL("../../test/support/publish-for-ever.ts", import.meta.url));
const children = new Set<ChildProcess>();
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
});

test("a process killed while it publishes leaves a revision as a whole or not at all", async () => {
  await using house = await metadataHouse({ documents: [app, contract(text("fee"))] });
  const { sql } = house.database;
  await sql`insert into record_contract (id, subject, fee) select gen_random_uuid(), 'x', n::text from generate_series(1, 20000) n`;
  const files = await mkdtemp(join(tmpdir(), "dossier-metadata-"));
  for (const delay of [30, 170, 333, 610]) {
    const child = spawn(process.execPath, [script, house.database.url, files], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.add(child);
    let said = "";
    child.stdout?.on("data", (chunk) => {
      said += String(chunk);
    });
    while (!said.includes("\n") && child.exitCode === null) await wait(10);
    await wait(delay);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
    const acknowledged = Number(said.trim().split("\n").at(-1));
    const model = await house.runtime.models.reload();
    expect(model.revision).toBeGreaterThanOrEqual(acknowledged);
    expect(model.revision).toBeLessThanOrEqual(acknowledged + 1);
    for (const field of model.types.get("contract")?.fields.values() ?? [])
      await sql.unsafe(
        `select ${field.type.readSql(quoteName(field.column ?? ""), field.document)} from record_contract limit 1`,
      );
  }
  await house.apply(contract(text("fee")));
  const [row] = await sql`select count(*)::int as count, count(fee)::int as filled from record_contract`;
  expect(row).toMatchObject({ count: 20_000, filled: 20_000 });
  const left = await sql`select count(*)::int as count from kernel_column where state = 'filling'`;
  expect(left).toMatchObject([{ count: 0 }]);
  await rm(files, { recursive: true, force: true });
}, 60_000);
