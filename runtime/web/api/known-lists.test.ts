import { expect, test } from "vitest";
import { withChanged } from "./known-lists.ts";

const customer = { id: "c1", type: "organisation", title: "Duc", place: "Nyon" };
const record = { id: "1", type: "case", version: 1, title: "Pompe", subject: "Pompe", customer };
const other = { ...record, id: "2" };
const changed = {
  ...record,
  version: 2,
  title: "Vanne",
  subject: "Vanne",
  customer: { id: "c1", type: "organisation", title: "Duc SA" },
  fee: "12.00",
};

test("a changed record is at once as it is in every kept list, with no more than the list shows", () => {
  const after = {
    ...record,
    version: 2,
    title: "Vanne",
    subject: "Vanne",
    customer: { ...customer, title: "Duc SA" },
  };
  expect(withChanged({ items: [other, record], next: null }, changed)).toEqual({
    items: [other, after],
    next: null,
  });
  expect(withChanged({ pages: [{ items: [record], next: null }], pageParams: [""] }, changed)).toEqual({
    pages: [{ items: [after], next: null }],
    pageParams: [""],
  });
});

test("another customer takes nothing from the one before", () => {
  const moved = { ...changed, customer: { id: "c2", type: "organisation", title: "Roy" } };
  expect(withChanged({ items: [record], next: null }, moved).items[0]?.customer).toEqual(moved.customer);
});

test("what is no list stays as it is", () => {
  expect(withChanged(undefined, changed)).toBeUndefined();
  expect(withChanged({ groups: [] }, changed)).toEqual({ groups: [] });
});
