import { formatDay, isDay, readDay } from "../../core/language/index.ts";
import { defineFieldType } from "../field-type.ts";
import { celCall } from "./cel.ts";
import { cellText, unreadable } from "./cells.ts";
import { intoTexts } from "./conversions.ts";
import { presence } from "./operators.ts";

/** From a day to a day, both included; one of them may be open. */
export interface Period {
  readonly from: string | null;
  readonly to: string | null;
}

const day = (value: unknown) => celCall("date", isDay(value) ? value : "0001-01-01");
const end = { anyOf: [{ type: "string", format: "date" }, { type: "null" }] } as const;

/** A stretch of days, both ends included: a contract’s duration, an absence. */
export const period = defineFieldType<Period>({
  name: "period",
  label: { fr: "Période", en: "Period" },
  help: { fr: "D’un jour à un autre, compris.", en: "From one day to another, both included." },
  icon: "calendar-event",
  properties: {},
  column: () => "daterange",
  accept: (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return value === "" ? null : value;
    const { from = null, to = null } = ends(value);
    return from === null && to === null ? null : { ...value, from, to };
  },
  jsonSchema: () => ({
    type: "object",
    properties: { from: end, to: end },
    required: ["from", "to"],
    additionalProperties: false,
    inOrder: true,
  }),
  toColumn: ({ from, to }) => `[${from ?? ""},${to ?? ""}]`,
  readSql: (column) =>
    `case when ${column} is not null then json_build_object('from', lower(${column}), 'to', upper(${column}) - 1) end`,
  parts: {
    from: { type: "date", sql: (column) => `lower(${column})`, json: (value) => ends(value).from ?? null },
    to: { type: "date", sql: (column) => `(upper(${column}) - 1)`, json: (value) => ends(value).to ?? null },
  },
  widget: "period",
  format: ({ from, to }, _field, habits) => {
    const words =
      habits.language === "fr" ? { from: "dès le", to: "jusqu’au" } : { from: "from", to: "until" };
    if (from !== null && to !== null) return `${formatDay(from, habits)} – ${formatDay(to, habits)}`;
    return from !== null
      ? `${words.from} ${formatDay(from, habits)}`
      : `${words.to} ${formatDay(to ?? "", habits)}`;
  },
  toCell: ({ from, to }) => `${from ?? ""} – ${to ?? ""}`.trim(),
  fromCell: (cell, _field, habits) => {
    const [first = "", second = ""] = cellText(cell).split(/\s*(?:–|—|\.\.|\/(?=\d{4}-)| - )\s*/);
    const from = first === "" ? null : readDay(first, habits);
    const to = second === "" ? null : readDay(second, habits);
    const isRead = (text: string, read: string | null) => text === "" || isDay(read);
    const isSome = first !== "" || second !== "";
    if (isSome && isRead(first, from) && isRead(second, to) && (from ?? "") <= (to ?? "9999-12-31"))
      return { value: { from, to } };
    return unreadable(
      cell,
      "n’est pas une période, telle que 1.3.2026 – 31.3.2026",
      "is not a period, such as 1.3.2026 – 31.3.2026",
    );
  },
  operators: {
    covers: {
      label: { fr: "comprend le", en: "includes the" },
      takes: "text",
      cel: (path, value) =>
        `(${path} != null && !(${path}.from > ${day(value)}) && !(${path}.to < ${day(value)}))`,
    },
    begun: {
      label: { fr: "a commencé", en: "has begun" },
      takes: "nothing",
      cel: (path) => `(${path} != null && (${path}.from == null || ${path}.from <= today()))`,
    },
    over: {
      label: { fr: "est terminée", en: "is over" },
      takes: "nothing",
      cel: (path) => `${path}.to < today()`,
    },
    ...presence,
  },
  aggregates: ["count"],
  sort: "plain",
  expressionType: "composite",
  convertsFrom: {
    date: (column) => `case when ${column} is not null then daterange(${column}, ${column}, '[]') end`,
  },
  convertsTo: {
    date: (column) => `coalesce(lower(${column}), upper(${column}) - 1)`,
    ...intoTexts(
      (column) => `nullif(btrim(concat(lower(${column})::text, ' – ', (upper(${column}) - 1)::text)), '–')`,
    ),
  },
  examples: [
    { from: "2026-03-01", to: "2026-03-31" },
    { from: "2026-03-01", to: null },
    { from: null, to: "2026-12-31" },
    { from: "2024-02-29", to: "2024-02-29" },
  ],
  refused: [
    "2026-03-01",
    {},
    { from: "2026-03-02", to: "2026-03-01" },
    { from: "2026-02-30", to: null },
    { from: "2026-03-01", to: null, note: "" },
    [],
  ],
});

function ends(value: unknown): { readonly from?: string | null; readonly to?: string | null } {
  if (typeof value !== "object" || value === null) return {};
  const member = (name: string): string | null => {
    const found: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : null;
    return typeof found === "string" && found !== "" ? found : null;
  };
  return { from: member("from"), to: member("to") };
}
