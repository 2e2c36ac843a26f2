import { expect, test } from "vitest";
import { checkDocuments, parseDocument } from "../check/index.ts";

test("a field type that is not on the shelf is a fault", () => {
  const label = { en: "Paint" };
  const parsed = parseDocument("type", {
    name: "paint",
    label,
    fields: [{ name: "shade", type: "shade", label }],
  });
  if (!("document" in parsed)) throw new Error("the sample document has another fault");
  expect(checkDocuments([parsed.document])).toMatchObject([
    { path: "type/paint fields[0].type", code: "metadata.field-type-unknown", values: { name: "shade" } },
  ]);
});
