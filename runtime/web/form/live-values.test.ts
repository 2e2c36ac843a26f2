import { expect, test } from "vitest";
import { buildModel } from "../../../metamodel/build-model.ts";
import { typeDocument } from "../../../metamodel/index.ts";
import * as expressions from "./expressions.ts";
import { entered, liveValues } from "./live-values.ts";
import type { FormValues } from "./validator.ts";

const label = { en: "X" };
const model = buildModel([
  typeDocument.parse({
    kind: "type",
    name: "customer",
    label,
    fields: [
      { name: "name", type: "text", label },
      { name: "discount", type: "percent", label },
    ],
  }),
  typeDocument.parse({
    kind: "type",
    name: "line",
    label,
    fields: [
      { name: "offer", type: "reference", to: "offer", label },
      { name: "quantity", type: "integer", label },
      { name: "price", type: "money", label },
      { name: "amount", type: "formula", expression: "quantity * price", as: "money", label },
      { name: "share", type: "formula", expression: "amount / offer.fee", label },
      { name: "of_all", type: "formula", expression: "amount / offer.total", label },
    ],
  }),
  typeDocument.parse({
    kind: "type",
    name: "offer",
    label,
    fields: [
      { name: "customer", type: "reference", to: "customer", label },
      { name: "fee", type: "money", label },
      { name: "cost", type: "money", label },
      { name: "lines", type: "children", of: "line", by: "offer", label },
      { name: "margin", type: "formula", expression: "fee - cost", as: "money", label },
      { name: "high", type: "formula", expression: "margin > 100", label },
      { name: "rebate", type: "formula", expression: "fee * customer.discount", label },
      { name: "total", type: "rollup", of: "lines.amount", function: "sum", label },
      { name: "shares", type: "rollup", of: "lines.share", function: "sum", label },
    ],
  }),
]);
const user = {
  id: "a",
  name: "Anne",
  email: "anne@example.org",
  language: "fr",
  roles: [],
  administrator: false,
  collaborator: null,
} as const;

function live(values: FormValues): FormValues {
  const type = model.types.get("offer");
  if (!type) throw new Error("the offer is not in the model");
  const computed = [...type.fields.values()].filter(({ result }) => result !== undefined);
  return liveValues(computed, { expressions, model, type, values, user });
}

test("a formula of a formula follows what is typed, whatever the server said before", () => {
  expect(live({ fee: "250.00", cost: "100.00", margin: "1.00", high: false })).toMatchObject({
    margin: "150",
    high: true,
  });
  expect(live({ fee: "250.00", cost: null })).toMatchObject({ margin: null, high: null });
});

test("rows that are typed are added up before they are saved", () => {
  const lines = [
    { quantity: 2, price: "10.00" },
    { id: "1", quantity: 1, price: "5.50", amount: "99.00" },
  ];
  expect(live({ lines })).toMatchObject({ total: "25.5" });
});

test("what the form does not know leaves the server's value alone", () => {
  const customer = { id: "1", type: "customer", title: "Duc" };
  expect(live({ fee: "10.00", customer })).not.toHaveProperty("rebate");
  expect(live({ fee: "10.00", customer: { ...customer, discount: "0.10" } })).toMatchObject({ rebate: "1" });
  expect(live({ fee: "10.00", customer: null })).toMatchObject({ rebate: null });
  expect(live({ fee: "10.00" })).not.toHaveProperty("total");
});

test("a row follows what is typed in it and in the record whose list it is in", () => {
  const [offer, line] = ["offer", "line"].map((name) => model.types.get(name));
  if (!offer || !line) throw new Error("the types are not in the model");
  const computed = [...line.fields.values()].filter(({ result }) => result !== undefined);
  const of = (values: FormValues, row: FormValues) =>
    liveValues(computed, {
      ...{ expressions, model, type: line, values: row, user },
      parent: {
        by: "offer",
        record: (onMissing) => entered(values, { model, type: offer, onMissing }),
      },
    });
  const row = { quantity: 2, price: "5.00" };
  const lines = [row, { quantity: 3, price: "10.00" }];
  expect(of({ fee: "100.00", lines }, row)).toEqual({ amount: "10", share: "0.1", of_all: "0.25" });
  expect(of({ fee: "100.00" }, row)).toEqual({ amount: "10", share: "0.1" });
});

test("a row that reads the record it is in is added up there", () => {
  const lines = [{ quantity: 1, price: "50.00" }];
  expect(live({ fee: "100.00", lines })).toMatchObject({ shares: "0.5" });
});
