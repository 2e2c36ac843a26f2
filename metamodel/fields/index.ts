import type { FieldType } from "../field-type.ts";
import { anyReference } from "./any-reference.ts";
import { boolean } from "./boolean.ts";
import { children } from "./children.ts";
import { collaborator } from "./collaborator.ts";
import { colour } from "./colour.ts";
import { country } from "./country.ts";
import { date } from "./date.ts";
import { dateTime } from "./date-time.ts";
import { decimal } from "./decimal.ts";
import { duration } from "./duration.ts";
import { email } from "./email.ts";
import { file } from "./file.ts";
import { formula } from "./formula.ts";
import { iban } from "./iban.ts";
import { image } from "./image.ts";
import { integer } from "./integer.ts";
import { json } from "./json.ts";
import { language } from "./language.ts";
import { location } from "./location.ts";
import { longText } from "./long-text.ts";
import { lookup } from "./lookup.ts";
import { money } from "./money.ts";
import { multiSelect } from "./multi-select.ts";
import { percent } from "./percent.ts";
import { period } from "./period.ts";
import { phone } from "./phone.ts";
import { rating } from "./rating.ts";
import { recurrence } from "./recurrence.ts";
import { reference } from "./reference.ts";
import { references } from "./references.ts";
import { richText } from "./rich-text.ts";
import { rollup } from "./rollup.ts";
import { select } from "./select.ts";
import { sequence } from "./sequence.ts";
import { signature } from "./signature.ts";
import { tags } from "./tags.ts";
import { text } from "./text.ts";
import { time } from "./time.ts";
import { url } from "./url.ts";

/** Field types by name. Functions that work on a shelf take this one by default, and any other in a test. */
export type Shelf = ReadonlyMap<string, FieldType>;

/** The field types of the house, in the order in which the designer offers them. */
export const fieldTypes: Shelf = shelf([
  text,
  longText,
  richText,
  integer,
  decimal,
  percent,
  money,
  boolean,
  date,
  dateTime,
  time,
  duration,
  period,
  select,
  multiSelect,
  tags,
  rating,
  colour,
  email,
  phone,
  url,
  iban,
  country,
  language,
  location,
  reference,
  references,
  anyReference,
  children,
  file,
  image,
  signature,
  sequence,
  collaborator,
  formula,
  rollup,
  lookup,
  recurrence,
  json,
]);

/** The field type of a name; undefined when there is none. */
export function fieldTypeOf(name: string, types: Shelf = fieldTypes): FieldType | undefined {
  return types.get(name);
}

/** Puts field types on a shelf. */
// biome-ignore lint/suspicious/noExplicitAny: a shelf holds types of all value types; each gets its own values back.
export function shelf(types: readonly FieldType<any>[]): Shelf {
  return new Map(types.map((type) => [type.name, type]));
}
