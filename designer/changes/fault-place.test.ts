import { expect, test } from "vitest";
import type { MetadataDocument } from "../../metamodel/index.ts";
import { placeOfFault } from "./fault-place.ts";

const documents: MetadataDocument[] = [
  {
    kind: "type",
    name: "contract",
    label: { fr: "Contrat" },
    fields: [{ name: "fee", type: "money", label: { fr: "Forfait" } }],
  },
];

test.each([
  ["type/contract fields[0].type", { type: "contract", field: "fee" }],
  ["type/contract title", { type: "contract", field: null }],
  ["type/contract fields[7].type", { type: "contract", field: null }],
  ["type/gone fields[0]", null],
  ["form/contract sections[0].fields[1]", null],
  ["", null],
])("a fault at “%s” leads to what can be opened", (path, place) => {
  expect(placeOfFault(path, documents)).toEqual(place);
});
