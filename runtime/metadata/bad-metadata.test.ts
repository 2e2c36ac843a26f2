import { expect, test } from "vitest";
import { metadataHouse } from "../../test/support/metadata.ts";
import { applyChanges, planChanges } from "./index.ts";

const fr = (text: string) => ({ fr: text });
const text = (name: string, more: object = {}) => ({ name, type: "text", label: fr(name), ...more });
const type = (name: string, more: object = {}) => ({
  kind: "type",
  name,
  label: fr(name),
  fields: [text("subject")],
  ...more,
});
const app = { kind: "app", name: "house", label: fr("Maison") };

const wrong: readonly [string, readonly unknown[], { path: string; code?: string }][] = [
  [
    "an unknown field type",
    [type("a", { fields: [{ ...text("x"), type: "moneyy" }] })],
    { path: "type/a fields[0].type" },
  ],
  [
    "a reference to nothing",
    [type("a", { fields: [{ ...text("x"), type: "reference", to: "nobody" }] })],
    { path: "type/a fields[0].to" },
  ],
  [
    "a circle of extends",
    [type("a", { extends: "b" }), type("b", { extends: "a" })],
    { path: "type/a extends" },
  ],
  [
    "a chain of 5,000 types that extend each other",
    Array.from({ length: 5_000 }, (_, index) =>
      type(`a${index}`, index > 0 ? { extends: `a${index - 1}` } : {}),
    ),
    { path: "type/a21 extends", code: "metadata.lineage-too-long" },
  ],
  ["a reserved name", [type("a", { fields: [text("deleted_at")] })], { path: "type/a fields[0].name" }],
  [
    "2,000 fields",
    [type("a", { fields: Array.from({ length: 2_000 }, (_, index) => text(`f${index}`)) })],
    { path: "type/a fields" },
  ],
  ["an unknown key", [type("a", { titel: "subject" })], { path: "type/a titel" }],
  [
    "an unknown kind",
    [{ kind: "tipe", name: "a" }],
    { path: "documents[0].kind", code: "metadata.kind-unknown" },
  ],
  ["something that is no document", ["hello", null, 12], { path: "documents[0].kind" }],
  ["the same document twice", [type("a"), type("a")], { path: "type/a", code: "metadata.twice" }],
  [
    "a name that is SQL",
    [type('a"; drop table kernel_document; --')],
    { path: `type/a"; drop table kernel_document; -- name` },
  ],
  [
    "a view of no type",
    [{ kind: "view", name: "v", type: "nobody", label: fr("v"), columns: ["x"] }],
    { path: "view/v type" },
  ],
];

test.each(wrong)("%s is refused with its place, and nothing changes", async (_, documents, fault) => {
  await using house = await metadataHouse({ documents: [app, type("kept")] });
  const tables = () => house.database.sql`select count(*)::int from pg_class where relname like 'record_%'`;
  const before = await tables();
  const plan = await planChanges(house.crm(), { documents });
  expect(plan.faults).toContainEqual(expect.objectContaining(fault));
  const refused = applyChanges(house.crm(), { documents });
  await expect(refused).rejects.toMatchObject({ code: "metadata.invalid", status: 422 });
  expect(await tables()).toEqual(before);
  expect(house.runtime.model().revision).toBe(1);
});

test("all that is wrong with a role is told at once, what its shape refuses and what it names", async () => {
  await using house = await metadataHouse({ documents: [app, type("a")] });
  const role = {
    kind: "role",
    name: "clerk",
    label: fr("Commis"),
    types: { a: { see: "subjct == 'x'", look: true }, b: { see: true } },
  };
  const { faults } = await planChanges(house.crm(), { documents: [role] });
  expect(faults).toMatchObject([
    { path: "role/clerk types.a.look", code: "metadata.unknown-key" },
    { path: "role/clerk types.a.see", code: "expression.unknown-name" },
    { path: "role/clerk types.b", code: "metadata.type-unknown" },
  ]);
});

test("a type with records cannot move to another base", async () => {
  await using house = await metadataHouse({
    documents: [app, type("a"), type("b"), type("c", { extends: "a", fields: [] })],
  });
  const plan = await planChanges(house.crm(), { documents: [type("c", { extends: "b", fields: [] })] });
  expect(plan.faults).toMatchObject([{ path: "type/c extends", code: "metadata.base-moved" }]);
});

test("uniqueness is refused while values are there twice, and tells which", async () => {
  await using house = await metadataHouse({ documents: [app, type("a")] });
  const { sql } = house.database;
  await sql`insert into record_a (id, subject) select gen_random_uuid(), x from unnest(array['p', 'p', 'q', null, null]) x`;
  const unique = type("a", { fields: [text("subject", { unique: true })] });
  const plan = await planChanges(house.crm(), { documents: [unique] });
  expect(plan.faults).toMatchObject([
    {
      code: "metadata.values-twice",
      values: { count: "1", samples: "p", fields: { fr: "subject", en: "subject" } },
    },
  ]);
  await sql`delete from record_a where subject = 'p'`;
  await house.apply(unique);
  await sql`insert into record_a (id, subject) values (gen_random_uuid(), 'q')`.then(
    () => expect.unreachable(),
    (cause) => expect(cause).toMatchObject({ code: "23505" }),
  );
});

test("a required field tells how many records have no value yet", async () => {
  await using house = await metadataHouse({ documents: [app, type("a")] });
  await house.database.sql`insert into record_a (id) values (gen_random_uuid())`;
  const plan = await planChanges(house.crm(), {
    documents: [type("a", { fields: [text("subject", { required: true })] })],
  });
  expect(plan.steps).toMatchObject([{ change: "field-changed", sql: [], breaks: [{ count: 1 }] }]);
});

test("removing a document that is not there is refused with the nearest name", async () => {
  await using house = await metadataHouse({ documents: [app, type("customer")] });
  const plan = await planChanges(house.crm(), {
    documents: [],
    remove: [{ kind: "type", name: "custommer" }],
  });
  expect(plan.faults).toMatchObject([{ path: "type/custommer", code: "metadata.not-found" }]);
  expect(JSON.stringify(plan.faults[0]?.values)).toContain("customer");
});
