import Handlebars from "handlebars";
import { dayOf } from "../../core/clock.ts";
import { formatLongDay, type Habits } from "../../core/language/index.ts";
import { fieldTypeOf } from "../../metamodel/index.ts";
import type { BlockHelper, InlineHelper } from "../../metamodel/templates/index.ts";
import { canonical } from "./merge-value.ts";

/** What a template is filled for: the reader's habits, and today. */
export interface MergeFor {
  readonly habits: Habits;
  readonly now: Date;
}

type Call = (...values: readonly unknown[]) => unknown;

/** The functions of templates. Each takes values of fields or constants; what cannot be read is left empty. */
export function inlineFunctions({ habits, now }: MergeFor): Readonly<Record<InlineHelper, Call>> {
  return {
    date: (value, style) => longDate(canonical(value), text(style), habits),
    today: (style) => longDate(dayOf(now, habits.timeZone), text(style), habits),
    number: (value) => formatted("decimal", value, habits),
    money: (value, currency) => formatted("money", value, habits, text(currency) || habits.currency),
    upper: (value) => text(value).toLocaleUpperCase(habits.language),
    lower: (value) => text(value).toLocaleLowerCase(habits.language),
    lines: (value) => withBreaks(text(value)),
    default: (value, fallback) => (isEmpty(value) ? fallback : value),
    choose: (value, ...cases) => chosen(canonical(value), cases),
    eq: (a, b) => same(a, b),
    ne: (a, b) => !same(a, b),
    and: (...values) => values.every(holds),
    or: (...values) => values.some(holds),
    not: (value) => !holds(value),
  };
}

/** Blocks decide by the canonical value: `{{#if internal}}` is not fooled by the word “no”. */
export const blockFunctions: Readonly<
  Record<Exclude<BlockHelper, "each" | "with">, (value: unknown) => boolean>
> = {
  if: holds,
  unless: (value) => !holds(value),
};

function holds(value: unknown): boolean {
  const plain = canonical(value);
  return Array.isArray(plain) ? plain.length > 0 : !isEmpty(plain) && plain !== false && plain !== 0;
}

function isEmpty(value: unknown): boolean {
  const plain = canonical(value);
  return plain === null || plain === undefined || plain === "";
}

function same(a: unknown, b: unknown): boolean {
  return text(canonical(a)) === text(canonical(b));
}

function text(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}

/** `{{choose salutation "mr" "Monsieur" "mrs" "Madame" "Madame, Monsieur"}}`: pairs, then what else. */
function chosen(value: unknown, cases: readonly unknown[]): unknown {
  for (let index = 0; index + 1 < cases.length; index += 2)
    if (text(value) === text(cases[index])) return cases[index + 1];
  return cases.length % 2 === 1 ? cases.at(-1) : "";
}

function formatted(type: "decimal" | "money", value: unknown, habits: Habits, currency?: string): string {
  const plain = canonical(value);
  if (isEmpty(plain)) return "";
  const field = fieldTypeOf(type);
  if (!field || Number.isNaN(Number(plain))) return text(value);
  const document = { ...field.sample(), ...(currency ? { currency } : {}) };
  return field.format(String(plain), document, habits);
}

/** `short` 04.03.2026 (the habit of the country), `long` 4 mars 2026 or 1er mars 2026, `full` mercredi 4 mars 2026. */
function longDate(value: unknown, style: string, habits: Habits): string {
  const plain = text(value);
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(plain) ? new Date(`${plain}T12:00:00Z`) : new Date(plain);
  if (Number.isNaN(instant.getTime())) return plain;
  const day = dayOf(instant, habits.timeZone);
  if (style !== "long" && style !== "full")
    return fieldTypeOf("date")?.format(day, { name: "day", type: "date", label: {} }, habits) ?? day;
  if (style === "long") return formatLongDay(day, habits);
  const written = new Intl.DateTimeFormat(habits.language === "fr" ? "fr" : "en-GB", {
    dateStyle: "full",
    timeZone: "UTC",
  }).format(new Date(`${day}T12:00:00Z`));
  return habits.language === "fr" ? written.replace(/ 1 /, " 1er ") : written;
}

function withBreaks(words: string): Handlebars.SafeString {
  return new Handlebars.SafeString(words.split(/\r?\n/).map(Handlebars.escapeExpression).join("<br>"));
}
