import { expect, test } from "vitest";
import { newId } from "../../core/ids.ts";
import { buildModel } from "../../metamodel/build-model.ts";
import { type MetadataHouse, metadataHouse } from "../../test/support/metadata.ts";
import { parsedDocuments } from "../../test/support/parsed.ts";
import { planChanges } from "../metadata/index.ts";
import { wantedIndexes } from "./indexes.ts";
import { unreadableRights } from "./rights-columns.ts";

const en = (text: string) => ({ en: text });
const field = (name: string, more: object) => ({ name, label: en(name), ...more });
const documents = [
  { kind: "app", name: "house", label: en("House") },
  {
    kind: "type",
    name: "collaborator",
    label: en("Collaborator"),
    fields: [field("name", { type: "text" })],
  },
  {
    kind: "type",
    name: "order",
    label: en("Order"),
    fields: [
      field("subject", { type: "text", maxLength: 650, indexed: true }),
      field("number", { type: "integer", indexed: true }),
      field("sector", { type: "text", maxLength: 20 }),
      field("notes", { type: "long-text" }),
      field("responsible", { type: "reference", to: "collaborator" }),
    ],
  },
];
const clerk = (see: string | boolean) => ({
  kind: "role",
  name: "clerk",
  label: en("Clerk"),
  types: { order: { see }, collaborator: { see: true } },
});

test("who sees a share of the records counts them in the index alone, as an administrator does", async () => {
  await using house = await metadataHouse({ documents: [...documents, clerk("sector == 'north'")] });
  const { sql } = house.database;
  await sql`
    insert into record_order (id, number, sector)
    select gen_random_uuid(), g % 5, case when g % 2 = 0 then 'north' else 'south' end from generate_series(1, 5000) g`;
  await sql.unsafe("vacuum analyze record_order");
  const plan = await sql.begin(async (tx) => {
    // The table is too small for the planner to care; what counts is that the index alone can answer.
    await tx`set local enable_bitmapscan = off`;
    await tx`set local enable_seqscan = off`;
    return tx`
      explain (format json) select count(*) from record_order
      where deleted_at is null and archived_at is null and number = 3 and sector = 'north'`;
  });
  expect(JSON.stringify(plan)).toContain("Index Only Scan");
});

test("a right over another field builds the indexes anew in the background, and nothing else", async () => {
  await using house = await metadataHouse({ documents: [...documents, clerk(true)] });
  const before = await besides(house, "number");
  expect(before).toEqual(["(number, id) INCLUDE (archived_at)"]);
  await house.apply(clerk("responsible == user.collaborator && sector == 'north'"));
  expect(await besides(house, "number")).toEqual(["(number, id) INCLUDE (archived_at, responsible, sector)"]);
  expect(await besides(house, "responsible")).toEqual([
    "(responsible, id) INCLUDE (deleted_at, archived_at, sector)",
  ]);
});

test("the plan of a right tells what building the indexes anew costs", async () => {
  await using house = await metadataHouse({ documents: [...documents, clerk(true)] });
  const { steps } = await planChanges(house.crm(), { documents: [clerk("sector == 'north'")] });
  const [step] = steps;
  // Those of the number and of the responsible; beside the longest subject there is no room.
  expect(step?.sql).toHaveLength(2);
  expect(step?.sql.every((text) => text.startsWith("create index concurrently"))).toBe(true);
  expect(step?.lock?.en).toContain("Nobody waits");
  const same = await planChanges(house.crm(), { documents: [clerk(false)] });
  expect(same.steps[0]).toMatchObject({ sql: [], lock: null });
});

test("long values stay out of other fields' indexes, and a long field's index has no room for them", async () => {
  await using house = await metadataHouse({
    documents: [...documents, clerk("notes == 'mine' || subject == 'x' || sector == 'north'")],
  });
  expect(await besides(house, "number")).toEqual(["(number, id) INCLUDE (archived_at, sector)"]);
  const longest = Array.from({ length: 650 }, (_, at) => String.fromCodePoint(0x20_000 + at * 37)).join("");
  await house.database.sql`
    insert into record_order (id, subject, sector) values (${newId()}, ${longest}, ${"𠀋".repeat(20)})`;
  const [row] = await house.database.sql`select octet_length(subject) as bytes from record_order`;
  expect(row?.bytes).toBe(2_600);
});

test("a right whose condition cannot be read any more stops no index, and is told", () => {
  const model = buildModel(parsedDocuments([...documents, clerk("sector ==== 'north'")]));
  expect(wantedIndexes(model).map(({ fields }) => fields)).toContainEqual(["number"]);
  expect(unreadableRights(model)).toEqual(["clerk: sector ==== 'north'"]);
});

/** What the plain index that begins with a column says behind its table. */
async function besides({ database }: MetadataHouse, column: string): Promise<string[]> {
  const rows = await database.sql<{ definition: string }[]>`
    select indexdef as definition from pg_indexes where schemaname = current_schema() and tablename = 'record_order'`;
  return rows
    .map(({ definition }) => / btree (.*?)(?: WHERE .*)?$/.exec(definition)?.[1] ?? "")
    .filter((definition) => definition.startsWith(`(${column}, id)`));
}
