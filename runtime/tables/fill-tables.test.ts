import { expect, test } from "vitest";
import { newId } from "../../core/ids.ts";
import { type MetadataHouse, metadataHouse } from "../../test/support/metadata.ts";
import { fillTables, finishTables, isUnfinished } from "./index.ts";

const en = (text: string) => ({ en: text });
const documents = [
  { kind: "app", name: "house", label: en("House") },
  {
    kind: "type",
    name: "room",
    label: en("Room"),
    title: "name",
    fields: [
      { name: "name", type: "text", label: en("Name"), unique: true, searchable: true },
      { name: "beside", type: "reference", to: "room", label: en("Beside") },
    ],
  },
];

/** Indexes and keys of the record tables with whether PostgreSQL vouches for them. */
async function structure({ database }: MetadataHouse): Promise<string[]> {
  const rows = await database.sql<{ part: string }[]>`
    select c.relname || ' ' || i.indisvalid as part from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relname like 'record\\_room%' and c.relnamespace = current_schema()::regnamespace
    union all
    select conname || ' ' || convalidated from pg_constraint
    where conrelid = 'record_room'::regclass and contype = 'f'
    order by 1`;
  return rows.map(({ part }) => part);
}

async function fill(house: MetadataHouse, names: readonly string[]): Promise<void> {
  const model = house.runtime.model();
  await house.database.transaction((tx) =>
    fillTables(tx, {
      model,
      fill: async () => {
        for (const name of names) await tx`insert into record_room (id, name) values (${newId()}, ${name})`;
      },
    }),
  );
}

const finish = ({ database, runtime }: MetadataHouse) =>
  finishTables(database, { model: runtime.model(), now: runtime.clock.now() });

test("filled tables refuse what would break them at once, and get everything else afterwards", async () => {
  await using house = await metadataHouse({ documents });
  const before = await structure(house);
  const { sql } = house.database;
  await fill(house, ["kitchen", "bath"]);
  expect((await structure(house)).length).toBeLessThan(before.length);
  await expect(sql`insert into record_room (id, name) values (${newId()}, 'bath')`).rejects.toMatchObject({
    code: "23505",
  });
  await expect(
    sql`insert into record_room (id, name, beside) values (${newId()}, 'hall', ${newId()})`,
  ).rejects.toMatchObject({ code: "23503" });
  expect(await isUnfinished(house.database, { model: house.runtime.model() })).toBe(true);
  await finish(house);
  expect(await structure(house)).toEqual(before);
  expect(await isUnfinished(house.database, { model: house.runtime.model() })).toBe(false);
});

test("what fails half-way leaves empty tables with everything they had", async () => {
  await using house = await metadataHouse({ documents });
  const before = await structure(house);
  await expect(fill(house, ["kitchen", "kitchen"])).rejects.toMatchObject({ code: "23505" });
  expect(await structure(house)).toEqual(before);
  expect(await house.database.sql`select name from record_room`).toEqual([]);
});

test("tables that have records keep them and all that holds them together", async () => {
  await using house = await metadataHouse({ documents });
  const before = await structure(house);
  await house.database.sql`insert into record_room (id, name) values (${newId()}, 'attic')`;
  await fill(house, ["kitchen"]);
  expect(await structure(house)).toEqual(before);
  const names = await house.database.sql`select name from record_room order by name`;
  expect(names.map(({ name }) => name)).toEqual(["attic", "kitchen"]);
});
