import { expect, test } from "vitest";
import { changesOf } from "./changes.ts";

const customer = { id: "0191-a", type: "organisation", title: "Duc SA" };

test("only what was touched is sent, references by their key", () => {
  const start = { subject: "Pompe", customer, fee: "12.00", tags: null };
  expect(changesOf(start, { ...start, fee: "13.00" })).toEqual({ fee: "13.00" });
  expect(changesOf(start, { ...start, customer: { ...customer, title: "Duc S.A." } })).toEqual({});
  expect(changesOf(start, { ...start, customer: { ...customer, id: "0191-b" } })).toEqual({
    customer: "0191-b",
  });
});

test("an emptied field is sent as null, an emptied list of records as a list", () => {
  expect(changesOf({ subject: "Pompe" }, {})).toEqual({ subject: null });
  expect(changesOf({ lines: [{ id: "1", name: "a" }] }, { lines: [] })).toEqual({ lines: [] });
  expect(changesOf({ subject: null, tags: [] }, { subject: "", tags: null })).toEqual({});
});

test("rows keep their key and lose what only reading gives", () => {
  const row = { id: "1", type: "line", version: 3, title: "a", name: "a", item: customer };
  expect(changesOf({ lines: [row] }, { lines: [{ ...row, name: "b" }] })).toEqual({
    lines: [{ id: "1", name: "b", item: "0191-a" }],
  });
});
