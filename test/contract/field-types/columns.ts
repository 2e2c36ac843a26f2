import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  checkExpression,
  compileToSql,
  evaluate,
  newSqlScope,
  parseExpression,
} from "../../../metamodel/expression/index.ts";
import { conversionBetween, type FieldType, type Model, type Operator } from "../../../metamodel/index.ts";
import { recordAjv } from "../../../metamodel/record-ajv.ts";
import { metadataMigrations } from "../../../runtime/metadata/index.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { storableTexts } from "../../support/hostile-texts.ts";
import { fieldName, type Held, isGiven, sampleModel, wordsOf } from "./sample-house.ts";

const now = new Date("2026-03-29T22:30:00.123Z");
const timeZone = "Europe/Zurich";

/** What a field type promises of its column: values kept, filters that agree with JavaScript, conversions. */
export function keepsItsColumns(held: Held): void {
  let database: TestDatabase;
  let model: Model;
  beforeAll(async () => {
    model = sampleModel(held);
    database = await testDatabase({ migrations: [metadataMigrations] });
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const stored = held.types.filter((type) => isGiven(type) && type.column(type.sample()) !== null);
  describe.each(stored)("the column of the field type $name", (type) => {
    const field = type.sample();
    const column = type.column(field) ?? "";

    test("keeps every example exactly", async () => {
      const rows = await database.sql.unsafe(
        `with kept as (${valuesSql(type)})
         select row_to_json(r)::text as json from (select ${type.readSql("v", field)} as v from kept) r`,
        [valuesJson(type, type.examples)],
      );
      expect(rows.map(({ json }) => JSON.parse(json).v)).toEqual(type.examples);
    });

    test("can be sorted and searched as it says", async () => {
      const kept = `with kept as (${valuesSql(type)})`;
      const values = [valuesJson(type, type.examples)];
      const collation = type.sort === "text" && column.startsWith("text") ? ' collate "fr-x-icu"' : "";
      if (type.sort) await database.sql.unsafe(`${kept} select v from kept order by v${collation}`, values);
      const search = type.searchSql("v", field);
      if (search) await database.sql.unsafe(`${kept} select kernel_search(${search}) from kept`, values);
    });

    test("is filtered by each of its words as JavaScript filters it, in both ways of writing SQL", async () => {
      await keepExamples(database, type);
      const records = [...type.examples, null];
      for (const [word, operator] of wordsOf(held, type))
        for (const value of new Set([...type.examples, ...awkward(type)])) {
          const text = filterText(operator, fieldName(type), value);
          const expression = parseExpression(text);
          const faults = checkExpression(expression, { model, type: "sample", expects: "bool" }).faults;
          expect(faults, text).toEqual([]);
          const expected = records.filter(
            (each) =>
              evaluate(expression, {
                model,
                type: "sample",
                record: { [fieldName(type)]: each },
                now,
                timeZone,
              }) === true,
          );
          const found = { exact: await count(text, "exact"), filter: await count(text, "filter") };
          expect({ word, text: text.slice(0, 200), ...found }).toEqual({
            word,
            text: text.slice(0, 200),
            exact: expected.length,
            filter: expected.length,
          });
        }
    });

    test("finds its examples by the words that should", async () => {
      await keepExamples(database, type);
      const found = new Map<string, number>();
      for (const [word, operator] of wordsOf(held, type))
        found.set(word, await count(filterText(operator, fieldName(type), type.examples[0]), "filter"));
      expect(found.get("filled")).toBe(type.examples.length);
      expect(found.get("empty")).toBe(1);
      for (const word of ["is", "oneOf", "has", "contains", "atLeast", "between"].filter((each) =>
        found.has(each),
      ))
        expect(found.get(word), word).toBeGreaterThan(0);
    });

    async function count(text: string, mode: "exact" | "filter"): Promise<number> {
      const scope = newSqlScope({ model, type: "sample", alias: "r", mode });
      const { sql } = compileToSql(parseExpression(text), scope);
      const rows = await database.sql.unsafe(
        `select 1 from record_sample r${scope.joins.sql()} where ${sql}`,
        scope.parameters.values({ user: null, moment: { now, timeZone } }),
      );
      return rows.length;
    }
  });
  describe("a conversion", () => {
    test.each(conversionsOf(held))(
      "from $from.name into $to.name takes what it can, and nothing that is refused",
      (pair) => converts(database, pair),
    );
  });
}

interface Pair {
  readonly from: FieldType;
  readonly to: FieldType;
}

/** Every way from one type of the shelf into another that has to do with a held one. */
function conversionsOf({ shelf, types }: Held): readonly Pair[] {
  const stored = [...shelf.values()].filter((type) => isGiven(type) && type.column(type.sample()) !== null);
  return stored
    .flatMap((from) => stored.map((to) => ({ from, to })))
    .filter(({ from, to }) => conversionBetween(from, to) !== null)
    .filter(({ from, to }) => types.includes(from) || types.includes(to));
}

async function converts(database: TestDatabase, { from, to }: Pair): Promise<void> {
  const convert = conversionBetween(from, to);
  if (!convert) throw new Error(`no conversion from ${from.name}`);
  const field = to.sample();
  const column = to.column(field) ?? "";
  const written = to.examples.map((value) => String(to.toCell(value, field)));
  const values = [...from.examples, ...(isText(from) ? [...storableTexts, ...likely, ...written] : [])];
  const sql = convert("v", { from: from.sample(), to: field, timeZone });
  const rows = await database.sql.unsafe(
    `with kept as (${valuesSql(from)}),
     converted as (select (${sql})::${column.replace(/ collate .*/, "")} as v from kept)
     select row_to_json(r)::text as json from (select ${to.readSql("v", field)} as v from converted) r`,
    [valuesJson(from, values)],
  );
  const results = rows
    .map(({ json }) => JSON.parse(json).v)
    .filter((value) => value !== null && value !== "");
  const accepts = recordAjv().compile(to.jsonSchema(field));
  for (const value of results) expect(accepts(value), JSON.stringify(value).slice(0, 80)).toBe(true);
  // Files convert where they are stored: `conversions.test.ts` has some.
  if (to.relation(field)?.kind === "file") return;
  if (to.choices(field) === null || isText(from)) expect(results.length).toBeGreaterThan(0);
}

/** What people write, beside what the type itself writes into cells: texts that convert, and some that only look so. */
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

function isText(type: FieldType): boolean {
  return type.expressionType === "string";
}

/** Values that a filter may be given, though no record has them. */
function awkward(type: FieldType): readonly unknown[] {
  const refused = type.refused.filter((value) => JSON.stringify(value).length < 100);
  return [null, ...refused, ...storableTexts.filter((text) => text.length < 40).slice(0, 12)];
}

function filterText(operator: Operator, path: string, value: unknown): string {
  const given = { nothing: null, value, values: [value], text: String(value), number: value }[operator.takes];
  return operator.cel(path, given);
}

/** Rows of one column `v`, from what `valuesJson` gives. */
function valuesSql(type: FieldType): string {
  return `select v from json_to_recordset($1::text::json) as x (v ${type.column(type.sample())})`;
}

function valuesJson(type: FieldType, values: readonly unknown[]): string {
  return JSON.stringify(values.map((value) => ({ v: type.toColumn(value, type.sample()) })));
}

/** A table of the sample type with one record for each example and one without a value. */
async function keepExamples({ sql }: TestDatabase, type: FieldType): Promise<void> {
  await sql.unsafe(`drop table if exists record_sample`);
  await sql.unsafe(
    `create table record_sample (id uuid, type text, deleted_at timestamptz, ${fieldName(type)} ${type.column(type.sample())})`,
  );
  await sql.unsafe(
    `insert into record_sample (${fieldName(type)}) ${valuesSql(type)} union all select null`,
    [valuesJson(type, type.examples)],
  );
}
