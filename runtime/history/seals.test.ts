import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../core/ids.ts";
import { type MetadataHouse, metadataHouse } from "../../test/support/metadata.ts";
import { noteSecurityEvent, sealJournals, verifyJournal } from "./index.ts";
import { verifyWithin } from "./verify-journal.ts";

const documents = [
  { kind: "app", name: "house", label: { en: "House" } },
  {
    kind: "type",
    name: "offer",
    label: { en: "Offer" },
    fields: [{ name: "fee", type: "integer", label: { en: "Fee" } }],
  },
];

let house: MetadataHouse;
beforeAll(async () => {
  house = await metadataHouse({ documents });
});
afterAll(() => house[Symbol.asyncDispose]());

const findings = async (head?: string) =>
  (await verifyJournal(house.database, { head })).findings.map(({ finding }) => finding);

/** Changes records so that the journal gets so many rows, and seals them. */
async function sealedRows(count: number): Promise<string[]> {
  const { sql } = house.database;
  const ids = Array.from({ length: count }, newId);
  await sql`insert into record_offer (id, fee) select unnest(${ids}::uuid[]), 1`;
  await sql`update record_offer set fee = fee + 1, version = version + 1, updated_via = 'api' where id = any(${ids}::uuid[])`;
  await sealJournals(house.database);
  expect(await findings()).toEqual([]);
  const rows = await sql<
    { id: string }[]
  >`select id::text as id from kernel_mutation where record = any(${ids}::uuid[]) order by kernel_mutation.id`;
  return rows.map(({ id }) => id);
}

/** What is found while something is done to the database, which is taken back again. */
async function foundAfter(harm: string): Promise<string[]> {
  let told: string[] = [];
  await house.database.sql
    .begin(async (tx) => {
      await tx.unsafe(harm);
      const state = await verifyWithin(tx);
      told = state.findings.map(({ finding }) => finding);
      throw new Error("taken back");
    })
    .catch((cause) => {
      if (!(cause instanceof Error) || cause.message !== "taken back") throw cause;
    });
  return told;
}

test("what is sealed can be neither changed, removed nor added to unnoticed", async () => {
  const [first, second, third] = await sealedRows(3);
  await noteSecurityEvent(house.database.sql, { kind: "sign-in", who: null, via: "web" });
  await sealJournals(house.database);
  const harms = {
    [`update kernel_mutation set old = '{"fee": 7}' where id = ${second}`]: ["journal-changed"],
    [`update kernel_mutation set who = gen_random_uuid() where id = ${second}`]: ["journal-changed"],
    [`update kernel_mutation set at = at - interval '1 ms' where id = ${second}`]: ["journal-changed"],
    [`update kernel_mutation set trace = '{"reason": "x"}' where id = ${first}`]: ["journal-changed"],
    [`update kernel_mutation set salt = gen_random_uuid() where id = ${first}`]: ["journal-changed"],
    [`delete from kernel_mutation where id = ${third}`]: ["journal-removed"],
    "delete from kernel_mutation": ["journal-removed"],
    "update kernel_revision set why = 'other'": ["journal-changed"],
    "update kernel_security_event set kind = 'sign-out'": ["journal-changed"],
    [`delete from kernel_mutation where id = ${third};
      insert into kernel_mutation overriding system value select (jsonb_populate_record(m, '{"id": ${third}}')).*
      from kernel_mutation m where id = ${second}`]: ["journal-changed"],
    "update kernel_seal set hash = sha256('x') where no = (select max(no) from kernel_seal)":
      expect.arrayContaining(["seal-missing"]),
    "update kernel_seal set count = count - 1 where journal = 'mutation'": expect.arrayContaining([
      "journal-inserted",
    ]),
    "delete from kernel_seal where no = (select max(no) from kernel_seal)": ["seal-missing"],
    "delete from kernel_seal where no = 1": expect.arrayContaining(["seal-broken"]),
    [`update kernel_mutation set erased = kernel_kept_digest(salt, null, json_build_array(old, trace)::text), old = '{}', salt = null
      where id = ${second}`]: ["journal-erased"],
  };
  for (const [harm, told] of Object.entries(harms)) expect(await foundAfter(harm), harm).toEqual(told);
  expect(await findings()).toEqual([]);
});

test("a row put between sealed ones is found, and so is one that is dated back", async () => {
  const { sql } = house.database;
  // A number that was drawn and given back leaves a gap among the sealed ones.
  await sql.begin((tx) => tx`select nextval(pg_get_serial_sequence('kernel_mutation', 'id'))`);
  const [gap] = await sql<
    { gap: string }[]
  >`select pg_sequence_last_value(pg_get_serial_sequence('kernel_mutation', 'id')::regclass)::text as gap`;
  await sealedRows(1);
  const insert = (id: string, at: string) =>
    `insert into kernel_mutation (id, at, type, record, op, version, via, revision, old)
     overriding system value values (${id}, ${at}, 'offer', gen_random_uuid(), 'U', 2, 'web', 1, '{}')`;
  expect(await foundAfter(insert(gap?.gap ?? "", "now()"))).toEqual(["journal-inserted"]);

  await sql.unsafe(insert("default", "now() - interval '1 hour'"));
  await sealJournals(house.database);
  expect(await findings()).toEqual(["journal-backdated"]);
  await sql`delete from kernel_mutation where at < now() - interval '30 minutes'`;
  expect(await findings()).toContain("journal-removed");
  await sql`truncate kernel_mutation, kernel_seal`;
  await sql`delete from kernel_setting where key = 'journal.head'`;
});

test("a change that commits late is sealed when it is there, and nobody's row is left out", async () => {
  const { sql } = house.database;
  const ids = [newId(), newId()];
  await sql`insert into record_offer (id, fee) select unnest(${ids}::uuid[]), 1`;
  const late = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const slow = sql.begin(async (tx) => {
    await tx`update record_offer set fee = 2 where id = ${ids[0] ?? ""}`;
    begun.resolve();
    await late.promise;
  });
  await begun.promise;
  await sql`update record_offer set fee = 3 where id = ${ids[1] ?? ""}`;
  await sealJournals(house.database, { patience: 50 });
  const [held] = await sql`select count(*)::int as n from kernel_seal where journal = 'mutation'`;
  expect(held?.n).toBe(0);
  late.resolve();
  await slow;
  await sealJournals(house.database);
  expect(await verifyJournal(house.database)).toMatchObject({ findings: [], unsealed: 0 });
  const [seal] = await sql`select count::int as count from kernel_seal where journal = 'mutation'`;
  expect(seal?.count).toBe(2);
});

test("a chain that was made anew does not have the hash that was written down", async () => {
  const { sql } = house.database;
  await sealedRows(2);
  const kept = (await verifyJournal(house.database)).head?.hash;
  expect(await findings(kept)).toEqual([]);
  await sql`update kernel_mutation set old = '{"fee": 9}'`;
  await sql`truncate kernel_seal`;
  await sql`delete from kernel_setting where key = 'journal.head'`;
  await sealJournals(house.database);
  expect(await findings()).toEqual([]);
  expect(await findings(kept)).toEqual(["seal-other-chain"]);
});

test("writers and sealing at the same time leave nothing out", async () => {
  const { sql } = house.database;
  const ids = Array.from({ length: 8 }, newId);
  await sql`insert into record_offer (id, fee) select unnest(${ids}::uuid[]), 1`;
  const writers = ids.map(async (id) => {
    for (let round = 0; round < 25; round++)
      await sql.begin(async (tx) => {
        await tx`update record_offer set fee = fee + 1 where id = ${id}`;
        if (round % 5 === 0) await tx`select pg_sleep(0.01)`;
      });
  });
  let writing = true;
  const sealing = (async () => {
    while (writing) await sealJournals(house.database);
  })();
  await Promise.all(writers);
  writing = false;
  await sealing;
  await sealJournals(house.database);
  expect(await verifyJournal(house.database)).toMatchObject({ findings: [], unsealed: 0 });
});
