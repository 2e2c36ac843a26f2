import { expect, test } from "vitest";
import { openDatabase } from "../core/database/index.ts";
import { testDatabase } from "../test/support/database.ts";
import type { HouseEvent } from "./events.ts";
import { merged, openEvents } from "./open-events.ts";

const written = (ids: string[], type = "case"): HouseEvent => ({ kind: "records", type, ids, by: null });

test("a listener of the same process hears an event at once, another process soon after, and none twice", async () => {
  await using database = await testDatabase();
  const other = await openDatabase({ data: "", databaseUrl: database.url, schema: "dossier", pool: 2 });
  const [here, there] = [await openEvents(database), await openEvents(other)];
  const heardHere: HouseEvent[] = [];
  const heardThere: HouseEvent[] = [];
  here.hear((event) => heardHere.push(event));
  const arrived = new Promise<void>((done) => {
    there.hear((event) => {
      heardThere.push(event);
      if (event.kind === "access") done();
    });
  });

  here.tell(written(["1"]));
  here.tell(written(["2"]));
  expect(heardHere).toHaveLength(2);
  here.tell({ kind: "access", account: null });
  await arrived;

  expect(heardThere).toEqual([{ kind: "access", account: null }, written(["1", "2"])]);
  expect(heardHere).toHaveLength(3);
  await here.close();
  await there.close();
  await other.close();
});

test("what was told just before closing still reaches the other process", async () => {
  await using database = await testDatabase();
  const other = await openDatabase({ data: "", databaseUrl: database.url, schema: "dossier", pool: 2 });
  const [here, there] = [await openEvents(database), await openEvents(other)];
  const arrived = new Promise<HouseEvent>((done) => there.hear(done));
  here.tell({ kind: "metadata", revision: 7 });
  await here.close();
  expect(await arrived).toEqual({ kind: "metadata", revision: 7 });
  await there.close();
  await other.close();
});

test("ten thousand written records of one type travel as “many”, and long lists fit the 8,000 bytes", async () => {
  await using database = await testDatabase();
  const other = await openDatabase({ data: "", databaseUrl: database.url, schema: "dossier", pool: 2 });
  const [here, there] = [await openEvents(database), await openEvents(other)];
  const heard: HouseEvent[] = [];
  const arrived = new Promise<void>((done) => {
    there.hear((event) => {
      heard.push(event);
      if (heard.length === 4) done();
    });
  });
  const key = (n: number) => `${String(n).padStart(8, "0")}-0000-7000-8000-000000000000`;
  for (const type of ["a", "b", "c"])
    here.tell(
      written(
        Array.from({ length: 140 }, (_, n) => key(n)),
        type,
      ),
    );
  for (let n = 0; n < 10_000; n += 100)
    here.tell(
      written(
        Array.from({ length: 100 }, (_, m) => key(n + m)),
        "d",
      ),
    );
  await arrived;
  expect(heard.map((event) => event.kind === "records" && [event.type, event.ids.length])).toEqual([
    ["a", 140],
    ["b", 140],
    ["c", 140],
    ["d", 0],
  ]);
  await here.close();
  await there.close();
  await other.close();
});

test("events of different writers are not mixed", () => {
  const mine: HouseEvent = { kind: "records", type: "case", ids: ["1"], by: "me" };
  expect(merged([mine, written(["2"]), mine])).toEqual([mine, written(["2"])]);
});
