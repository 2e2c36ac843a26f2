import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import {
  createSampleTables,
  insertSample,
  sampleId,
  sampleModel,
  sampleUser,
} from "../../test/support/expression-sample.ts";
import { compileToSql, evaluate, type JoinSet, joinSet, newSqlScope, parseExpression } from "./index.ts";

const moment = { now: new Date("2026-03-04T12:00:00Z"), timeZone: "Europe/Zurich" };
const place = { model: sampleModel, type: "offer", alias: "r" } as const;
const texts = [
  null,
  "a",
  "A",
  "ä",
  "é",
  "e",
  "E",
  "z",
  "Zürich",
  "zurich",
  "😀",
  "｡",
  "\uffff",
  "a%b",
  "a_b",
  "ab",
  "a\\b",
  "%",
  "_",
  "Œuvre",
  "oeuvre",
  "Straße",
  "STRASSE",
  "ǼON",
  "İstanbul",
  "istanbul",
  "ΣΑΣ",
  "ﬁn",
  "e\u0301",
  "  x\t\n",
  "line\nbreak",
  "'; drop table record_offer; --",
  "$1",
  "\\",
  '"',
  "nbsp\u00a0x",
  "12",
  "-0.50",
  "007",
  "9".repeat(30),
];

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await createSampleTables(database);
  const pairs = texts.flatMap((subject) => texts.map((note) => ({ subject, note })));
  await insertSample(
    database,
    "offer",
    pairs.map((pair, n) => ({ id: sampleId(1, n), number: `${n}`, ...pair })),
  );
});
afterAll(() => database[Symbol.asyncDispose]());

test.each([
  "subject < note",
  "subject == note",
  "subject.contains(note)",
  "subject.includesText(note)",
  "subject.startsWith(note)",
  "subject.endsWith(note)",
  'subject.before("-") + subject.after("-") + subject.before(note) + note.after(subject)',
  "string(size(subject)) + subject.lower() + note.upper() + subject.trim()",
  "[subject, note].join(note)",
  "string(decimal(subject)) + string(int(note))",
  ...[
    "^a",
    "[^a]",
    "^.$",
    "\\d{2,}",
    "[a-zà-ü]+$",
    "\\w\\s",
    "(a|b)%?b",
    "^[\\\\%_]$",
    "\\\\",
    "",
    "^(?:[A-Z]+)+$",
    "[^\\n]",
  ].map((pattern) => `subject.matches(r"${pattern}")`),
])("%s gives the same for every pair of peculiar texts", async (text) => {
  const expression = parseExpression(text);
  const scope = newSqlScope({ ...place, mode: "exact" });
  const { sql } = compileToSql(expression, scope);
  const rows = await database.sql.unsafe(
    `select r.subject, r.note, ${sql} as value from record_offer r order by r.id`,
    scope.parameters.values({ user: null, moment }),
  );
  expect(rows.length).toBe(texts.length ** 2);
  const different = rows.filter(
    ({ subject, note, value }) => value !== evaluate(expression, { ...place, record: { subject, note } }),
  );
  expect(different).toEqual([]);
});

function compiled(text: string, mode: "exact" | "filter" = "filter") {
  const scope = newSqlScope({ ...place, mode });
  return {
    ...compileToSql(parseExpression(text), scope),
    joins: scope.joins.sql(),
    values: scope.parameters.values({ user: { ...sampleUser, collaborator: sampleId(4, 1) }, moment }),
  };
}

test("in a filter, fields compare bare with parameters, so that indexes serve", () => {
  expect(compiled("responsible == user.collaborator").sql).toBe('(r."responsible" = $1::text::uuid)');
  expect(compiled("due < today() - duration('30d')")).toMatchObject({
    sql: '(r."due" < $1::text::date)',
    values: ["2026-02-02"],
    isMomentary: true,
    isPersonal: false,
  });
  expect(compiled("pieces in [1, 2]")).toMatchObject({
    sql: '(r."pieces" = any($1::text::bigint[]))',
    values: ['{"1","2"}'],
  });
  expect(compiled("'a' in tags").sql).toBe(`(r."tags" @> array[($1::text collate "C")])`);
  expect(compiled("fee > 99.95").values).toEqual(["99.95"]);
});

test("the planner really uses an index for a filter", async () => {
  await database.sql.unsafe("create index on record_offer (subject); analyze record_offer");
  const { sql, values } = compiled("subject == 'Zürich' && note != null");
  await database.sql.begin(async (tx) => {
    await tx.unsafe("set local enable_seqscan = off");
    const plan = await tx.unsafe(`explain select from record_offer r where ${sql}`, values);
    expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toMatch(/Index Cond: \(\(?subject/);
  });
});

test("no text of an expression gets into the SQL", () => {
  const { sql, values } = compiled(`subject == "'; drop table x; --" || note.contains("$1")`);
  expect(sql).not.toContain("drop");
  expect(values).toEqual(["'; drop table x; --", "$1"]);
});

test("the same path is joined once, and a record in the trash is not joined", () => {
  const { sql, joins } = compiled("firm.city == 'a' && firm.mother.city != firm.city");
  expect(sql).toContain('j1."city"');
  expect(joins).toBe(
    ' left join "record_firm" j1 on j1."id" = r."firm" and j1."deleted_at" is null' +
      ' left join "record_firm" j2 on j2."id" = j1."mother" and j2."deleted_at" is null',
  );
});

test("a caller may bring joins of his own, or none for what the user may not see", () => {
  const blind: JoinSet = { ...joinSet(sampleModel), join: () => null };
  const scope = { ...newSqlScope({ ...place, mode: "exact" as const }), joins: blind };
  expect(compileToSql(parseExpression("firm.city == 'a' || firm != null"), scope).sql).toBe(
    '((null::text is not distinct from ($1::text collate "C")) or (r."firm" is not null))',
  );
});

test("what is told of the user or the moment is told, so that a statement can be shared or not", () => {
  expect(compiled("user.id == created_by")).toMatchObject({ isPersonal: true, isMomentary: false });
  expect(compiled("sent_at < now()")).toMatchObject({ isPersonal: false, isMomentary: true });
  expect(compiled("responsible.sector == user.collaborator.sector")).toMatchObject({ isPersonal: true });
  expect(compiled("date(sent_at) == due")).toMatchObject({ isPersonal: false, isMomentary: false });
});

test("a title falls back on the number, then on the type with the end of the key", async () => {
  await insertSample(database, "claim", [
    { id: sampleId(5, 1), subject: null },
    { id: sampleId(5, 2), subject: "Ours" },
  ]);
  await insertSample(database, "fault", [{ id: sampleId(5, 3), subject: "Panne" }]);
  const scope = newSqlScope({ model: sampleModel, type: "matter", alias: "m", mode: "exact" });
  const { sql } = compileToSql(parseExpression("title"), scope);
  const rows = await database.sql.unsafe(
    `select ${sql} as title from record_matter m order by m.id`,
    scope.parameters.values({ user: null, moment }),
  );
  expect(rows.map(({ title }) => title)).toEqual(["claim 00000001", "! Ours", "Panne"]);
});

test("an expression of the greatest size and depth still runs", async () => {
  const choices = `(${"open ? (".repeat(28)}pieces${") : 0".repeat(28)}) > 0`;
  const sums = `${"(pieces + ".repeat(28)}1${")".repeat(28)} / 2 > 0`;
  const days = `due - took${" + pieces".repeat(50)} > today()`;
  const equals = `${"(".repeat(28)}due + 1 == due${" == open)".repeat(28)}`;
  for (const text of [choices, sums, days, equals]) {
    const { sql, values, joins } = compiled(text, "exact");
    await database.sql.unsafe(`select ${sql} from record_offer r${joins} limit 5`, values);
    expect(sql.length).toBeLessThan(40_000);
  }
});
