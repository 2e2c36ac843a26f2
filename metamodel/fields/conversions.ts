import type { Conversion } from "../field-type.ts";
import type { FieldDocument } from "../kinds/index.ts";

/** A constant as SQL writes it, for conversions, which are part of DDL and take no parameters. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

const asIs: Conversion = (column) => column;
const asText: Conversion = (column) => `${column}::text`;

/** From every type that keeps a text to another that keeps one: nothing changes. */
export const fromTexts: Readonly<Record<string, Conversion>> = {
  text: asIs,
  "long-text": asIs,
  select: asIs,
  email: asIs,
  phone: asIs,
  url: asIs,
  sequence: asIs,
};

/** Every plain value as the text of its canonical form. */
export const toText: Readonly<Record<string, Conversion>> = {
  ...fromTexts,
  integer: asText,
  decimal: asText,
  percent: asText,
  money: asText,
  duration: asText,
  date: asText,
  boolean: asText,
  "date-time": (column) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  "multi-select": (column) => `nullif(array_to_string(${column}, ', '), '')`,
};

/** A text that holds a number (spaces and apostrophes between thousands, point or comma) as `numeric`. */
export const numberFromText: Conversion = (column) => {
  const bare = `regexp_replace(${column}, '[\\s''’   ]', '', 'g')`;
  const pointed = `replace(${bare}, ',', '.')`;
  return `case when length(${column}) <= 40 then case when ${pointed} ~ '^[-+]?[0-9]{1,15}(\\.[0-9]{1,10})?$' then (${pointed})::numeric end end`;
};

/** The text types from which a conversion by `convert` is offered. */
export function fromAnyText(convert: Conversion): Readonly<Record<string, Conversion>> {
  return { text: convert, "long-text": convert, select: convert, sequence: convert };
}

/** The key of a stored file where it is of such a kind and size; null for another. `media` is what its type begins with. */
export function fittingFile(column: string, { media, maxSize }: { media: string; maxSize: number }): string {
  // The column stands in a row of its own: a field may be called like a column of the files.
  return (
    `(select k.key from (select ${column} as key) k join kernel_file f on f.id = k.key ` +
    `where f.mime like ${sqlText(`${media}%`)} and f.size <= ${maxSize})`
  );
}

/** Into every type that keeps any text, where it is not too long for the field. */
export function intoTexts(convert: Conversion): Readonly<Record<string, Conversion>> {
  const fitting: Conversion = (column, target) => {
    const text = convert(column, target);
    if (!target?.to) return text;
    const longest = target.to.maxLength ?? (target.to.type === "text" ? 500 : 100_000);
    return `case when length(${text}) <= ${Number(longest)} then ${text} end`;
  };
  return { text: fitting, "long-text": fitting };
}

/** The same conversions, giving null for texts that are longer than the field they become. */
export function notLongerThan(
  longest: (to: FieldDocument) => number,
  conversions: Readonly<Record<string, Conversion>>,
): Readonly<Record<string, Conversion>> {
  const fitting = Object.entries(conversions).map(([from, convert]): [string, Conversion] => [
    from,
    (column, target) => {
      const text = convert(column, target);
      return target?.to ? `case when length(${text}) <= ${longest(target.to)} then ${text} end` : text;
    },
  ]);
  return Object.fromEntries(fitting);
}

/** A number that fits `numeric(18, scale)`, rounded; null where it does not. */
export function fittingNumeric(number: string, scale: number): string {
  return `case when abs(${number}) < 1e${18 - scale - 1} then round(${number}, ${scale}) end`;
}

/** A number of at most 15 digits and so many decimals; null where it is larger. */
export function fittingDecimal(number: string, decimals: number): string {
  return `case when abs(${number}) < 1e15 - 1 then round(${number}, least(scale(${number}), ${decimals})) end`;
}

/** A whole number within ±(2^53 - 1) as bigint; null where it is not whole or does not fit. */
export function fittingWhole(number: string): string {
  return `case when abs(${number}) <= 9007199254740991 and ${number} = trunc(${number}) then (${number})::bigint end`;
}

/** A text `YYYY-MM-DD`, `d.m.yyyy` or `d/m/yyyy` as a day; null where there is no such day. */
export const dayFromText: Conversion = (column) => {
  const iso = "^([0-9]{4})-([0-9]{2})-([0-9]{2})$";
  const local = "^([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})$";
  const part = (pattern: string, index: number) => `((regexp_match(${column}, '${pattern}'))[${index}])::int`;
  return (
    `case when ${column} ~ '${iso}' then ${dayFromParts(part(iso, 1), part(iso, 2), part(iso, 3))} ` +
    `when ${column} ~ '${local}' then ${dayFromParts(part(local, 3), part(local, 2), part(local, 1))} end`
  );
};

/** `make_date` that gives null instead of an error for a day that does not exist. */
function dayFromParts(year: string, month: string, day: string): string {
  const lastDay = `extract(day from make_date(${year}, ${month}, 1) + interval '1 month' - interval '1 day')`;
  return (
    `case when ${year} >= 1 and ${month} between 1 and 12 and ${day} >= 1 then ` +
    `case when ${day} <= ${lastDay} then make_date(${year}, ${month}, ${day}) end end`
  );
}
