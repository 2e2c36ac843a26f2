import { expect, test } from "vitest";
import { buildModel } from "../../metamodel/build-model.ts";
import type { ColumnNames, TypeDocument } from "../../metamodel/index.ts";
import type { RegisteredColumn } from "./columns.ts";
import { settleColumns } from "./settle-columns.ts";

const en = (text: string) => ({ en: text });
const field = (name: string, type = "text", more: object = {}) => ({ name, type, label: en(name), ...more });
const type = (
  name: string,
  fields: TypeDocument["fields"],
  more: Partial<TypeDocument> = {},
): TypeDocument => ({
  kind: "type",
  name,
  label: en(name),
  fields,
  ...more,
});
const now = new Date("2026-03-04T12:00:00Z");

function settle(
  documents: readonly TypeDocument[],
  registered: readonly RegisteredColumn[] = [],
  renamings: Parameters<typeof settleColumns>[0]["renamings"] = [],
) {
  const named = (names: ColumnNames) => buildModel(documents, { columns: names });
  const { works, columns } = settleColumns({ registered, model: named({}), named, renamings, now });
  const said = works.map(
    ({ work, column }) => `${work} ${column.declaredIn}.${column.field} in ${column.column}`,
  );
  return { said, columns };
}

test("subtypes with a field of the same name get columns of their own", () => {
  const documents = [
    type("case", [field("subject")]),
    type("breakdown", [field("due", "date")], { extends: "case" }),
    type("offer", [field("due", "date-time")], { extends: "case" }),
  ];
  const { said, columns } = settle(documents);
  expect(said).toEqual([
    "add case.subject in subject",
    "add breakdown.due in due",
    "add offer.due in offer_due",
  ]);
  expect(settle(documents, columns).said.every((one) => one.startsWith("keep"))).toBe(true);
});

test("a field never takes the column of a system value or of a removed field", () => {
  const first = settle([type("case", [field("place")])]);
  const second = settle([type("case", [])], first.columns);
  expect(second.said).toEqual(["remove case.place in place"]);
  const third = settle([type("case", [field("place", "reference", { to: "case" })])], second.columns);
  expect(third.said).toEqual(["add case.place in case_place"]);
  const back = settle([type("case", [field("place")])], third.columns);
  expect(back.said).toEqual(
    ["restore case.place in place", "remove case.place in case_place"].sort().reverse(),
  );
});

test("a field that moves to the base type keeps its column, and so do its values", () => {
  const first = settle([type("case", []), type("breakdown", [field("due", "date")], { extends: "case" })]);
  const up = settle(
    [type("case", [field("due", "date")]), type("breakdown", [], { extends: "case" })],
    first.columns,
  );
  expect(up.said).toEqual(["rename case.due in due"]);
  const down = settle(
    [type("case", []), type("breakdown", [field("due", "date")], { extends: "case" })],
    up.columns,
  );
  expect(down.said).toEqual(["rename breakdown.due in due"]);
});

test("a column whose values mean the same in the other field type stays; others are converted into a new one", () => {
  const person = type("collaborator", []);
  const first = settle([person, type("case", [field("by", "collaborator"), field("note")])]);
  const link = field("by", "reference", { to: "collaborator" });
  expect(settle([person, type("case", [link, field("note", "integer")])], first.columns).said).toEqual([
    "retype case.by in by",
    "convert case.note in case_note",
    "remove case.note in note",
  ]);
});

test("a conversion that is turned round takes the old column back", () => {
  const first = settle([type("case", [field("note")])]);
  const second = settle([type("case", [field("note", "integer")])], first.columns);
  const third = settle([type("case", [field("note")])], second.columns);
  expect(third.said).toEqual(["convert case.note in note", "remove case.note in case_note"]);
});

test("a renamed field keeps its column, and its former name is free for another", () => {
  const first = settle([type("case", [field("note")])]);
  const renamed = settle([type("case", [field("remark"), field("note")])], first.columns, [
    { type: "case", field: "note", to: "remark" },
  ]);
  expect(renamed.said).toEqual(["rename case.remark in note", "add case.note in case_note"]);
});

test("long names are shortened to what PostgreSQL takes", () => {
  const long = "a".repeat(40);
  const other = `${"b".repeat(39)}`;
  const { columns } = settle([
    type(other, []),
    type(long, [field(long)], { extends: other }),
    type(`${long.slice(1)}`, [field(long)], { extends: other }),
  ]);
  expect(new Set(columns.map(({ column }) => column)).size).toBe(2);
  expect(columns.every(({ column }) => column.length <= 63)).toBe(true);
});

test("a stored formula keeps its column where what it reads is renamed or its text is written otherwise, not where it means something else", () => {
  const offer = (amount: string, expression: string, more: object = {}) =>
    type("offer", [field(amount, "integer", more), field("double", "formula", { expression, stored: true })]);
  const first = settle([offer("amount", "amount * 2")]);
  const said = (document: TypeDocument) =>
    settle([document], first.columns, [{ type: "offer", field: "amount", to: "fee" }]).said;
  expect(said(offer("fee", "fee * 2", { formerly: "amount" }))).toEqual([
    "rename offer.fee in amount",
    "keep offer.double in double",
  ]);
  expect(settle([offer("amount", "(amount*2)")], first.columns).said).toContain(
    "keep offer.double in double",
  );
  expect(said(offer("fee", "fee * 3", { formerly: "amount" }))).toContain("add offer.double in offer_double");
});
