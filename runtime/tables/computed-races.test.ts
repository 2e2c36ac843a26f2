import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../core/ids.ts";
import { type MetadataDocument, typeDocument } from "../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { mendStored } from "./index.ts";

/** Two transactions change what one stored value is made of, far from each other: the value is right once both are in. */

const en = (text: string) => ({ en: text });
const field = (name: string, type: string, more: object = {}) => ({ name, type, label: en(name), ...more });
const type = (name: string, fields: readonly object[]): MetadataDocument =>
  typeDocument.parse({ kind: "type", name, label: en(name), fields: [field("name", "text"), ...fields] });
const kept = { stored: true };

const documents = [
  type("area", []),
  type("customer", [
    field("area", "reference", { to: "area" }),
    field("visits", "children", { of: "visit", by: "customer" }),
  ]),
  type("visit", [field("customer", "reference", { to: "customer" }), field("hours", "integer")]),
  type("product", [field("billable", "boolean"), field("area", "reference", { to: "area" })]),
  type("invoice", [
    field("customer", "reference", { to: "customer" }),
    field("lines", "children", { of: "line", by: "invoice" }),
    field("total", "rollup", { of: "lines.amount", function: "sum", where: "product.billable", ...kept }),
    field("near", "rollup", {
      of: "lines",
      function: "count",
      where: 'product.area.name == "near"',
      ...kept,
    }),
    field("area_name", "lookup", { path: "customer.area.name", ...kept }),
    field("visited", "rollup", { of: "customer.visits.hours", function: "sum", ...kept }),
  ]),
  type("line", [
    field("invoice", "reference", { to: "invoice" }),
    field("product", "reference", { to: "product" }),
    field("amount", "integer"),
  ]),
];

let crm: TestCrm;
beforeAll(async () => {
  crm = await testCrm({ documents, jobs: false });
}, 60_000);
afterAll(async () => {
  await crm?.[Symbol.asyncDispose]();
});

async function house() {
  const ids = Object.fromEntries(
    ["area", "far", "customer", "product", "invoice", "line"].map((name) => [name, newId()]),
  );
  const { sql } = crm.database;
  await sql`insert into record_area (id, type, name) values (${ids.area ?? ""}, 'area', 'near'), (${ids.far ?? ""}, 'area', 'far')`;
  await sql`insert into record_customer (id, type, area) values (${ids.customer ?? ""}, 'customer', ${ids.area ?? ""})`;
  await sql`insert into record_product (id, type, billable, area) values (${ids.product ?? ""}, 'product', true, ${ids.area ?? ""})`;
  await sql`insert into record_invoice (id, type, customer) values (${ids.invoice ?? ""}, 'invoice', ${ids.customer ?? ""})`;
  await sql`insert into record_line (id, type, invoice, amount) values (${ids.line ?? ""}, 'line', ${ids.invoice ?? ""}, 5)`;
  return ids;
}

const newLine =
  "insert into record_line (id, type, invoice, product, amount) values (gen_random_uuid(), 'line', :invoice, :product, 7)";
const chosen = "update record_line set product = :product where id = :line";
const unbilled = "update record_product set billable = false where id = :product";
const renamed = "update record_area set name = 'other' where id = :area";
const moved = "update record_product set area = :far where id = :product";
const newInvoice =
  "insert into record_invoice (id, type, customer) values (gen_random_uuid(), 'invoice', :customer)";
const newVisit =
  "insert into record_visit (id, type, customer, hours) values (gen_random_uuid(), 'visit', :customer, 3)";
const customerMoved = "update record_customer set area = :far where id = :customer";
const farRenamed = "update record_area set name = 'near' where id = :far";

/** The statements in both orders: the second is sent before the first is committed. */
test.each(
  [
    [newLine, unbilled],
    [chosen, unbilled],
    [newLine, renamed],
    [newLine, moved],
    [moved, farRenamed],
    [newInvoice, renamed],
    [newInvoice, newVisit],
    [customerMoved, farRenamed],
  ].flatMap(([one = "", other = ""]) => [
    [one, other],
    [other, one],
  ]),
)("%s — while another does: %s", async (first, second) => {
  const ids = await house();
  const filled = (text = "") => text.replace(/:(\w+)/g, (_, name: string) => `'${ids[name] ?? ""}'`);
  let other: Promise<unknown> = Promise.resolve();
  await crm.database.transaction(async (tx) => {
    await tx.unsafe(filled(first));
    other = crm.database.transaction((inner) => inner.unsafe(filled(second)));
    await Promise.race([other, wait(60)]);
  });
  await other;
  expect(await mendStored(crm.database, { model: crm.runtime.model() })).toEqual([]);
});

test("calls that wait for each other in stored values are repeated, and none is refused", async () => {
  const ids = await house();
  const others = await Promise.all([1, 2, 3].map(house));
  const customers = [ids, ...others].map(({ customer }) => customer ?? "");
  const invoices = [ids, ...others].map(({ invoice }) => invoice ?? "");
  const areas = [ids, ...others].map(({ area }) => area ?? "");
  const send = async (path: string, json: object, method = "PATCH") => {
    const answer = await crm.request(`/api/records/${path}`, { json, method }, "administrator@test.example");
    return answer.status < 300 ? [] : [`${path} ${answer.status} ${await answer.text()}`];
  };
  const rounds = Array.from({ length: 12 }, async (_, round) => {
    const at = (list: readonly string[], step: number) => list[(round * step) % list.length] ?? "";
    const found = [
      ...(await send(`invoice/${at(invoices, 1)}`, { customer: at(customers, 3) })),
      ...(await send(`customer/${at(customers, 1)}`, { area: at(areas, 3) })),
      ...(await send(`area/${at(areas, 1)}`, { name: `area ${round}` })),
    ];
    const update = invoices.map((id, index) => ({ id, customer: at(customers, index + 1) }));
    return [
      ...found,
      ...(await send("invoice/batch", { update: round % 2 ? update : update.reverse() }, "POST")),
    ];
  });
  expect((await Promise.all(rounds)).flat()).toEqual([]);
  expect(await mendStored(crm.database, { model: crm.runtime.model() })).toEqual([]);
});
