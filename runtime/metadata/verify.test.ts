import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../core/ids.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { applyChanges, verify } from "./index.ts";

const fr = (text: string) => ({ fr: text });
const text = (name: string, more: object = {}) => ({ name, type: "text", label: fr(name), ...more });

let crm: TestCrm;
const find = async () => (await verify(crm.runtime)).map(({ finding, values }) => ({ finding, ...values }));

beforeAll(async () => {
  crm = await testCrm({ app: "consulting", size: 0.05 });
  const published = await applyChanges(crm.as("administrator"), {
    documents: [
      {
        kind: "type",
        name: "ticket",
        label: fr("Ticket"),
        fields: [
          { name: "number", type: "sequence", label: fr("N°"), pattern: "T-{0000}", gapless: true },
          text("subject", { indexed: true }),
          text("gone"),
          { name: "shout", type: "formula", label: fr("S"), expression: 'subject + "!"', stored: true },
        ],
      },
    ],
  });
  for (const job of published.jobs) await crm.runtime.jobs.finished(job);
  for (const subject of ["a", "b", "c"])
    expect((await crm.request("/api/records/ticket", { json: { subject } }, "administrator")).status).toBe(
      201,
    );
});
afterAll(() => crm[Symbol.asyncDispose]());

test("an app with records is what its documents say", async () => {
  expect(await find()).toEqual([]);
});

test("a column that is gone is told with the field that it kept", async () => {
  await crm.database.sql.unsafe("alter table record_lead rename column source to elsewhere");
  expect(await find()).toMatchObject([
    { finding: "column-missing", column: "source", field: "lead.source" },
    { finding: "column-unknown", column: "elsewhere" },
  ]);
  await crm.database.sql.unsafe("alter table record_lead rename column elsewhere to source");
});

test("what was changed past the house is told: a column, a trigger, an index, a value, numbers", async () => {
  const { sql } = crm.database;
  const fields = crm.runtime.model().types.get("ticket")?.fields;
  const [shout, number] = [fields?.get("shout")?.column ?? "", fields?.get("number")?.column ?? ""];
  await sql.unsafe(`
    alter table record_ticket add column mine int;
    alter table record_ticket disable trigger journal_delete;
    set dossier.stored = 'off';
    update record_ticket set "${shout}" = 'wrong' where subject = 'a';
    reset dossier.stored;
    alter table record_ticket alter column gone type varchar(900)`);
  await sql`delete from record_ticket where subject = 'b'`;
  await sql`insert into record_ticket (id, subject, ${sql(number)}) values (${newId()}, 'z', 'T-0009')`;
  const [index] = await sql<{ name: string }[]>`
    select indexname as name from pg_indexes where tablename = 'record_ticket' and indexdef like '%(subject, id)%'`;
  await sql.unsafe(`drop index "${index?.name}"`);
  const [bad] = await sql<{ id: string }[]>`select id from record_ticket where subject = 'a'`;
  expect(await find()).toEqual(
    expect.arrayContaining([
      { finding: "column-unknown", table: "record_ticket", column: "mine" },
      {
        finding: "column-type",
        table: "record_ticket",
        column: "gone",
        found: "character varying(900)",
        wanted: expect.stringContaining("text"),
      },
      { finding: "trigger-missing", table: "record_ticket", trigger: "journal_delete" },
      { finding: "index-missing", table: "record_ticket", index: index?.name },
      { finding: "value-wrong", field: "ticket.shout", looked: 3, count: 1, samples: bad?.id },
      expect.objectContaining({ finding: "number-behind", field: "ticket.number", at: 3, highest: 9 }),
      expect.objectContaining({ finding: "number-gap", field: "ticket.number", count: 6, highest: 9 }),
    ]),
  );
});
