import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import {
  createSampleTables,
  sampleId,
  sampleModel,
  sampleUser,
} from "../../test/support/expression-sample.ts";
import { fillSample } from "./agreement.test-data.ts";
import { compileToSql, evaluate, type JsonRecord, newSqlScope, parseExpression } from "./index.ts";
import { typedExpressions } from "./random-expressions.test-data.ts";

const now = new Date("2026-03-29T22:30:00.123Z");
const timeZone = "Europe/Zurich";
let database: TestDatabase;
let records: JsonRecord[];

beforeAll(async () => {
  database = await testDatabase();
  await createSampleTables(database);
  records = await fillSample(database);
});
afterAll(() => database[Symbol.asyncDispose]());

test("PostgreSQL and JavaScript give the same value for the same expression and record", async () => {
  const expressions = fc.sample(typedExpressions, { numRuns: 1_500, seed: Number(process.env.SEED ?? 7) });
  const differences: { text: string; js: unknown; sql: unknown; isFound: unknown; record: unknown }[] = [];
  let [pairs, unknown, trues] = [0, 0, 0];
  for (const text of expressions) {
    const rows = await inSql(text);
    for (const record of records) {
      const js = inJs(text, record);
      const row = rows.get(String(record.id));
      pairs++;
      if (js === null) unknown++;
      if (js === true) trues++;
      if (js !== row?.value || (typeof js === "boolean" && row?.isFound !== js))
        differences.push({ text, js, sql: row?.value, isFound: row?.isFound, record: record.id });
    }
  }
  differences.sort((a, b) => a.text.length - b.text.length);
  expect(differences.slice(0, 12)).toEqual([]);
  expect(pairs).toBeGreaterThan(10_000);
  expect(unknown).toBeGreaterThan(pairs / 50);
  expect(trues).toBeGreaterThan(pairs / 20);
}, 120_000);

/** The exact value of each record, and whether the filter finds it. */
async function inSql(text: string): Promise<Map<string, { value: unknown; isFound: boolean }>> {
  const expression = parseExpression(text);
  const place = { model: sampleModel, type: "offer", alias: "r" };
  const scope = newSqlScope({ ...place, mode: "exact" });
  const { sql, type } = compileToSql(expression, scope);
  const bindings = { user: { ...sampleUser, collaborator: sampleId(4, 1) }, moment: { now, timeZone } };
  const statement = `select r.id, ${sql} as value from record_offer r${scope.joins.sql()}`;
  const rows = await run(statement, scope.parameters.values(bindings), text);
  const filter = newSqlScope({ ...place, mode: "filter" });
  const found = new Set<string>();
  if (type === "bool") {
    const where = compileToSql(expression, filter).sql;
    const kept = `select r.id from record_offer r${filter.joins.sql()} where ${where}`;
    for (const { id } of await run(kept, filter.parameters.values(bindings), text)) found.add(id);
  }
  return new Map(rows.map(({ id, value }) => [id, { value, isFound: found.has(id) }]));
}

async function run(
  statement: string,
  values: (string | null)[],
  text: string,
): Promise<{ id: string; value: unknown }[]> {
  try {
    return await database.sql.unsafe(statement, values);
  } catch (cause) {
    throw new Error(`${text}\n${statement}`, { cause });
  }
}

function inJs(text: string, record: JsonRecord): unknown {
  return evaluate(parseExpression(text), {
    model: sampleModel,
    type: "offer",
    record,
    user: sampleUser,
    now,
    timeZone,
  });
}
