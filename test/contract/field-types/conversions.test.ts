import { afterAll, beforeAll, expect, test } from "vitest";
import { conversionBetween, type FieldType, fieldTypes, typeDocument } from "../../../metamodel/index.ts";
import { recordAjv } from "../../../metamodel/record-ajv.ts";
import { isGiven, openSampleCrm, type SampleCrm } from "./sample-house.ts";

/** Every way from one field type into another, taken at once by published documents, with records in the table. */

interface Way {
  readonly name: string;
  readonly from: FieldType;
  readonly to: FieldType;
}

const held = { shelf: fieldTypes, types: [...fieldTypes.values()] };
const stored = held.types.filter((type) => isGiven(type) && type.column(type.sample()) !== null);
const ways = stored
  .flatMap((from) => stored.map((to) => ({ from, to })))
  .filter(({ from, to }) => from !== to && conversionBetween(from, to) !== null)
  .map(({ from, to }, at): Way => ({ name: `way_${at}`, from, to }));
const label = (text: string) => ({ fr: text, en: text });

function moving(side: "from" | "to") {
  const fields = ways.map((way) => {
    // The sample of a reference is a tree of its own type, which records of another type cannot be.
    const { tree: _, ...sample } = way[side].sample();
    return { ...sample, name: way.name, label: label(`${way.from.name} → ${way.to.name}`) };
  });
  const name = { name: "name", type: "text", label: label("Name") };
  return typeDocument.parse({
    kind: "type",
    name: "moving",
    label: label("Moving"),
    fields: [name, ...fields],
  });
}

type Values = Readonly<Record<string, unknown>>;
let house: SampleCrm;
let before: readonly Values[];
let after: readonly Values[];
let revision: number;

beforeAll(async () => {
  house = await openSampleCrm(held, { documents: [moving("from")] });
  const create = Array.from({ length: 6 }, (_, at) => ({
    name: `record ${at}`,
    ...Object.fromEntries(ways.map(({ name, from }) => [name, givenAt(from, at)])),
  }));
  const made = await house.ask("/api/records/moving/batch", { json: { create } });
  expect(made.body.errors).toEqual([]);
  before = await all();
  const published = await house.ask("/api/metadata/apply", { json: { documents: [moving("to")] } });
  expect(published.status, JSON.stringify(published.body).slice(0, 500)).toBe(200);
  for (const job of published.body.jobs) await house.crm.runtime.jobs.finished(job);
  revision = published.body.revision;
  after = await all();
}, 300_000);
afterAll(() => house?.[Symbol.asyncDispose]());

function givenAt(type: FieldType, at: number): unknown {
  const given = house.given(type);
  return given[at % given.length]?.given;
}

async function all(): Promise<readonly Values[]> {
  return (await house.ask("/api/records/moving?select=*&sort=name&limit=100")).body.items;
}

test("there are ways enough for this to be a test", () => {
  expect(ways.length).toBeGreaterThan(100);
  expect(before).toHaveLength(6);
});

test.each(ways)(
  "$from.name becomes $to.name with values that it takes, in records that are there",
  ({ name, to }) => {
    const accepts = recordAjv().compile(to.jsonSchema(to.sample()));
    for (const record of after) {
      const value = to.accept(record[name], to.sample());
      if (value !== null) expect(accepts(value), JSON.stringify(value)).toBe(true);
    }
  },
);

test("what was converted can be taken back, value for value", async () => {
  const undone = await house.ask("/api/metadata/undo", { json: { revision } });
  expect(undone.status, JSON.stringify(undone.body).slice(0, 500)).toBe(200);
  for (const job of undone.body.jobs) await house.crm.runtime.jobs.finished(job);
  const back = await all();
  for (const { name, from, to } of ways)
    expect({ way: `${from.name} → ${to.name}`, values: back.map((each) => each[name]) }).toEqual({
      way: `${from.name} → ${to.name}`,
      values: before.map((each) => each[name]),
    });
}, 300_000);
