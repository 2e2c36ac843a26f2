import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import {
  createSampleTables,
  insertSample,
  sampleId,
  sampleModel,
  sampleUser,
} from "../../test/support/expression-sample.ts";
import { compileToSql, evaluate, type JsonRecord, newSqlScope, parseExpression } from "./index.ts";
import { typedExpressions } from "./random-expressions.test-data.ts";

const now = new Date("2026-03-29T22:30:00.123Z");
const timeZone = "Europe/Zurich";
const texts = [
  null,
  "a",
  "b",
  "Zürich",
  "zebra",
  "é",
  "E",
  "😀",
  "｡",
  "a%b",
  "A",
  "ab",
  "a_b",
  "12",
  "-3.50",
  "Œuvre",
  "line\nbreak",
  "'; drop table record_offer; --",
  "İstanbul",
  "ΣΑΣ",
];
const decimals = [null, "0.00", "0.10", "3.10", "-12345678901234.56", "1.00", "99.95"];
const wholes = [null, 0, 1, -3, 7, 9007199254740991];
const days = [null, "2026-03-29", "2026-03-30", "1999-12-31", "0001-01-01", "9999-12-31"];
const instants = [
  null,
  "2024-03-31T00:30:00.123Z",
  "2024-12-31T23:30:00.000Z",
  "1999-01-01T00:00:00.000Z",
  "2026-03-29T22:30:00.123Z",
];
const booleans = [null, true, false];

let database: TestDatabase;
let records: JsonRecord[];

beforeAll(async () => {
  database = await testDatabase();
  await createSampleTables(database);
  records = await fill(database);
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

/** Fills the tables and gives the offers as the API shows them, references and children included. */
async function fill(database: TestDatabase): Promise<JsonRecord[]> {
  const pick = picker(11);
  const common = {
    version: 1,
    created_at: "2026-01-02T03:04:05.006Z",
    updated_at: "2026-01-02T03:04:05.006Z",
  };
  const sectors = [1, 2].map((n) => ({ id: sampleId(3, n), ...common, name: n === 1 ? "Ouest" : "a" }));
  const firms = [1, 2, 3, 4, 5, 6].map((n) => ({
    id: sampleId(2, n),
    ...common,
    name: pick(texts),
    city: pick(texts),
    vip: pick(booleans),
    fee: pick(decimals),
    mother: pick([null, sampleId(2, (n % 6) + 1)]),
    sector: pick([null, sampleId(3, 1), sampleId(3, 2)]),
    deleted_at: n === 6 ? "2026-01-01T00:00:00.000Z" : null,
  }));
  const matters = [1, 2, 3].map((n) => ({
    id: sampleId(5, n),
    ...common,
    type: n === 1 ? "claim" : "fault",
    subject: n === 3 ? null : pick(texts),
  }));
  const offers = Array.from({ length: 16 }, (_, n) => ({
    id: sampleId(1, n),
    ...common,
    type: "offer",
    number: `C-${n}`,
    subject: pick(texts),
    note: pick(texts),
    pieces: pick(wholes),
    fee: pick(decimals),
    rate: pick(["0.333333", ...decimals]),
    open: pick(booleans),
    due: pick(days),
    sent_at: pick(instants),
    took: pick([null, 0, 5400, -90, 86_400 * 400]),
    tags: pick([null, [], ["a"], ["a", "Zürich"]]),
    firm: pick([null, ...firms.map(({ id }) => id)]),
    matter: pick([null, ...matters.map(({ id }) => id)]),
    responsible: pick([null, sampleId(4, 1), sampleId(4, 2)]),
    function: pick(texts),
  }));
  const lines = offers.flatMap((offer, n) =>
    Array.from({ length: n % 4 }, (_, k) => ({
      id: sampleId(6, n * 10 + k),
      ...common,
      offer: offer.id,
      kind: pick(texts),
      hours: pick([null, "0.000000", "1.500000", "2.250000"]),
      pieces: pick(wholes),
      billable: pick(booleans),
      done: pick(days),
      firm: pick([null, sampleId(2, 1), sampleId(2, 2)]),
      deleted_at: k === 2 ? "2026-01-01T00:00:00.000Z" : null,
    })),
  );
  await insertSample(database, "sector", sectors);
  await insertSample(
    database,
    "collaborator",
    [1, 2].map((n) => ({ id: sampleId(4, n), name: `c${n}`, sector: sampleId(3, n) })),
  );
  for (const firm of firms) await insertSample(database, "firm", [firm]);
  for (const { type, ...matter } of matters) await insertSample(database, type, [matter]);
  for (const offer of offers) await insertSample(database, "offer", [offer]);
  await insertSample(database, "line", lines);

  const sectorOf = (id: string | null) => sectors.find((one) => one.id === id) ?? null;
  const firmOf = (id: string | null, depth = 3): JsonRecord | null => {
    const firm = firms.find((one) => one.id === id);
    if (!firm) return null;
    if (firm.deleted_at !== null || depth === 0) return { id: firm.id };
    const title =
      [firm.name, firm.city].filter((one) => one !== null).join(", ") || `firm ${firm.id.slice(-8)}`;
    return {
      ...firm,
      type: "firm",
      title,
      mother: firmOf(firm.mother, depth - 1),
      sector: sectorOf(firm.sector),
    };
  };
  const matterOf = (id: string | null) => {
    const found = matters.find((one) => one.id === id);
    if (!found) return null;
    const named =
      found.subject === null
        ? `${found.type} ${found.id.slice(-8)}`
        : found.type === "claim"
          ? `! ${found.subject}`
          : found.subject;
    return { ...found, title: named };
  };
  return offers.map((offer) => ({
    ...offer,
    title: offer.subject === null ? offer.number : `${offer.number} ${offer.subject}`,
    firm: firmOf(offer.firm),
    matter: matterOf(offer.matter),
    responsible: offer.responsible && {
      id: offer.responsible,
      name: offer.responsible === sampleId(4, 1) ? "c1" : "c2",
      sector: sectorOf(sampleId(3, offer.responsible === sampleId(4, 1) ? 1 : 2)),
    },
    lines: lines
      .filter((line) => line.offer === offer.id && line.deleted_at === null)
      .map((line) => ({ ...line, type: "line", firm: firmOf(line.firm) })),
  }));
}

function picker(seed: number) {
  let state = seed;
  return <T>(items: readonly T[]): T => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    const item = items[Math.floor((state / 0x7fffffff) * items.length) % items.length];
    // The list is never empty here.
    return item as T;
  };
}
