import { compareDecimals } from "../core/decimals.ts";
import { isDay, isInstant } from "../core/language/index.ts";
import { isDecimal, isEmail, isKey, isLink, isPhone } from "./fields/formats.ts";

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
