import { defineFieldType } from "../field-type.ts";
import { celText } from "./cel.ts";
import { cellText, unreadable } from "./cells.ts";
import { fromAnyText, intoTexts, sqlText } from "./conversions.ts";
import { between, comparison, presence } from "./operators.ts";

const literal = (value: unknown) => `time(${celText(isTime(value) ? String(value) : "00:00")})`;

/** A time of the clock without a day: `"08:30"`. Expressions see it as the time since midnight. */
export const time = defineFieldType<string>({
  name: "time",
  label: { fr: "Heure", en: "Time of day" },
  help: { fr: "Une heure de la journée : 08:30.", en: "A time of the clock: 08:30." },
  icon: "clock",
  properties: {},
  column: () => "time(0)",
  accept: (value) => (value === "" ? null : (readTime(value) ?? value)),
  jsonSchema: () => ({ type: "string", format: "clock" }),
  readSql: (column) => `to_char(${column}, 'HH24:MI')`,
  inExpression: {
    sql: (column) => `extract(epoch from ${column})::bigint`,
    json: (value) => (isTime(value) ? secondsOf(String(value)) : null),
  },
  widget: "time",
  format: (value) => value,
  toCell: (value) => value,
  fromCell: (cell) => {
    const found = cell instanceof Date ? readTime(cellText(cell).slice(11, 16)) : readTime(cellText(cell));
    if (found !== null) return { value: found };
    return unreadable(cell, "n’est pas une heure, telle que 08:30", "is not a time, such as 08:30");
  },
  operators: {
    is: comparison({ fr: "est à", en: "is at" }, "==", literal),
    before: comparison({ fr: "est avant", en: "is before" }, "<", literal),
    after: comparison({ fr: "est après", en: "is after" }, ">", literal),
    between: between(literal),
    ...presence,
  },
  aggregates: ["count", "min", "max"],
  sort: "plain",
  expressionType: "duration",
  convertsFrom: {
    duration: (column) =>
      `case when ${column} between 0 and 86399 then date_trunc('minute', ${column} * interval '1 second')::time end`,
    "date-time": (column, { timeZone = "UTC" } = {}) =>
      `date_trunc('minute', ${column} at time zone ${sqlText(timeZone)})::time`,
    ...fromAnyText(
      (column) =>
        `case when ${column} ~ '^([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$' then left(lpad(${column}, 5, '0'), 5)::time end`,
    ),
  },
  convertsTo: {
    duration: (column) => `extract(epoch from ${column})::bigint`,
    ...intoTexts((column) => `to_char(${column}, 'HH24:MI')`),
  },
  examples: ["08:30", "00:00", "23:59"],
  refused: ["24:00", "8:30", "8h30", "08:60", "08:30:00", 830, {}],
});

/** Whether a value is a time of the clock in canonical form. */
export function isTime(value: unknown): boolean {
  return typeof value === "string" && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
}

/** Reads `8:30`, `8h30`, `8 h`, `0830`, `08:30:00`; null for what is no time. */
export function readTime(value: unknown): string | null {
  if (typeof value !== "string" || value.length > 20) return null;
  const [, hours = "", minutes = "00"] =
    /^\s*(\d{1,2})\s*(?:[:h.]\s*(\d{2})?(?::\d{2})?|(?<=\d\d)(\d{2}))?\s*$/i.exec(compact(value)) ?? [];
  if (hours === "") return null;
  const found = `${hours.padStart(2, "0")}:${minutes}`;
  return isTime(found) ? found : null;
}

/** `0830` as `08:30`. */
function compact(text: string): string {
  return text.trim().replace(/^(\d{2})(\d{2})$/, "$1:$2");
}

function secondsOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return hours * 3_600 + minutes * 60;
}
