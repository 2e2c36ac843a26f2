import { expect, test } from "vitest";
import { buildModel } from "../../../metamodel/build-model.ts";
import { fieldState, typeDocument } from "../../../metamodel/index.ts";
import { defaultValues, expressedDefaults } from "./default-values.ts";
import * as expressions from "./expressions.ts";
import { recordAround, type Standing } from "./record-around.ts";
import { type FormValues, withConditions } from "./validator.ts";

const label = { en: "X" };
const document = typeDocument.parse({
  kind: "type",
  name: "visit",
  label,
  fields: [
    { name: "kind", type: "text", label },
    { name: "customer", type: "reference", to: "customer", label },
    { name: "day", type: "date", label, required: true },
    { name: "fee", type: "money", label },
    { name: "reason", type: "text", label },
    { name: "site", type: "reference", to: "site", label },
    { name: "total", type: "money", label },
    { name: "rounded", type: "money", label },
  ],
});
// The conditions stand in the documents as administrators write them.
const said: Readonly<Record<string, object>> = {
  day: { visible: 'kind != "remote"' },
  reason: { required: "fee > 100", visible: 'kind == "repair"', readOnly: 'customer.state == "closed"' },
  site: { where: "customer == record.customer && active" },
  total: { defaultExpression: "fee * 2" },
  rounded: { defaultExpression: "total + 1" },
};
const model = buildModel([
  { ...document, fields: document.fields.map((field) => ({ ...field, ...said[field.name] })) },
  typeDocument.parse({
    kind: "type",
    name: "customer",
    label,
    fields: [{ name: "state", type: "text", label }],
  }),
  typeDocument.parse({
    kind: "type",
    name: "site",
    label,
    fields: [
      { name: "customer", type: "reference", to: "customer", label },
      { name: "active", type: "boolean", label },
    ],
  }),
]);
const type = model.types.get("visit");
if (!type) throw new Error("the visit is not in the model");
const user = {
  id: "a",
  name: "Anne",
  email: "anne@example.org",
  language: "fr",
  roles: [],
  administrator: false,
  collaborator: null,
} as const;
const standing = (values: FormValues): Standing => ({ expressions, model, type, values, user });
const customer = { id: "019a0000-0000-7000-8000-000000000001", type: "customer", title: "Duc" };

const stateIn = (values: FormValues, name: string, isPart = false) => {
  const field = type.fields.get(name);
  if (!field) throw new Error(`${name} is not in the model`);
  return fieldState(field, recordAround({ ...standing(values), isPart }).ask);
};

test("fields appear and are asked for as others are typed", () => {
  expect(stateIn({}, "reason")).toMatchObject({ visible: false, required: false });
  expect(stateIn({ kind: "repair" }, "reason")).toMatchObject({ visible: true, required: false });
  expect(stateIn({ kind: "repair", fee: "150.00" }, "reason")).toMatchObject({ required: true });
});

test("what the page does not know is left to the server", () => {
  expect(stateIn({ kind: "repair", customer }, "reason").readOnly).toBe(false);
  expect(stateIn({ customer: { ...customer, state: "closed" } }, "reason").readOnly).toBe(true);
  expect(stateIn({ fee: "1.00" }, "reason", true).visible).toBe(true);
});

test("a field that is not shown is never missing, one that is asked for by others is", () => {
  const faultsIn = (values: FormValues) => {
    const { ask } = recordAround(standing(values));
    const missingDay = [{ path: ["day"], keyword: "required", limit: true }];
    return withConditions(missingDay, { type, values, stateOf: (field) => fieldState(field, ask) });
  };
  expect(faultsIn({ kind: "remote" })).toEqual([]);
  expect(faultsIn({ kind: "repair", fee: "150.00" }).map(({ path }) => path[0])).toEqual(["day", "reason"]);
});

test("a reference offers what fits the record, as far as it is known", () => {
  const site = type.fields.get("site");
  const narrow = (values: FormValues) => site && recordAround(standing(values)).narrow(site);
  expect(narrow({ customer })).toBe(`customer == "${customer.id}" && active`);
  expect(narrow({ customer: null })).toBeNull();
});

test("defaults are worked out from what is entered, and from one another", () => {
  const open = expressedDefaults(type);
  expect(open).toEqual(["total", "rounded"]);
  expect(defaultValues(open, standing({ fee: "10.00" }))).toEqual({
    fee: "10.00",
    total: "20",
    rounded: "21",
  });
  expect(defaultValues(["rounded"], standing({ fee: "10.00", total: "5.00" }))).toMatchObject({
    total: "5.00",
    rounded: "6",
  });
  expect(defaultValues(open, standing({ fee: null, total: "20" }))).toEqual({ fee: null });
});
