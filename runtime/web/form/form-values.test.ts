import { expect, test } from "vitest";
import { buildModel } from "../../../metamodel/build-model.ts";
import { typeDocument } from "../../../metamodel/index.ts";
import { formValues } from "./form-values.ts";

const label = { en: "X" };
const model = buildModel([
  typeDocument.parse({
    kind: "type",
    name: "offer",
    label,
    fields: [
      { name: "fee", type: "money", label },
      { name: "lines", type: "children", of: "line", by: "offer", label },
    ],
  }),
  typeDocument.parse({
    kind: "type",
    name: "line",
    label,
    fields: [
      { name: "offer", type: "reference", to: "offer", label },
      { name: "price", type: "money", label },
      { name: "double", type: "formula", expression: "price * 2", label },
    ],
  }),
]);

test("a form begins with what can be written: rows without the way back, and what is computed kept beside", () => {
  const type = model.types.get("offer");
  if (!type) throw new Error("the offer is not in the model");
  const offer = { id: "o", type: "offer", title: "O" };
  const row = { id: "l", type: "line", version: 1, title: "L", offer, price: "2.00", double: "4.00" };
  expect(formValues(model, type, { ...offer, version: 1, lines: [row] })).toEqual({
    fee: null,
    lines: [{ id: "l", type: "line", version: 1, title: "L", price: "2.00", __read: { double: "4.00" } }],
  });
});
