import * as z from "zod";
import { inWords, type Language } from "../../core/language/index.ts";
import type { Cell } from "../field-type.ts";
import { expression, label, tone } from "../kinds/names.ts";
import { saying } from "../saying.ts";
import { cellText } from "./cells.ts";

export const option = z.strictObject({
  value: z
    .string()
    .min(1)
    .max(60)
    .regex(
      /^[^\p{Cc},]*$/u,
      saying({
        fr: "une valeur ne contient ni virgule ni saut de ligne",
        en: "a value has neither commas nor line breaks",
      }),
    )
    .describe("What is stored."),
  label: label.describe("What people read."),
  tone: tone.optional().describe("The colour of its pill; grey otherwise."),
  when: expression.optional().describe("Offered only where this CEL condition over the record holds."),
  retired: z.boolean().optional().describe("Kept by records that have it, no longer offered to new ones."),
});
export type Option = z.infer<typeof option>;

/** The options of a choice, in the order in which they are offered. */
export const options = z
  .array(option)
  .min(1)
  .max(500)
  .refine(
    (list) => new Set(list.map(({ value }) => value)).size === list.length,
    saying({ fr: "deux choix ont la même valeur", en: "two options have the same value" }),
  )
  .describe("The values to choose from, in the order in which they are offered.");

/** The label of a value, or the value itself where no option has it any more. */
export function optionLabel(list: readonly Option[], value: string, language: Language): string {
  const found = list.find((each) => each.value === value);
  return found ? inWords(found.label, language) || value : value;
}

/** The option a cell names by its value or by one of its labels, whatever the capitals and accents. */
export function optionNamed(list: readonly Option[], cell: Cell): Option | undefined {
  const text = cellText(cell);
  const wanted = plain(text);
  return (
    list.find((each) => each.value === text) ??
    list.find((each) => plain(each.value) === wanted) ??
    list.find((each) => Object.values(each.label).some((words) => words && plain(words) === wanted))
  );
}

/** The values that a schema allows; a new record is not offered retired ones. */
export function allowedValues(list: readonly Option[], creating: boolean): string[] {
  return list.filter((each) => !(creating && each.retired)).map(({ value }) => value);
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The options of the samples in tests and documentation. */
export const sampleOptions = [
  { value: "open", label: { fr: "Ouvert", en: "Open" }, tone: "blue" },
  { value: "planned", label: { fr: "Planifié", en: "Planned" }, tone: "yellow" },
  { value: "closed", label: { fr: "Fermé", en: "Closed" }, tone: "green" },
] as const satisfies readonly Option[];
