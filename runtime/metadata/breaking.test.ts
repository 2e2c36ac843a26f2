import { expect, test } from "vitest";
import { newId } from "../../core/ids.ts";
import { testCrm } from "../../test/support/crm.ts";
import { metadataHouse } from "../../test/support/metadata.ts";
import { parsedDocuments } from "../../test/support/parsed.ts";
import { planChanges } from "./index.ts";

const both = (text: string) => ({ fr: text, en: text });
const app = { kind: "app", name: "house", label: both("House") };
const field = (name: string, type: string, more: object = {}) => ({
  name,
  type,
  label: both(name),
  ...more,
});
const options = (...values: string[]) => values.map((value) => ({ value, label: both(value) }));
const town = (...fields: object[]) => ({
  kind: "type",
  name: "town",
  label: both("Town"),
  title: "name",
  fields: [field("name", "text"), field("size", "integer"), ...fields],
});
const visit = (fields: object[] = plain, more: object = {}) => ({
  kind: "type",
  name: "visit",
  label: both("Visit"),
  title: "subject",
  fields: [
    field("subject", "text"),
    field("town", "reference", { to: "town" }),
    field("starts", "date"),
    field("ends", "date"),
    ...fields,
  ],
  ...more,
});
const plain = [
  field("fee", "money"),
  field("stars", "integer"),
  field("code", "text"),
  field("state", "select", { options: options("open", "won", "lost") }),
  field("kinds", "multi-select", { options: options("a", "b") }),
];

async function filled() {
  const house = await metadataHouse({ documents: [app, town(), visit()] });
  const { sql } = house.database;
  const [big, small] = [newId(), newId()];
  await sql`insert into record_town (id, name, size) values (${big}, 'Genève', 200), (${small}, 'Morges', 5)`;
  await sql`insert into record_visit (id, subject, town, starts, ends, fee, stars, code, state, kinds) values
    (${newId()}, 'one', ${big}, '2026-03-04', '2026-03-03', 120, 7, 'AB-12', 'open', '{a}'),
    (${newId()}, 'two', ${small}, '2026-03-04', '2026-03-05', 80.5, 2, 'ab', 'won', '{a,b}'),
    (${newId()}, 'three', null, null, null, null, null, null, null, null)`;
  await sql`insert into record_visit (id, subject, fee, deleted_at) values (${newId()}, 'thrown away', 5000, now())`;
  return house;
}

test("a plan says how many live records break each new or tighter demand, and shows some of them", async () => {
  await using house = await filled();
  const changed = visit(
    [
      field("fee", "money", { max: "100" }),
      field("stars", "integer", { min: 3, required: 'state == "won" || town.size > 100' }),
      field("code", "text", { pattern: "[A-Z]{2}-\\d+", required: true }),
      field("state", "select", { options: options("open", "lost") }),
      field("kinds", "multi-select", { options: options("a") }),
      field("phone", "phone", { required: true, visible: 'state == "open"' }),
    ],
    { rules: [{ when: "ends < starts", refuse: both("The end is before the start"), at: ["ends"] }] },
  );
  const { steps, faults } = await planChanges(house.crm(), { documents: [changed] });
  expect(faults).toEqual([]);
  // Whoever writes a sentence without its full stop.
  expect(steps[0]?.breaks[0]?.words.en).toContain("The end is before the start. The values stay");
  const told = steps.flatMap(({ breaks, change, field: name }) =>
    breaks.map(({ path, count, counted, samples }) => [
      `${change} ${name ?? ""}`.trim(),
      path,
      count,
      counted,
      samples.map(({ title, value }) => (value === null ? title : `${title}: ${value}`)).sort(),
    ]),
  );
  expect(told).toEqual([
    ["type-changed", "rules[0]", 1, "exact", ["one"]],
    ["field-changed fee", "fields.fee.max", 1, "exact", ["one: 120.00"]],
    ["field-changed stars", "fields.stars.min", 1, "exact", ["two: 2"]],
    ["field-changed code", "fields.code.required", 1, "exact", ["three"]],
    ["field-changed code", "fields.code.pattern", 1, "exact", ["two: ab"]],
    ["field-changed state", "fields.state.options", 1, "exact", ["two: won"]],
    ["field-changed kinds", "fields.kinds.options", 1, "exact", ["two: {a,b}"]],
    ["field-added phone", "fields.phone.required", 1, "exact", ["one"]],
  ]);
  const rule = steps[0]?.breaks[0];
  expect(rule?.words.en).toBe(
    "1 existing record does not comply: The end is before the start. The values stay; they have to be mended when the record is next saved.",
  );
  expect(rule?.samples[0]?.wrong.fr).toBe("The end is before the start");
  expect(steps[1]?.breaks[0]?.samples[0]?.wrong.en).toBe("“fee” cannot exceed 100.");
});

test("a pattern that PostgreSQL cannot read is held against the values themselves", async () => {
  await using house = await filled();
  const code = field("code", "text", { pattern: "(?i:[b-z])+.*" });
  const { steps } = await planChanges(house.crm(), {
    documents: [visit(plain.map((one) => (one.name === "code" ? code : one)))],
  });
  expect(steps.flatMap(({ breaks }) => breaks)).toMatchObject([
    { path: "fields.code.pattern", count: 2, counted: "exact" },
  ]);
});

test("where values are too many to be looked at one by one, a part of the table is, and the count says so", async () => {
  await using house = await filled();
  const { sql } = house.database;
  await sql`insert into record_visit (id, subject, code)
    select gen_random_uuid(), 'many', case when n % 2 = 0 then 'x' else '7' end || n from generate_series(1, 40000) n`;
  await sql`analyze record_visit`;
  const code = field("code", "text", { pattern: "(?i:[a-z])+.*" });
  const { steps } = await planChanges(house.crm(), {
    documents: [visit(plain.map((one) => (one.name === "code" ? code : one)))],
  });
  const [breaking] = steps.flatMap(({ breaks }) => breaks);
  expect(breaking).toMatchObject({ path: "fields.code.pattern", counted: "estimated" });
  expect(breaking?.count).toBeGreaterThan(15_000);
  expect(breaking?.count).toBeLessThan(25_000);
  expect(breaking?.samples).toHaveLength(5);
  expect(breaking?.words.en).toMatch(/^About /);
});

test("what stays, is wider, or only has another name is not counted", async () => {
  await using house = await filled();
  await house.apply(
    visit([field("fee", "money", { max: "100" }), ...plain.slice(1)], {
      rules: [{ when: "fee > 100.0", refuse: both("Too dear.") }],
    }),
  );
  const wider = visit(
    [
      field("price", "money", { max: "110", formerly: "fee" }),
      ...plain.slice(1, 3),
      field("state", "select", { options: options("open", "won", "lost", "new") }),
      plain[4] ?? {},
    ],
    { rules: [{ when: "price > 100.0", refuse: both("Far too dear.") }] },
  );
  const { steps } = await planChanges(house.crm(), { documents: [wider] });
  expect(steps.length).toBeGreaterThan(0);
  expect(steps.flatMap(({ breaks }) => breaks)).toEqual([]);
});

test("a rule whose formula changes elsewhere, values after a conversion and a narrower choice of links are counted too", async () => {
  await using house = await filled();
  const total = (expression: string) => field("big", "formula", { expression });
  const rules = [{ when: "town.big", refuse: both("The town is too big.") }];
  await house.apply(town(total("size > 1000")), visit(plain, { rules }));
  const changed = visit(
    [
      field("fee", "integer", { max: 100 }),
      ...plain.slice(1),
      field("nearest", "reference", { to: "town", where: "size > 10" }),
    ],
    { rules },
  );
  const narrowed = {
    ...changed,
    fields: changed.fields.map((one) =>
      "name" in one && one.name === "town"
        ? field("town", "reference", { to: "town", where: "size > 10" })
        : one,
    ),
  };
  const { steps, faults } = await planChanges(house.crm(), {
    documents: [town(total("size > 100")), narrowed],
  });
  expect(faults).toEqual([]);
  const told = steps.flatMap(({ breaks, name, field: own }) =>
    breaks.map(({ path, count, samples }) => [
      `${name}.${own}`,
      path,
      count,
      samples.map(({ title }) => title),
    ]),
  );
  expect(told).toEqual([
    ["town.big", "rules[0]", 1, ["one"]],
    ["visit.town", "fields.town.where", 1, ["two"]],
    ["visit.fee", "fields.fee.max", 1, ["one"]],
  ]);
});

test("a rule that hangs on who writes is not counted, and says so", async () => {
  await using house = await filled();
  const rules = [{ when: 'user.email == "x"', refuse: both("Not you.") }];
  const { steps } = await planChanges(house.crm(), { documents: [visit(plain, { rules })] });
  expect(steps[0]?.breaks).toMatchObject([{ path: "rules[0]", counted: "unknown", count: 0, samples: [] }]);
});

test("removing a type tells how many records nobody sees any more", async () => {
  await using house = await filled();
  const { steps } = await planChanges(house.crm(), {
    documents: [],
    remove: [{ kind: "type", name: "visit" }],
  });
  expect(steps).toMatchObject([{ change: "type-removed", warnings: [{ count: 3 }] }]);
});

test("records that break a new rule keep their values until they are written", async () => {
  await using crm = await testCrm({ documents: parsedDocuments([app, town(), visit()]) });
  const admin = "administrator";
  const made = await crm.request("/api/records/visit", { json: { subject: "x", fee: "500" } }, admin);
  const { id } = await made.json();
  const rules = [{ when: "fee > 100.0", refuse: both("Too dear.") }];
  const body = { json: { documents: [visit(plain, { rules })] } };
  const plan = await (await crm.request("/api/metadata/plan", body, admin)).json();
  expect(plan.steps[0].breaks).toMatchObject([{ count: 1, samples: [{ id, type: "visit", title: "x" }] }]);
  expect((await crm.request("/api/metadata/apply", body, admin)).status).toBe(200);
  const read = await (await crm.request(`/api/records/visit/${id}`, {}, admin)).json();
  expect(read.fee).toBe("500.00");
  const change = (json: object) => crm.request(`/api/records/visit/${id}`, { method: "PATCH", json }, admin);
  expect((await change({ subject: "y" })).status).toBe(422);
  expect((await change({ subject: "y", fee: "90" })).status).toBe(200);
});
