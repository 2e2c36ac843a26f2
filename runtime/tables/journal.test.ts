import { expect, test } from "vitest";
import { newId } from "../../core/ids.ts";
import { metadataHouse } from "../../test/support/metadata.ts";
import { metadataJobs } from "../metadata/index.ts";
import { journalSetting, makePartitions, settleJournals } from "./index.ts";

const en = (text: string) => ({ en: text });
const documents = [
  { kind: "app", name: "house", label: en("House") },
  {
    kind: "type",
    name: "offer",
    label: en("Offer"),
    fields: [
      { name: "changed", type: "text", label: en("A name that the trigger uses too") },
      { name: "fee", type: "money", label: en("Fee") },
      { name: "tags", type: "multi-select", label: en("Tags"), options: [{ value: "a", label: en("A") }] },
    ],
  },
];
const hostile = `'"; drop table kernel_mutation; -- \\ $journal$ é 日本 \n`;

test("old values of what changed are kept, whatever they hold and through whatever door", async () => {
  await using house = await metadataHouse({ documents });
  const { sql } = house.database;
  const [id, who] = [newId(), newId()];
  await sql`insert into record_offer (id, changed, fee, tags) values (${id}, ${hostile}, 12.5, '{a,b}')`;
  expect(await sql`select from kernel_mutation`).toHaveLength(0);
  await sql`update record_offer set changed = null, version = 2, updated_by = ${who}, updated_via = 'web'`;
  await sql`update record_offer set fee = null, tags = null`;
  await sql`update record_offer set changed = changed`;
  await sql`update record_offer set changed = 'x' where false`;
  await sql`delete from record_offer`;
  const rows =
    await sql`select type, record, op, version, who, via, kernel_revision_at(at) as revision, old from kernel_mutation order by id`;
  expect(rows).toMatchObject([
    {
      type: "offer",
      record: id,
      op: "U",
      version: 2,
      who,
      via: "web",
      revision: 1,
      old: { changed: hostile },
    },
    { op: "U", version: 2, who: null, via: "sql", old: { fee: 12.5, tags: ["a", "b"] } },
    { op: "D", version: 2, old: { id, fee: null } },
  ]);
});

test.each(["", "many"])(
  "many rows of one statement are journalled each with its own values (dossier.journal = '%s')",
  async (setting) => {
    await using house = await metadataHouse({ documents });
    const { sql } = house.database;
    await sql`insert into record_offer (id, changed, fee) select gen_random_uuid(), 'v' || n, n from generate_series(1, 3000) n`;
    await sql`update record_offer set changed = 'one' where fee = 1`;
    await house.database.transaction(async (tx) => {
      await tx`select set_config(${journalSetting}, ${setting}, true)`;
      await tx`update record_offer set changed = 'new', version = version + 1, updated_via = 'api' where fee > 1`;
    });
    const [row] = await sql`
    select count(*)::int as count, count(distinct record)::int as records,
      count(*) filter (where m.old ->> 'changed' = 'v' || r.fee::int)::int as right
    from kernel_mutation m join record_offer r on r.id = m.record where via = 'api'`;
    expect(row).toEqual({ count: 2999, records: 2999, right: 2999 });
  },
);

test("the journal of a table that an earlier version made is brought to how this one writes it", async () => {
  await using house = await metadataHouse({ documents });
  const { database } = house;
  const { sql } = database;
  await sql.unsafe(`drop trigger journal_update on record_offer; drop trigger journal_update_many on record_offer;
    create or replace function journal_offer() returns trigger language plpgsql as $$ begin return null; end $$;
    create trigger journal_update after update on record_offer referencing old table as before_change
      for each statement execute function journal_offer()`);
  await Promise.all([1, 2].map(() => settleJournals(database, house.runtime.model())));
  await sql`insert into record_offer (id, changed) values (gen_random_uuid(), 'one'), (gen_random_uuid(), 'two')`;
  await sql`update record_offer set changed = 'three'`;
  expect(await sql`select old ->> 'changed' as was from kernel_mutation order by 1`).toEqual([
    { was: "one" },
    { was: "two" },
  ]);
});

test("a journal that is brought up to date keeps the column that a change adds meanwhile", async () => {
  await using house = await metadataHouse({ documents });
  const { database } = house;
  const { sql } = database;
  await sql.unsafe(
    `create or replace function journal_offer() returns trigger language plpgsql as $$ begin return null; end $$`,
  );
  const settling = await sql.begin(async (tx) => {
    await tx`alter table record_offer add column place text`;
    const going = settleJournals(database, house.runtime.model());
    await expect
      .poll(() => tx`select from pg_locks where not granted and relation = 'record_offer'::regclass`)
      .toHaveLength(1);
    await tx`insert into kernel_column (base, column_name, declared_in, field, field_type, sql_type, document, state, since)
      select base, 'place', declared_in, 'place', field_type, sql_type, document, state, since
      from kernel_column where base = 'offer' and field = 'changed'`;
    return [going];
  });
  await Promise.all(settling);
  const [row] = await sql`select prosrc as source from pg_proc
    where proname = 'journal_offer' and pronamespace = current_schema()::regnamespace`;
  expect(row?.source).toContain('"place":');
});

test("a type that has no table yet, as a newer version of the house brings it, is left to what makes it", async () => {
  await using house = await metadataHouse({ documents });
  const { sql } = house.database;
  await sql.unsafe(
    "drop table record_offer; drop function journal_offer; delete from kernel_column where base = 'offer'",
  );
  await metadataJobs(house.runtime);
  expect(
    await sql`select tgname from pg_trigger where tgrelid = 'record_offer'::regclass and tgname like 'journal%'`,
  ).toHaveLength(3);
});

test("mutations of each month go to its partition, which is made ahead once", async () => {
  await using house = await metadataHouse({ documents });
  const { database } = house;
  await Promise.all([1, 2, 3].map(() => makePartitions(database, { now: new Date("2030-12-15T00:00:00Z") })));
  await database.sql`insert into kernel_mutation (at, type, record, op, version, via, revision, old)
    select at::timestamptz, 'offer', gen_random_uuid(), 'U', 1, 'sql', 1, '{}'
    from unnest(array['2030-12-31T23:59:59.999Z', '2031-01-01T00:00:00Z', '2035-01-01T00:00:00Z']) at`;
  const parts = await database.sql`
    select tableoid::regclass::text as part from kernel_mutation where at > '2030-01-01' order by at`;
  expect(parts.map(({ part }) => part)).toEqual([
    "kernel_mutation_2030_12",
    "kernel_mutation_2031_01",
    "kernel_mutation_default",
  ]);
});
