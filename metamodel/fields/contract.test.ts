import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Habits } from "../../core/language/index.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { hostileTexts, storableTexts } from "../../test/support/hostile-texts.ts";
import { buildModel } from "../build-model.ts";
import { checkExpression, compileToSql, newSqlScope, parseExpression } from "../expression/index.ts";
import type { Cell, FieldType, Operator } from "../field-type.ts";
import { type MetadataDocument, typeDocument } from "../kinds/index.ts";
import { recordAjv } from "../record-ajv.ts";
import { fieldTypes } from "./index.ts";

const everywhere: readonly Habits[] = [
  { language: "fr", country: "CH", timeZone: "Europe/Zurich", currency: "CHF" },
  { language: "fr", country: "FR", timeZone: "Europe/Paris", currency: "EUR" },
  { language: "en", country: "CH", timeZone: "Europe/Zurich", currency: "CHF" },
];

const stored = [...fieldTypes.values()].filter((type) => type.column(type.sample()) !== null);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

describe.each([...fieldTypes.values()])("the field type $name", (type) => {
  const field = type.sample();

  test("has words in both languages", () => {
    for (const words of [type.label, type.help, ...Object.values(type.operators).map(({ label }) => label)])
      expect([words.fr, words.en].every((text) => text.trim() !== "")).toBe(true);
  });

  test("has examples and values to refuse, where values are entered", () => {
    if (type.computation(field)) return;
    expect(type.examples.length).toBeGreaterThan(1);
    expect(type.refused.length).toBeGreaterThan(1);
  });

  test.each(everywhere)("shows every example in $language, $country", (habits) => {
    for (const value of type.examples) {
      const shown = type.format(value, field, habits);
      expect(shown).not.toBe("");
      expect(shown).not.toMatch(/undefined|NaN|Invalid|\[object/);
    }
  });

  test.each(everywhere)("reads back what it writes into cells in $language, $country", (habits) => {
    for (const value of type.examples) {
      const cell = type.toCell(value, field);
      expect(type.fromCell(cell, field, habits)).toEqual({ value });
      expect(type.fromCell(String(cell), field, habits)).toEqual({ value });
    }
  });

  test("takes its examples and refuses the others", () => {
    const accepts = recordAjv().compile(type.jsonSchema(field));
    for (const value of type.examples)
      expect(accepts(type.accept(value, field)), JSON.stringify(value)).toBe(true);
    for (const value of type.refused) expect(accepts(value), JSON.stringify(value).slice(0, 60)).toBe(false);
  });

  test("leaves canonical values as they are when it accepts them", () => {
    for (const value of type.examples.filter((each) => !Array.isArray(each) || each.length > 0))
      expect(type.accept(value, field)).toEqual(value);
  });

  test("reads hostile cells without throwing, and only into values that it takes", () => {
    const accepts = recordAjv().compile(type.jsonSchema(field));
    const cells: Cell[] = [
      ...hostileTexts,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      1e300,
      -0,
      true,
      new Date(Number.NaN),
      null,
    ];
    for (const habits of everywhere)
      for (const cell of cells) {
        const reading = type.fromCell(cell, field, habits);
        if (!("value" in reading)) expect(reading.unreadable.fr).not.toBe(reading.unreadable.en);
        else if (!isTextual(type)) expect(accepts(reading.value), `${String(cell).slice(0, 40)}`).toBe(true);
      }
  });

  test.each(Object.entries(type.operators))(
    "filters with “%s” in expressions that check",
    (_name, operator) => {
      for (const value of [...type.examples, ...storableTexts.filter((text) => text.length < 200)])
        expect(filterFaults(type, operator, value)).toEqual([]);
    },
  );

  test("offers only conversions from types of the shelf", () => {
    for (const from of Object.keys(type.convertsFrom)) expect(fieldTypes.has(from), from).toBe(true);
  });
});

describe.each(stored)("the column of the field type $name", (type) => {
  const field = type.sample();
  const column = type.column(field) ?? "";

  test("keeps every example exactly", async () => {
    const rows = await database.sql.unsafe(
      `with kept as (select v from json_to_recordset($1::text::json) as x (v ${column}))
       select row_to_json(r)::text as json from (select ${type.readSql("v", field)} as v from kept) r`,
      [JSON.stringify(type.examples.map((v) => ({ v: type.toColumn(v, field) })))],
    );
    expect(rows.map(({ json }) => JSON.parse(json).v)).toEqual(type.examples);
  });

  test("can be aggregated, sorted and searched as it says", async () => {
    const name = `contract_${type.name.replaceAll("-", "_")}`;
    await database.sql.unsafe(`create table ${name} (v ${column})`);
    for (const value of type.examples)
      await database.sql.unsafe(
        `insert into ${name} select v from json_to_record($1::text::json) as x (v ${column})`,
        [JSON.stringify({ v: type.toColumn(value, field) })],
      );
    for (const aggregate of type.aggregates) {
      const [row] = await database.sql.unsafe(`select ${aggregate}(v) as result from ${name}`);
      expect(row?.result, aggregate).not.toBeNull();
    }
    const collation = type.sort === "text" && column.startsWith("text") ? ' collate "fr-x-icu"' : "";
    if (type.sort)
      expect(await database.sql.unsafe(`select v from ${name} order by v${collation}`)).toHaveLength(
        type.examples.length,
      );
    const search = type.searchSql("v", field);
    if (search) await database.sql.unsafe(`select kernel_search(${search}) from ${name}`);
  });

  test("is found by the filter words", async () => {
    await database.sql.unsafe(`drop table if exists record_sample`);
    await database.sql.unsafe(
      `create table record_sample (id uuid, type text, deleted_at timestamptz, sample ${column})`,
    );
    for (const value of type.examples)
      await database.sql.unsafe(
        `insert into record_sample (sample) select v from json_to_record($1::text::json) as x (v ${column})`,
        [JSON.stringify({ v: type.toColumn(value, field) })],
      );
    const found = new Map<string, number>();
    for (const [name, operator] of Object.entries(type.operators))
      found.set(name, await countFound(type, filterText(operator, type.examples[0])));
    expect(found.get("filled")).toBe(type.examples.length);
    expect(found.get("empty")).toBe(0);
    for (const name of ["is", "oneOf", "has", "contains", "atLeast", "between"].filter((each) =>
      found.has(each),
    ))
      expect(found.get(name), name).toBeGreaterThan(0);
  });

  test.each(Object.keys(type.convertsFrom))(
    "takes over what it can from %s, and nothing it would refuse",
    async (from) => {
      const source = fieldTypes.get(from);
      const convert = type.convertsFrom[from];
      if (!source || !convert) throw new Error(`no field type ${from}`);
      const values = [
        ...source.examples,
        ...(source.expressionType === "string" ? [...storableTexts, ...likely] : []),
      ];
      const sql = convert("v", { from: source.sample(), to: field, timeZone: "Europe/Zurich" });
      const rows = await database.sql.unsafe(
        `with kept as (select v from json_to_recordset($1::text::json) as x (v ${source.column(source.sample())})),
         converted as (select (${sql})::${column.replace(/ collate .*/, "")} as v from kept)
       select row_to_json(r)::text as json from (select ${type.readSql("v", field)} as v from converted) r`,
        [JSON.stringify(values.map((v) => ({ v: source.toColumn(v, source.sample()) })))],
      );
      const results = rows
        .map(({ json }) => JSON.parse(json).v)
        .filter((value) => value !== null && value !== "");
      const accepts = recordAjv().compile(type.jsonSchema(field));
      for (const value of results) expect(accepts(value), JSON.stringify(value).slice(0, 80)).toBe(true);
      if (type.choices(field) === null || source.expressionType === "string")
        expect(results.length).toBeGreaterThan(0);
    },
  );
});

/** Texts of which each conversion from text can take at least one. */
const likely = [
  "42",
  "12,50",
  "1’234.50",
  "oui",
  "2024-02-29",
  "4.3.2026",
  "1:30",
  "Ouvert",
  "open",
  "a@b.example",
  "+41 21 312 45 67",
  "https://a.example",
  "#1C7ED6",
  "CH",
  "fr",
  "CH93 0076 2011 6238 5295 7",
  "CH93 0076 2011 6238 5295 8",
  "FREQ=DAILY;INTERVAL=2",
  "FREQ=WEEKLY;BYMONTHDAY=40",
  "08:30",
  "29:30",
];

/** Whether its values are texts that anybody may write. */
function isTextual(type: FieldType): boolean {
  return type.expressionType === "string" && type.choices(type.sample()) === null && type.name !== "phone";
}

function filterText(operator: Operator, value: unknown): string {
  const given = { nothing: null, value, values: [value], text: String(value), number: value }[operator.takes];
  return operator.cel("sample", given);
}

function filterFaults(type: FieldType, operator: Operator, value: unknown): readonly unknown[] {
  const expression = parseExpression(filterText(operator, value));
  return checkExpression(expression, { model: modelWith(type), type: "sample", expects: "bool" }).faults;
}

/** How many records a filter finds, asked for both ways of compiling, which must agree. */
async function countFound(type: FieldType, filter: string): Promise<number> {
  const counts: number[] = [];
  for (const mode of ["exact", "filter"] as const) {
    const scope = newSqlScope({ model: modelWith(type), type: "sample", alias: "r", mode });
    const { sql } = compileToSql(parseExpression(filter), scope);
    const rows = await database.sql.unsafe(
      `select 1 from record_sample r${scope.joins.sql()} where ${sql}`,
      scope.parameters.values({ user: null, moment: { now: new Date(), timeZone: "Europe/Zurich" } }),
    );
    counts.push(rows.length);
  }
  expect(counts[0]).toBe(counts[1]);
  return counts[0] ?? 0;
}

function modelWith(type: FieldType) {
  const label = { en: "Sample" };
  const parent = { name: "parent", type: "reference", to: "sample", label };
  const documents: MetadataDocument[] = [
    typeDocument.parse({ kind: "type", name: "sample", label, fields: [parent, type.sample()] }),
    typeDocument.parse({
      kind: "type",
      name: "collaborator",
      label,
      fields: [{ name: "name", type: "text", label }],
    }),
  ];
  return buildModel(documents);
}
