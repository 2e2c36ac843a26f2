import { expect, test } from "vitest";
import { testCrm } from "../../test/support/crm.ts";
import { parsedDocuments } from "../../test/support/parsed.ts";

const both = (text: string) => ({ fr: text, en: text });
const field = (name: string, type: string, more: object = {}) => ({
  name,
  type,
  label: both(name),
  ...more,
});
const app = { kind: "app", name: "house", label: both("House") };
const contact = (...fields: object[]) => ({
  kind: "type",
  name: "contact",
  label: both("Contact"),
  title: '"x"',
  fields: [field("nr", "integer"), ...fields],
});
const apart = [field("first", "text"), field("last", "text")];
const joined = field("name", "text", { filledFrom: 'first + " " + last', unique: true });
const split = [
  field("given", "text", { filledFrom: 'name.before(" ")' }),
  field("family", "text", { filledFrom: 'name.after(" ")' }),
];

async function house(fields: readonly object[], records: readonly object[], more: readonly object[] = []) {
  const crm = await testCrm({ documents: parsedDocuments([app, contact(...fields), ...more]) });
  const call = async (path: string, json?: object, method = json ? "POST" : "GET") => {
    const answer = await crm.request(`/api${path}`, { method, ...(json && { json }) }, "administrator");
    return { status: answer.status, body: await answer.json() };
  };
  const create = records.map((record, nr) => ({ nr, ...record }));
  expect((await call("/records/contact/batch", { create })).status).toBe(200);
  const list = async (select: string) =>
    (await call(`/records/contact?select=${select}&sort=nr&limit=100`)).body.items.map(
      ({ id: _, title: __, type: ___, version: ____, ...values }: Record<string, unknown>) => values,
    );
  return { crm, call, list };
}

test("two fields are merged into one with their values, and undo takes the old values back", async () => {
  const { crm, call, list } = await house(apart, [
    { first: "Anne", last: "Dupont" },
    { first: "Jean", last: "Morel" },
    { first: "Solo" },
  ]);
  await using _ = crm;
  const wanted = { documents: [contact(joined)] };
  const plan = (await call("/metadata/plan", wanted)).body;
  const step = plan.steps.find((one: { field?: string }) => one.field === "name");
  expect(step).toMatchObject({ change: "field-added", rows: 3, undoable: true, warnings: [] });
  expect(step.words.en).toBe('Add the field “name” to “Contact”, filled from first + " " + last');
  expect(await list("first,last")).toMatchObject([{ first: "Anne", last: "Dupont" }, {}, {}]);
  const merged = await call("/metadata/apply", wanted);
  expect(await list("name")).toEqual([{ name: "Anne Dupont" }, { name: "Jean Morel" }, { name: null }]);
  const [{ id }] = (await call("/records/contact?sort=nr")).body.items;
  expect((await call(`/history/contact/${id}`)).body.items).toHaveLength(1);
  await call(`/records/contact/${id}`, { name: "Anne Dupont-Rey" }, "PATCH");

  const undone = await call("/metadata/undo", { revision: merged.body.revision });
  expect(await list("first,last")).toEqual([
    { first: "Anne", last: "Dupont" },
    { first: "Jean", last: "Morel" },
    { first: "Solo", last: null },
  ]);
  const { body: last } = await call("/records/contact", { nr: 9, first: "Zoé", last: "Blanc" });
  await call(`/records/contact/${last.id}`, { first: "Zoe" }, "PATCH");
  await call("/metadata/undo", { revision: undone.body.revision });
  expect(await list("name")).toEqual([
    { name: "Anne Dupont-Rey" },
    { name: "Jean Morel" },
    { name: null },
    { name: "Zoe Blanc" },
  ]);
});

test("one field is split into several of other types, and what does not convert is told before", async () => {
  const { crm, call, list } = await house(
    [field("name", "text"), field("size", "text")],
    [
      { name: "Anne Dupont", size: "12.5 m" },
      { name: "Madonna", size: "unknown" },
    ],
  );
  await using _ = crm;
  const size = field("metres", "decimal", { filledFrom: 'size.before(" ")', max: "10", required: true });
  const wanted = { documents: [contact(...split, size)] };
  const plan = (await call("/metadata/plan", wanted)).body;
  const step = plan.steps.find((one: { field?: string }) => one.field === "metres");
  expect(step.warnings).toMatchObject([{ count: 1, samples: ["unknown"] }]);
  expect(step.breaks.map(({ path, count }: { path: string; count: number }) => [path, count])).toEqual([
    ["fields.metres.required", 1],
    ["fields.metres.max", 1],
  ]);
  expect((await call("/metadata/apply", wanted)).status).toBe(200);
  expect(await list("given,family,metres")).toEqual([
    { given: "Anne", family: "Dupont", metres: "12.5" },
    { given: "Madonna", family: null, metres: null },
  ]);
});

test("a merge that would make unique values twice, or that cannot be worked out, is refused with its place", async () => {
  const { crm, call } = await house(apart, [
    { first: "A", last: "B" },
    { first: "A", last: "B" },
  ]);
  await using _ = crm;
  const faults = async (more: object) =>
    (await call("/metadata/plan", { documents: [contact(field("name", "text", more))] })).body.faults.map(
      ({ path, code }: { path: string; code: string }) => [path, code],
    );
  const place = "type/contact fields[1].filledFrom";
  expect(await faults({ filledFrom: "first + last", unique: true })).toEqual([
    ["type/contact unique", "metadata.values-twice"],
  ]);
  expect(await faults({ filledFrom: "first + middle" })).toEqual([[place, "expression.unknown-name"]]);
  expect(await faults({ filledFrom: "first +" })).toMatchObject([
    [place, expect.stringMatching(/^expression/)],
  ]);
  expect(await faults({ filledFrom: "user.email" })).toEqual([[place, "metadata.filled-beyond"]]);
  expect(await faults({ filledFrom: "first == last" })).toEqual([]);
  const day = { documents: [contact(field("day", "date", { filledFrom: "first == last" }))] };
  expect((await call("/metadata/plan", day)).body.faults).toMatchObject([
    { path: place, code: "metadata.filled-kind" },
  ]);
});

test("who writes while fields are merged loses nothing", async () => {
  const records = Array.from({ length: 5_000 }, (_, nr) => ({ first: `F${nr}`, last: `L${nr}` }));
  const { crm, call } = await house(apart, records);
  await using _ = crm;
  const { items } = (await call("/records/contact?sort=nr&limit=40")).body;
  const wanted = { documents: [contact({ ...joined, unique: false })] };
  const applying = call("/metadata/apply", wanted);
  let refused = 0;
  for (const [index, { id }] of items.entries()) {
    const { status } = await call(`/records/contact/${id}`, { first: `changed ${index}` }, "PATCH");
    if (status !== 200) refused++;
  }
  expect((await applying).status).toBe(200);
  const [wrong] = await crm.database.sql`
    select count(*)::int as count from record_contact where name is distinct from first || ' ' || last`;
  expect(wrong).toEqual({ count: 0 });
  expect(refused).toBeLessThanOrEqual(items.length);
});

test("a field that was filled from one that is gone by now comes back with its values, and the plan counts those", async () => {
  const { crm, call, list } = await house(
    [field("name", "text")],
    [{ name: "Anne Dupont" }, { name: "Luc Morel" }, { name: "Zoé" }],
  );
  await using _ = crm;
  const given = field("given", "text", { filledFrom: 'name.before(" ")' });
  const family = field("family", "text", { filledFrom: 'name.after(" ")', required: true });
  const wanted = { documents: [contact(given, family)] };
  const told = async (path: string, json: object) => {
    const plan = (await call(path, json)).body;
    expect(plan.faults).toEqual([]);
    const step = plan.steps.find((one: { field?: string }) => one.field === "family");
    const { change, words, warnings, breaks } = step;
    return {
      change,
      words: words.en,
      warnings,
      missing: breaks.map(({ count }: { count: number }) => count),
    };
  };
  expect(await told("/metadata/plan", wanted)).toMatchObject({
    change: "field-added",
    warnings: [],
    missing: [1],
  });
  const split = (await call("/metadata/apply", wanted)).body;
  await call("/records/contact", { nr: 3, given: "Eva", family: "Blanc" });
  const undone = (await call("/metadata/undo", { revision: split.revision })).body;
  expect(await told("/metadata/undo", { revision: undone.revision, plan: true })).toEqual({
    change: "field-restored",
    words:
      'Bring back, with its values, the field “family” to “Contact”; what is missing is filled from name.after(" ")',
    warnings: [],
    missing: [1],
  });
  await call("/metadata/undo", { revision: undone.revision });
  const whole = field("whole", "text", { filledFrom: '[given, family].join(" ")' });
  const merged = (await call("/metadata/apply", { documents: [contact(whole)] })).body;
  expect(await list("whole")).toMatchObject([{}, {}, {}, { whole: "Eva Blanc" }]);
  expect(await told("/metadata/undo", { revision: merged.revision, plan: true })).toMatchObject({
    change: "field-restored",
    missing: [1],
  });
  expect((await call("/metadata/undo", { revision: merged.revision })).status).toBe(200);
  expect(await list("given,family")).toEqual([
    { given: "Anne", family: "Dupont" },
    { given: "Luc", family: "Morel" },
    { given: "Zoé", family: null },
    { given: "Eva", family: "Blanc" },
  ]);
});
