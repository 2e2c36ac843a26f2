import { defineFieldType } from "../field-type.ts";
import { expression } from "../kinds/names.ts";
import { computedFaces, computedProperties, textIn } from "./computed.ts";

const properties = {
  expression: expression.describe("CEL over the record: `fee - cost`."),
  ...computedProperties,
};

/** A value worked out from the record's other values and those of the records it points to. */
export const formula = defineFieldType<unknown>({
  ...computedFaces,
  name: "formula",
  label: { fr: "Formule", en: "Formula" },
  help: {
    fr: "Une valeur calculée à partir d’autres champs.",
    en: "A value worked out from other fields.",
  },
  icon: "math-function",
  properties,
  computation: (field) => ({
    by: "expression",
    text: textIn(field, "expression"),
    isStored: field.stored === true,
  }),
  sample: () => ({
    name: "sample",
    type: "formula",
    label: { fr: "Marge", en: "Margin" },
    expression: "1 + 1",
  }),
});
