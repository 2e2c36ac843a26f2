import { compareDecimals } from "../core/decimals.ts";
import { isDay, isInstant } from "../core/language/index.ts";
import { isColour } from "./fields/colour.ts";
import { isDecimal, isEmail, isKey, isLink, isPhone } from "./fields/formats.ts";
import { isIban } from "./fields/iban-number.ts";
import { readRecurrence } from "./fields/recurrence-rule.ts";
import { isRichText } from "./fields/rich-html.ts";
import { isTime } from "./fields/time.ts";

export { compilePattern } from "./fields/pattern.ts";

/** What the `format` words of record schemas mean. */
export const recordFormats: Readonly<Record<string, (text: string) => boolean>> = {
  date: isDay,
  "date-time": isInstant,
  uuid: isKey,
  email: isEmail,
  link: isLink,
  phone: isPhone,
  decimal: isDecimal,
  clock: isTime,
  iban: isIban,
  colour: isColour,
  recurrence: (text) => readRecurrence(text) !== null,
  "rich-text": isRichText,
};

/** A keyword of our own: what its limit is written as, and whether a text keeps within it. */
interface Limit {
  readonly schemaType: "string" | "number";
  readonly holds: (limit: string, value: string) => boolean;
}

/** Keywords of record schemas that JSON Schema does not have, each comparing a text with its limit. */
export const recordLimits: Readonly<Record<string, Limit>> = {
  decimals: {
    schemaType: "number",
    holds: (most, value) => (value.split(".")[1]?.length ?? 0) <= Number(most),
  },
  decimalMinimum: {
    schemaType: "string",
    holds: (least, value) => !isDecimal(value) || compareDecimals(value, least) >= 0,
  },
  decimalMaximum: {
    schemaType: "string",
    holds: (most, value) => !isDecimal(value) || compareDecimals(value, most) <= 0,
  },
  dayMinimum: { schemaType: "string", holds: (least, value) => value >= least },
  dayMaximum: { schemaType: "string", holds: (most, value) => value <= most },
};

/** Keywords about values of any kind: their limit, and whether a value keeps within it. */
export const recordChecks: Readonly<Record<string, (limit: unknown, value: unknown) => boolean>> = {
  /** A period ends no earlier than it begins. */
  inOrder: (_limit, value) => {
    if (typeof value !== "object" || value === null) return true;
    const [from, to] = [memberOf(value, "from"), memberOf(value, "to")];
    const isOpen = typeof from !== "string" || typeof to !== "string";
    return isOpen ? typeof from === "string" || typeof to === "string" : from <= to;
  },
  /** The most characters that a value has as JSON. */
  mostJson: (limit, value) => JSON.stringify(value ?? null).length <= Number(limit),
};

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
