import { expect, test } from "vitest";
import { assembleModel, kinds } from "../../../metamodel/index.ts";
import { withOpenRows } from "./open-rows.ts";

const label = { en: "x" };
const documents = [
  kinds.type.parse({
    kind: "type",
    name: "offer",
    label,
    fields: [{ name: "lines", type: "children", label, of: "line", by: "offer" }],
  }),
  kinds.type.parse({
    kind: "type",
    name: "line",
    label,
    fields: [
      { name: "offer", type: "reference", label, to: "offer" },
      ...["text", "price", "margin"].map((name) => ({ name, type: "text", label })),
    ],
  }),
];
const model = assembleModel(documents, {
  writable: { line: { price: { create: false, change: false }, margin: { change: "text == 'a'" } } },
});

test("rows are sent without what the user may not write in them, or was not touched where it is locked", () => {
  const type = model.types.get("offer");
  if (!type) throw new Error("the model has no offer");
  const start = { lines: [{ id: "1", text: "a", price: "9", margin: "3" }] };
  const sent = (...lines: object[]) => withOpenRows({ lines }, { type, model, start }).lines;
  expect(
    sent({ id: "1", text: "b", price: "9", margin: "3" }, { text: "c", price: "1", margin: "2" }),
  ).toEqual([
    { id: "1", text: "b" },
    { text: "c", margin: "2" },
  ]);
  expect(sent({ id: "1", text: "a", price: "9", margin: "4" })).toEqual([
    { id: "1", text: "a", margin: "4" },
  ]);
});
