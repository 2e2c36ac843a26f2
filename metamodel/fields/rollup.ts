import * as z from "zod";
import { defineFieldType } from "../field-type.ts";
import { expression, path } from "../kinds/names.ts";
import { computedFaces, computedProperties, textIn } from "./computed.ts";

const functions = ["count", "sum", "avg", "min", "max"] as const;

const properties = {
  of: path.describe("The list and the value in it: `entries.duration`; the list alone to count it."),
  function: z.enum(functions).describe("What is made of the values."),
  where: expression.optional().describe("Which records count: CEL over each of them."),
  ...computedProperties,
};

/** A figure over related records: the hours of a contract, the amount of an offer. */
export const rollup = defineFieldType<unknown>({
  ...computedFaces,
  name: "rollup",
  label: { fr: "Cumul", en: "Rollup" },
  help: {
    fr: "Un chiffre sur les fiches liées : somme, nombre, moyenne.",
    en: "A figure over related records: sum, count, average.",
  },
  icon: "sum",
  properties,
  computation: (field) => ({
    by: "rollup",
    path: textIn(field, "of"),
    function: functions.find((name) => name === field.function) ?? "count",
    where: textIn(field, "where") || null,
    isStored: field.stored === true,
  }),
  sample: () => ({
    name: "sample",
    type: "rollup",
    label: { fr: "Nombre", en: "Count" },
    of: "children",
    function: "count",
  }),
});
