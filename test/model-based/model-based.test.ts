import fc from "fast-check";
import { expect, test } from "vitest";
import { openLog } from "../../core/log.ts";
import type { Model } from "../../metamodel/index.ts";
import { openRuntime } from "../../runtime/open-runtime.ts";
import { isUnfinished } from "../../runtime/tables/index.ts";
import { type TestCrm, testCrm } from "../support/crm.ts";
import { diceOf } from "./random-fields.test-data.ts";
import { firstDocuments, openWalk } from "./walk.ts";
import { walker } from "./walked-house.ts";

/** Walks in CI; `WALKS=100` takes more, `WALK_SEED` others. */
const walks = Number(process.env.WALKS ?? "2");
const seed = Number(process.env.WALK_SEED ?? "20261124");

test(
  "whatever is published, written, renamed, removed, converted and undone: nothing is lost, and the tables are what the documents say",
  async () => {
    const walk = fc.array(fc.integer({ min: 0, max: 2 ** 31 - 1 }), { minLength: 30, maxLength: 40 });
    let records = 0;
    await fc.assert(
      fc.asyncProperty(walk, async (throws) => {
        await using crm = await testCrm({ users: [{ email: walker, roles: [] }] });
        const first = await crm.request(
          "/api/metadata/apply",
          { json: { documents: firstDocuments } },
          "administrator",
        );
        expect(first.status).toBe(200);
        const walked = await openWalk(crm);
        const said: string[] = [];
        for (const one of throws)
          await walked.step(diceOf(one)).then(
            (what) => said.push(what),
            (cause) => {
              throw new Error(`${said.join("\n")}\n→ ${cause instanceof Error ? cause.message : cause}`, {
                cause,
              });
            },
          );
        await mustSurviveRestart(crm);
        await mustEqualFreshHouse(crm, walked.documents());
        records += walked.records();
        if (process.env.WALK_TELL) process.stdout.write(`${said.join("\n")}\n\n`);
      }),
      { numRuns: walks, seed, endOnFailure: true },
    );
    // One walk may happen to write nothing; all together do not.
    expect(records).toBeGreaterThan(0);
  },
  Math.max(300_000, walks * 60_000),
);

/** Another process opens the same database: it has nothing to catch up with. */
async function mustSurviveRestart({ config, database, runtime }: TestCrm): Promise<void> {
  const house = await openRuntime(config, { database, log: openLog("silent") });
  try {
    await house.startJobs();
    const { model } = house.runtime;
    expect(model().revision).toBe(runtime.model().revision);
    expect(await isUnfinished(database, { model: model() })).toBe(false);
    expect(shapesOf(model())).toEqual(shapesOf(runtime.model()));
  } finally {
    await house.close();
  }
}

/** A new database made from the exported documents has the same columns, keys, indexes and triggers. */
async function mustEqualFreshHouse(crm: TestCrm, documents: readonly object[]): Promise<void> {
  await using fresh = await testCrm({ accounts: true });
  const app = firstDocuments.filter(({ kind }) => kind === "app");
  const answer = await fresh.request(
    "/api/metadata/apply",
    { json: { documents: [...app, ...documents] } },
    "administrator",
  );
  const { jobs } = await answer.json();
  for (const job of jobs) await fresh.runtime.jobs.finished(job);
  expect(await storedShapes(fresh)).toEqual(await storedShapes(crm));
  expect(shapesOf(fresh.runtime.model())).toEqual(shapesOf(crm.runtime.model()));
}

/** Columns by their fields, with PostgreSQL's own types, and how many keys, indexes and triggers serve them. */
async function storedShapes({ database: { sql } }: TestCrm) {
  const columns = await sql<{ line: string }[]>`
    select concat_ws(' ', base, declared_in, field, format_type(a.atttypid, a.atttypmod), f.confrelid::regclass) as line
    from kernel_column c
    join pg_attribute a on a.attrelid = ('record_' || base)::regclass and a.attname = column_name
    left join pg_constraint f on f.conrelid = a.attrelid and f.contype = 'f' and f.conkey = array[a.attnum] and f.convalidated
    where state = 'live' order by 1`;
  const [counts] = await sql`
    select
      (select count(*)::int from pg_index x join pg_class i on i.oid = x.indexrelid where i.relname like 'record\\_%' and not x.indisprimary) as indexes,
      (select count(*)::int from pg_trigger where tgname like 'stored\\_%') as stored,
      (select count(*)::int from pg_trigger where tgname like 'convert\\_%') as converting`;
  return { columns: columns.map(({ line }) => line), counts };
}

/** What a model says of its fields, whatever their columns are called. */
function shapesOf({ types }: Model): readonly string[] {
  return [...types.values()].flatMap(({ name, fields }) =>
    [...fields.values()].map(({ name: field, type, declaredIn, result }) =>
      [name, field, type.name, declaredIn, result?.type.name ?? ""].join(" "),
    ),
  );
}
