import { expect, test } from "vitest";
import type { Mutation } from "../../api/shapes.ts";
import { authorsOf, changedFields, everything, narrowed } from "./narrow.ts";

const anne = { id: "a", name: "Anne" };
const change = (given: Partial<Mutation>, ...fields: string[]): Mutation => ({
  at: "2026-03-04T10:20:00.000Z",
  by: anne,
  via: "web",
  for: null,
  key: null,
  request: null,
  job: null,
  reason: null,
  version: 2,
  revision: 1,
  op: "change",
  erased: false,
  changes: fields.map((field) => ({ field, before: 1, after: 2 })),
  ...given,
});

const history = [
  change({ by: null, key: { id: "k", name: "Website" } }, "fee"),
  change({}, "subject", "fee"),
  change({ by: null, via: "job" }, "subject"),
  change({ erased: true }),
  change({ op: "create" }),
];

test("a history offers the fields and the authors that it tells of, keys and the house among them", () => {
  expect(changedFields(history)).toEqual(["fee", "subject"]);
  expect([...authorsOf(history)]).toEqual([
    ["k", "Website"],
    ["a", "Anne"],
    ["", ""],
  ]);
});

test("a history of one field tells its changes alone, and what was erased and may have been of it", () => {
  const found = narrowed(history, { ...everything, field: "fee" });
  expect(found.map(({ changes }) => changes.map(({ field }) => field))).toEqual([["fee"], ["fee"], []]);
  expect(found[2]?.erased).toBe(true);
});

test("a history of one author holds what he did, that of the house what nobody did", () => {
  expect(narrowed(history, { ...everything, author: "a" })).toHaveLength(3);
  expect(narrowed(history, { ...everything, author: "" })).toEqual([history[2]]);
  expect(narrowed(history, { field: "subject", author: "k" })).toEqual([]);
  expect(narrowed(history, everything)).toEqual(history);
});
