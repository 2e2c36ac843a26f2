import { quoteName, quoteText } from "../../../core/database/database.ts";
import type { RefusalCode } from "../../../core/errors/index.ts";
import { readPattern } from "../../../metamodel/expression/values/pattern.ts";
import { patternText } from "../../../metamodel/expression/values/pattern-match.ts";
import { type Field, isSeveral, type JsonSchema } from "../../../metamodel/index.ts";

/** A keyword of a value's schema as SQL over its column. */
interface Limit {
  /** The property of the field that says it. */
  readonly property: string;
  readonly code: RefusalCode;
  /** True for a value that breaks it; null where SQL cannot say. */
  readonly breaks: (column: string, limit: unknown) => string | null;
  /** Whether whatever kept within the former limit keeps within this one, so that nothing has to be looked at. */
  readonly isWider: (limit: unknown, former: unknown) => boolean;
}

/** A limit that a field sets to its values. */
export interface SetLimit extends Omit<Limit, "breaks" | "isWider"> {
  readonly keyword: string;
  readonly limit: unknown;
  /** How the limit stands in a sentence. */
  readonly told: unknown;
  /** Over the alias of the record; null where only `compilePattern` can say. */
  readonly sql: ((alias: string) => string) | null;
}

const limits: Readonly<Record<string, Limit>> = {
  minimum: { property: "min", code: "record.too-small", breaks: compared("<"), isWider: isLess },
  maximum: { property: "max", code: "record.too-large", breaks: compared(">"), isWider: isMore },
  decimalMinimum: { property: "min", code: "record.too-small", breaks: compared("<"), isWider: isLess },
  decimalMaximum: { property: "max", code: "record.too-large", breaks: compared(">"), isWider: isMore },
  dayMinimum: { property: "min", code: "record.too-small", breaks: dayCompared("<"), isWider: isBefore },
  dayMaximum: { property: "max", code: "record.too-large", breaks: dayCompared(">"), isWider: isAfter },
  minLength: {
    property: "minLength",
    code: "record.too-short",
    breaks: (column, limit) => `char_length(${column}::text) < ${Number(limit)}`,
    isWider: isLess,
  },
  maxLength: {
    property: "maxLength",
    code: "record.too-long",
    breaks: (column, limit) => `char_length(${column}::text) > ${Number(limit)}`,
    isWider: isMore,
  },
  maxItems: {
    property: "maxItems",
    code: "record.too-many",
    breaks: (column, limit) => `cardinality(${column}) > ${Number(limit)}`,
    isWider: isMore,
  },
  enum: {
    property: "options",
    code: "record.not-an-option",
    breaks: (column, limit) => `${column}::text <> all (${textArray(limit)})`,
    isWider: hasAll,
  },
  pattern: {
    property: "pattern",
    code: "record.wrong-format",
    breaks: (column, limit) => {
      const pattern = readPattern(String(limit).replace(/^\^\(\?:/, "^("));
      return pattern && `${column}::text !~ ${quoteText(patternText(pattern))}`;
    },
    isWider: Object.is,
  },
};

/** The limits in a field's schema. The keywords are few and the same for all types, so nobody has to ask which type it is. */
export function limitsOf(field: Field): SetLimit[] {
  const { column } = field;
  if (column === null || isSeveral(field.type.relation(field.document))) return [];
  const schema = field.type.jsonSchema(field.document);
  const own = Object.entries(schema).flatMap(([keyword, limit]) => setLimit(column, keyword, limit));
  const items = isObject(schema.items) ? schema.items.enum : undefined;
  return items === undefined ? own : [...own, itemsLimit(column, items)];
}

function setLimit(column: string, keyword: string, limit: unknown): SetLimit[] {
  const known = Object.hasOwn(limits, keyword) ? limits[keyword] : undefined;
  if (!known) return [];
  const { property, code, breaks } = known;
  const isSaid = breaks(quoteName(column), limit) !== null;
  const sql = isSaid ? (alias: string) => breaks(`${alias}.${quoteName(column)}`, limit) ?? "null" : null;
  return [{ keyword, property, code, limit, told: toldLimit(limit), sql }];
}

/** Every value of a list is one of the options. */
function itemsLimit(column: string, options: unknown): SetLimit {
  const sql = (alias: string) => `not (${alias}.${quoteName(column)} <@ ${textArray(options)})`;
  const told = toldLimit(options);
  return { keyword: "items", property: "options", code: "record.not-an-option", limit: options, told, sql };
}

/** Whether a limit lets everything through that the former one of the same keyword did. */
export function isNoTighter({ keyword, limit }: SetLimit, former: SetLimit | undefined): boolean {
  if (!former) return false;
  if (keyword === "items") return hasAll(limit, former.limit);
  return limits[keyword]?.isWider(limit, former.limit) === true;
}

function isLess(limit: unknown, former: unknown): boolean {
  return Number(limit) <= Number(former);
}

function isMore(limit: unknown, former: unknown): boolean {
  return Number(limit) >= Number(former);
}

function isBefore(limit: unknown, former: unknown): boolean {
  return String(limit) <= String(former);
}

function isAfter(limit: unknown, former: unknown): boolean {
  return String(limit) >= String(former);
}

function hasAll(options: unknown, former: unknown): boolean {
  const all = new Set(Array.isArray(options) ? options : []);
  return Array.isArray(former) && former.every((option) => all.has(option));
}

/** How a limit stands in a sentence. */
function toldLimit(limit: unknown): unknown {
  if (!Array.isArray(limit)) return limit;
  return limit.length > 20 ? `${limit.slice(0, 20).join(", ")} …` : limit.join(", ");
}

function compared(operator: "<" | ">") {
  return (column: string, limit: unknown) => `${column} ${operator} ${quoteText(String(limit))}::numeric`;
}

function dayCompared(operator: "<" | ">") {
  return (column: string, limit: unknown) => `${column} ${operator} ${quoteText(String(limit))}::date`;
}

function textArray(options: unknown): string {
  const texts = Array.isArray(options) ? options.map((option) => quoteText(String(option))) : [];
  return `array[${texts.join(", ")}]::text[]`;
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
