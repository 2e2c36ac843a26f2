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
import {
  type Ask,
  type Bindings,
  compileToSql,
  type ExpressionUser,
  evaluate,
  type JsonRecord,
  newSqlScope,
  parseExpression,
} from "./index.ts";
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

const questions = [
  "responsible.sector == user.collaborator.sector",
  "user.collaborator.sector == responsible.sector || firm.sector == user.collaborator.sector",
  "responsible.sector.name == user.collaborator.sector.name && open",
  "responsible.name == user.collaborator.name || firm.name in user.roles",
  "firm.city in user.roles || subject in user.roles",
  "firm.mother.sector == user.collaborator.sector",
  "lines.exists(l, l.firm.sector == user.collaborator.sector)",
  "lines.all(l, l.firm.sector == user.collaborator.sector || l.billable)",
  "!(responsible.sector == user.collaborator.sector)",
  "responsible.sector != user.collaborator.sector",
  "(firm.sector == user.collaborator.sector) == open",
  "has(user.collaborator.sector) && firm.name > user.collaborator.name",
  "user.collaborator.version + 1 > pieces",
  "user.collaborator.created_at < sent_at",
  "firm.sector in user.sectors",
  "responsible in user.reports || firm in user.organisations",
  "!(firm.sector in user.sectors) && !(responsible.sector in user.trades)",
  "lines.exists(l, l.firm.sector in user.sectors)",
  "firm == user.person || firm.mother in user.organisations",
];

test.each(questions)("%s finds the same records where its questions are put before", async (text) => {
  const gone = { id: sampleId(4, 9) };
  const known = { id: sampleId(4, 1), name: "c1", version: 1, created_at: "2026-01-02T03:04:05.006Z" };
  for (const collaborator of [{ ...known, sector: { id: sampleId(3, 1), name: "Ouest" } }, gone, null]) {
    const user = { ...sampleUser, collaborator };
    const expected = records.filter((record) => inJs(text, record, user) === true).map(({ id }) => id);
    for (const areKeysMany of [false, true])
      expect(await foundBefore(text, { collaborator: collaborator?.id ?? null, areKeysMany })).toEqual(
        expected,
      );
  }
});

/** The records that a filter finds when what it asks of the user is asked first. */
async function foundBefore(
  text: string,
  { collaborator, areKeysMany }: { collaborator: string | null; areKeysMany: boolean },
): Promise<unknown[]> {
  const place = { model: sampleModel, type: "offer", alias: "r", mode: "filter" } as const;
  const first = newSqlScope({ ...place, alias: "a" });
  const scope = newSqlScope(place);
  const asked: string[] = [];
  const bindings = { user: { ...sampleUser, collaborator }, moment: { now, timeZone } };
  const put: Ask["keys"] = (_, question) => {
    const name = `x${asked.length}`;
    const own = first.joins.inside();
    asked.push(`${question({ alias: name, joins: own, parameters: first.parameters })} as ${name}`);
    const from = ({ variables }: Bindings) => textOrNull(variables?.[name]);
    return scope.parameters.add({ text: null, from, isPersonal: true, isMomentary: false }, "text");
  };
  const ask: Ask = Object.assign((...asked: Parameters<Ask>) => put(...asked), { keys: put, areKeysMany });
  const { sql } = compileToSql(parseExpression(text), { ...scope, ask });
  const [answers] =
    asked.length > 0
      ? await database.sql.unsafe(`select ${asked.join(", ")}`, first.parameters.values(bindings))
      : [];
  const statement = `select r.id from record_offer r${scope.joins.sql()} where ${sql} order by r.id`;
  const rows = await run(
    statement,
    scope.parameters.values({ ...bindings, variables: { ...answers } }),
    text,
  );
  return rows.map(({ id }) => id);
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

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

function inJs(text: string, record: JsonRecord, user: ExpressionUser = sampleUser): unknown {
  return evaluate(parseExpression(text), {
    model: sampleModel,
    type: "offer",
    record,
    user,
    now,
    timeZone,
  });
}
