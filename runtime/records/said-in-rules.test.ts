import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";

/** What looks as if it needed a construct of its own and is said with rules, defaults and rollups. */

const en = (text: string) => ({ en: text });
const admin = "administrator";
const day = (name: string) => ({ name, type: "date", label: en(name) });
const amount = (name: string, more: object = {}) => ({
  name,
  type: "money",
  currency: "CHF",
  label: en(name),
  ...more,
});
const text = (name: string) => ({ name, type: "text", label: en(name) });
const type = (name: string, fields: readonly object[], more: object = {}) => ({
  kind: "type",
  name,
  label: en(name),
  fields,
  ...more,
});

const documents = [
  type("product", [
    text("name"),
    amount("price"),
    { name: "rates", type: "children", of: "rate", by: "product", label: en("Rates") },
  ]),
  type("rate", [
    { name: "product", type: "reference", to: "product", label: en("Product") },
    day("from"),
    day("until"),
    amount("price"),
  ]),
  type(
    "sale",
    [text("name"), { name: "lines", type: "children", of: "line", by: "sale", label: en("Lines") }],
    {
      rules: [
        { when: "lines.filter(l, l.main).count() != 1", refuse: en("Exactly one line is the main one.") },
      ],
    },
  ),
  type("line", [
    { name: "sale", type: "reference", to: "sale", label: en("Sale") },
    { name: "product", type: "reference", to: "product", label: en("Product") },
    { name: "main", type: "boolean", label: en("Main") },
    day("day"),
    amount("price", { defaultExpression: "product.price" }),
    {
      name: "at_the_time",
      type: "formula",
      as: "money",
      label: en("Price of that day"),
      expression:
        "product.rates.filter(r, r.from <= day && (!has(r.until) || r.until >= day)).max(r, r.price)",
    },
  ]),
];

let crm: TestCrm;
beforeAll(async () => {
  crm = await testCrm({});
  const answer = await crm.request("/api/metadata/apply", { json: { documents } }, admin);
  expect(await answer.json()).toMatchObject({ revision: expect.any(Number) });
});
afterAll(() => crm[Symbol.asyncDispose]());

async function send(path: string, json: object, method = "POST") {
  const answer = await crm.request(`/api/records/${path}`, { json, method }, admin);
  return { status: answer.status, body: await answer.json() };
}

test("exactly one of the lines, a price that is copied, and the price of a past day", async () => {
  const product = (await send("product", { name: "Pump", price: "10.00" })).body;
  await send("rate", { product: product.id, from: "2025-01-01", until: "2025-12-31", price: "8.00" });
  await send("rate", { product: product.id, from: "2026-01-01", price: "9.00" });
  const line = (main: boolean, on: string) => ({ product: product.id, main, day: on });

  const none = await send("sale", { name: "A", lines: [line(false, "2025-06-01")] });
  expect(none).toMatchObject({
    status: 422,
    body: { errors: [{ message: "Exactly one line is the main one." }] },
  });
  const two = await send("sale", { name: "A", lines: [line(true, "2025-06-01"), line(true, "2026-06-01")] });
  expect(two.status).toBe(422);
  const sale = await send("sale", {
    name: "A",
    lines: [line(true, "2025-06-01"), line(false, "2026-06-01")],
  });
  expect(sale.status).toBe(201);

  const { version } = await (await crm.request(`/api/records/product/${product.id}`, {}, admin)).json();
  const raised = await crm.request(
    `/api/records/product/${product.id}`,
    { method: "PATCH", json: { price: "20.00" }, headers: { "if-match": `"${version}"` } },
    admin,
  );
  expect(raised.status).toBe(200);
  const lines = await (
    await crm.request("/api/records/line?sort=day&select=price,at_the_time,product.price", {}, admin)
  ).json();
  expect(lines.items).toMatchObject([
    { price: "10.00", at_the_time: "8.00" },
    { price: "10.00", at_the_time: "9.00" },
  ]);
});
