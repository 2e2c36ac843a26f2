import { defineFieldType } from "../field-type.ts";
import { path } from "../kinds/names.ts";
import { computedFaces, computedProperties, textIn } from "./computed.ts";

const properties = {
  stored: computedProperties.stored,
  path: path.describe("The way to the value: `customer.place`."),
};

/** A value of another record, shown as if it were here: the place of a contract’s customer. */
export const lookup = defineFieldType<unknown>({
  ...computedFaces,
  name: "lookup",
  label: { fr: "Reprise", en: "Lookup" },
  help: {
    fr: "Une valeur de la fiche liée, montrée ici.",
    en: "A value of the linked record, shown here.",
  },
  icon: "corner-right-up",
  properties,
  computation: (field) => ({ by: "lookup", path: textIn(field, "path"), isStored: field.stored === true }),
  sample: () => ({
    name: "sample",
    type: "lookup",
    label: { fr: "Localité", en: "Place" },
    path: "parent.id",
  }),
});
