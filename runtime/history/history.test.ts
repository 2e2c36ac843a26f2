import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import * as z from "zod";
import { newId } from "../../core/ids.ts";
import { metadataHouse } from "../../test/support/metadata.ts";
import { crmFor, type User } from "../crm.ts";
import { asOf, history } from "./index.ts";

const fr = (text: string) => ({ fr: text });
const documents = [
  { kind: "app", name: "house", label: fr("Maison") },
  {
    kind: "type",
    name: "customer",
    label: fr("Client"),
    title: "name",
    fields: [{ name: "name", type: "text", label: fr("Nom") }],
  },
  {
    kind: "type",
    name: "contract",
    label: fr("Contrat"),
    title: 'subject + " (" + customer.name + ")"',
    fields: [
      { name: "subject", type: "text", label: fr("Objet") },
      { name: "fee", type: "money", label: fr("Forfait") },
      { name: "customer", type: "reference", to: "customer", label: fr("Client") },
      { name: "remark", type: "text", label: fr("Remarque") },
    ],
  },
  {
    kind: "role",
    name: "clerk",
    label: fr("Employé"),
    types: { contract: { see: true, fields: { fee: "hidden" } }, customer: { see: 'name == "Duc"' } },
  },
];

async function told() {
  const house = await metadataHouse({ documents });
  const { sql } = house.database;
  const [account, duc, favre, id] = [newId(), newId(), newId(), newId()];
  await sql`insert into auth_user (id, name, email) values (${account}, 'Anne Rochat', 'anne@example.test')`;
  await sql`insert into record_customer (id, name) values (${duc}, 'Duc'), (${favre}, 'Favre')`;
  await sql`insert into record_contract (id, subject, fee, customer, created_by, updated_by, updated_via)
    values (${id}, 'Pompe', 100, ${duc}, ${account}, ${account}, 'import')`;
  await sql`update record_contract set fee = 1234.5, customer = ${favre}, version = 2, updated_by = ${account}, updated_via = 'web'`;
  await wait(5);
  const between = new Date().toISOString();
  await wait(5);
  await sql`update record_contract set subject = null`;
  await sql`update record_contract set deleted_at = now(), version = 3, updated_by = null, updated_via = 'api'`;
  return { house, account, duc, favre, id, between };
}

test("a history tells who did what through which door, with the values before and after", async () => {
  const { house, account, duc, favre, id } = await told();
  await using _ = house;
  const items = await history(house.crm(), { type: "contract", id });
  const anne = { id: account, name: "Anne Rochat" };
  expect(items).toMatchObject([
    { op: "delete", version: 3, by: null, via: "api", changes: [] },
    {
      op: "change",
      version: 2,
      by: null,
      via: "sql",
      changes: [{ field: "subject", before: "Pompe", after: null }],
    },
    {
      op: "change",
      version: 2,
      by: anne,
      via: "web",
      changes: [
        { field: "fee", before: "100.00", after: "1234.50" },
        {
          field: "customer",
          before: { id: duc, type: "customer", title: "Duc" },
          after: { id: favre, type: "customer", title: "Favre" },
        },
      ],
    },
    { op: "create", version: 1, by: anne, via: "import", changes: [] },
  ]);
});

test("a record can be read as it was at an instant", async () => {
  const { house, account, duc, favre, id, between } = await told();
  await using _ = house;
  expect(await asOf(house.crm(), { type: "contract", id, instant: between })).toMatchObject({
    id,
    type: "contract",
    version: 2,
    title: "Pompe (Favre)",
    created_by: { id: account, name: "Anne Rochat" },
    updated_by: { id: account, name: "Anne Rochat" },
    archived_at: null,
    subject: "Pompe",
    fee: "1234.50",
    customer: { id: favre, title: "Favre" },
    deleted_at: null,
  });
  const { created_at } = z
    .object({ created_at: z.string() })
    .parse(await asOf(house.crm(), { type: "contract", id, instant: between }));
  expect(await asOf(house.crm(), { type: "contract", id, instant: created_at })).toMatchObject({
    version: 1,
    title: "Pompe (Duc)",
    updated_at: created_at,
    customer: { id: duc },
  });
  const before = asOf(house.crm(), { type: "contract", id, instant: "2001-01-01T00:00:00Z" });
  await expect(before).rejects.toMatchObject({ code: "record.not-found" });
});

test("a history tells nothing that its reader may not see", async () => {
  const { house, id, favre } = await told();
  await using _ = house;
  const clerk: User = { ...house.crm().user, roles: ["clerk"], administrator: false };
  const items = await history(crmFor(house.runtime, clerk, "web"), { type: "contract", id });
  const fields = items.flatMap(({ changes }) => changes.map(({ field }) => field));
  expect(fields).toEqual(["subject", "customer"]);
  expect(items[2]?.changes[0]?.after).toEqual({ id: favre, type: "customer", title: null });
  await house.database.sql`
    update kernel_mutation set old = old - 'subject', erased = sha256('') where old ? 'subject'`;
  const [, left] = await history(house.crm(), { type: "contract", id });
  expect(left).toMatchObject({ op: "change", erased: true, changes: [] });
  const told2 = await history(crmFor(house.runtime, clerk, "web"), { type: "contract", id });
  expect(told2.map(({ op }) => op)).toEqual(["delete", "change", "create"]);
  const other: User = { ...clerk, roles: [] };
  const refused = history(crmFor(house.runtime, other, "web"), { type: "contract", id });
  await expect(refused).rejects.toMatchObject({ code: "access.denied" });
});

test("a history follows a renamed field and forgets one that was removed", async () => {
  const { house, id } = await told();
  await using _ = house;
  const type = documents[2];
  const fields = [
    { name: "topic", type: "text", label: fr("Objet"), formerly: "subject" },
    { name: "customer", type: "reference", to: "customer", label: fr("Client") },
  ];
  await house.database.sql`update record_contract set remark = 'x'`;
  await house.apply({ ...type, fields }, { ...documents[3], types: { contract: { see: true } } });
  const items = await history(house.crm(), { type: "contract", id });
  const told2 = items.flatMap(({ changes }) => changes.map(({ field }) => field));
  expect(told2).toEqual(["topic", "customer"]);
});
