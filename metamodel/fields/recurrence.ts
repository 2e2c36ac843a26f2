import { defineFieldType } from "../field-type.ts";
import { cellText, unreadable } from "./cells.ts";
import { fromAnyText, intoTexts } from "./conversions.ts";
import { textWords } from "./operators.ts";
import { readRecurrence, recurrenceInWords } from "./recurrence-rule.ts";

const longest = 300;

/** When something comes again: an RRULE of RFC 5545, shown in words. */
export const recurrence = defineFieldType<string>({
  name: "recurrence",
  label: { fr: "Répétition", en: "Repetition" },
  help: {
    fr: "Quand cela revient : chaque mardi, tous les 3 mois.",
    en: "When it comes again: every Tuesday, every 3 months.",
  },
  icon: "repeat",
  properties: {},
  column: () => 'text collate "C"',
  accept: (value) => {
    if (typeof value !== "string") return value;
    return value === "" ? null : bare(value);
  },
  jsonSchema: () => ({ type: "string", format: "recurrence", maxLength: longest }),
  widget: "recurrence",
  format: (value, _field, habits) => recurrenceInWords(value, habits) ?? value,
  toCell: (value) => value,
  fromCell: (cell) => {
    const written = bare(cellText(cell));
    return written.length <= longest && readRecurrence(written)
      ? { value: written }
      : unreadable(
          cell,
          "n’est pas une règle RRULE, telle que FREQ=MONTHLY;BYMONTHDAY=1",
          "is not an RRULE, such as FREQ=MONTHLY;BYMONTHDAY=1",
        );
  },
  operators: { is: textWords.is, empty: textWords.empty, filled: textWords.filled },
  aggregates: ["count"],
  sort: null,
  expressionType: "string",
  convertsFrom: fromAnyText((column) => {
    const rule = `upper(regexp_replace(btrim(${column}), '^RRULE:', '', 'i'))`;
    return `case when length(${column}) <= ${longest} and ${rule} ~ '^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;INTERVAL=[1-9][0-9]?)?(;COUNT=[1-9][0-9]{0,2})?$' then ${rule} end`;
  }),
  convertsTo: intoTexts((column) => column),
  examples: [
    "FREQ=WEEKLY;BYDAY=TU",
    "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15",
    "FREQ=YEARLY;BYMONTH=10",
    "FREQ=DAILY;COUNT=10",
    "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20271231",
  ],
  refused: [
    "every tuesday",
    "FREQ=SOMETIMES",
    "FREQ=DAILY;INTERVAL=0",
    "BYDAY=TU",
    "FREQ=MONTHLY;BYMONTHDAY=1E1",
    "FREQ=YEARLY;BYMONTH=0X1",
    "FREQ=DAILY;COUNT=1;UNTIL=20270101",
    "",
    7,
    {},
  ],
});

function bare(text: string): string {
  return text
    .trim()
    .replace(/^RRULE:/i, "")
    .toUpperCase();
}
