import type * as z from "zod";
import type { Habits, Label, Words } from "../core/language/index.ts";
import type { FieldDocument, tones } from "./kinds/index.ts";

/** What a value is to the expression language. `record` and `records` are walked with paths. */
export type ExpressionType =
  | "string"
  | "int"
  | "decimal"
  | "bool"
  | "date"
  | "timestamp"
  | "duration"
  | "list<string>"
  | "record"
  | "records"
  /** Something that is there or not, and may have `parts`: a period, a place, JSON. */
  | "composite";

/** How one type's records hang on another's. */
export type Relation =
  /** A column holds the key of one record of type `to`. With `isTree` the records lie below each other by it. */
  | {
      readonly kind: "one";
      readonly to: string;
      readonly onDelete: OnDelete;
      readonly isTree?: boolean;
      /** CEL over the other record, in which `record` is the one that has the field: which may be chosen. */
      readonly where?: string | undefined;
    }
  /** A column holds a list of keys of records of type `to`, in the order in which they were chosen. */
  | {
      readonly kind: "keys";
      readonly to: string;
      readonly onDelete: OnDelete;
      readonly where?: string | undefined;
    }
  /** A column holds `type/key` of one record of any of the types `to`. */
  | { readonly kind: "any"; readonly to: readonly string[]; readonly onDelete: OnDelete }
  /**
   * The records of type `of` whose reference `by` points here, or whose list `by` holds this record; no column of its
   * own. With `other` they are links, and what is meant is the record that their reference `other` names. What `isPart`
   * is written with the record and follows it to the trash; the rest is only read here.
   */
  | {
      readonly kind: "many";
      readonly of: string;
      readonly by: string;
      readonly other?: string;
      readonly isPart: boolean;
      /** The whole-number field of the listed records, or of the links, that keeps their order. */
      readonly position?: string | undefined;
    }
  /** A column holds the key of a stored file, of at most `maxSize` bytes and one of the media types that `accept` begins (any, when empty). */
  | { readonly kind: "file"; readonly accept: readonly string[]; readonly maxSize: number };

/** What happens to a record when the one it points to is deleted: that is refused, the field is emptied, or it goes to the trash too. */
export type OnDelete = "refuse" | "empty" | "cascade";

/** How the value of a field is worked out instead of being entered. */
export type Computation =
  /** A CEL text over the record. */
  | { readonly by: "expression"; readonly text: string; readonly isStored: boolean }
  /** A figure over related records: `path` leads to them and on to a value of each (to the records alone to count them); `where` is CEL over each. */
  | {
      readonly by: "rollup";
      readonly path: string;
      readonly function: Aggregate;
      readonly where: string | null;
      readonly isStored: boolean;
    }
  /** The value that a path through references leads to. */
  | { readonly by: "lookup"; readonly path: string; readonly isStored: boolean };

/** One part of a composite value, as `period.from` reads it in an expression. */
export interface Part {
  readonly type: Exclude<ExpressionType, "record" | "records" | "composite">;
  readonly sql: (column: string) => string;
  /** The part of a canonical value, itself canonical JSON of its type. */
  readonly json: (value: unknown) => unknown;
}

/** A filter word of one field type: `before` a date, `contains` a text. */
export interface Operator {
  readonly label: Words;
  /** What the reader enters behind the word: nothing, one value of the field's own type, or several. */
  readonly takes: "nothing" | "value" | "values" | "text" | "number";
  /** The condition as CEL text: `due < date("2026-03-04")`. `path` is a field or path, `value` canonical JSON. */
  readonly cel: (path: string, value: unknown) => string;
  /** Offered only where the records on the other side lie below each other. */
  readonly isOfTrees?: boolean;
}

export type Aggregate = "count" | "sum" | "avg" | "min" | "max";

/** A JSON Schema (2020-12) fragment as AJV and the form read it. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** What a spreadsheet cell or a CSV column may hold. */
export type Cell = string | number | boolean | Date | null;

/** How a file writes its dates and decimals, where the cell itself does not tell. */
export interface CellHabits extends Habits {
  readonly dates?: "iso" | "d.m.y" | "d/m/y" | "m/d/y" | undefined;
  readonly decimal?: "." | "," | undefined;
}

/** One value of a choice: what is stored, what people read, the tone of its pill (grey by default). */
export interface Choice {
  readonly value: string;
  readonly label: Label;
  readonly tone?: (typeof tones)[number] | undefined;
  /** No longer offered to new records. */
  readonly retired?: boolean | undefined;
  /** Offered only where this CEL condition over the record holds. */
  readonly when?: string | undefined;
}

/** A generated value: fixed text, a padded counter, fixed text; `period` tells the counters of different years, or subtypes, apart. */
export interface Numbering {
  readonly before: string;
  /** The counter is filled up with zeros to so many digits, and may grow beyond. */
  readonly digits: number;
  readonly after: string;
  readonly period: string | null;
  /** No number is left out; who creates records at the same time waits for the one before. */
  readonly isGapless?: boolean;
  /** Each subtype counts by itself, so that two of them may come to the same number. */
  readonly isPerType?: boolean;
}

/** SQL that turns a column of another field type into this one. `to` is the field it becomes, `timeZone` decides on which day an instant falls (UTC by default). */
export type Conversion = (
  column: string,
  target?: { readonly to?: FieldDocument; readonly from?: FieldDocument; readonly timeZone?: string },
) => string;

/** The answer to reading a cell or a text: the canonical value, or why it cannot be read. */
export type Reading<V> = { readonly value: V } | { readonly unreadable: Words };

/**
 * One field type with all its faces. The rest of the house asks the type and never which type it is.
 * A value has one canonical form, the JSON that the API sends and takes: that is `V`.
 *
 * @example
 * const date = defineFieldType<string>({ name: "date", column: () => "date", … });
 */
export interface FieldType<V = unknown> {
  /** As metadata writes it: `long-text`. */
  readonly name: string;
  readonly label: Words;
  readonly help: Words;
  readonly icon: string;
  /** The properties a field of this type has beside the common ones, as Zod shapes with defaults. */
  readonly properties: z.ZodRawShape;
  /** The SQL type of its column: `numeric(18,2)`; null where the value lives elsewhere (children). */
  column(field: FieldDocument): string | null;
  /** What the records on the other side are; null for plain values. */
  relation(field: FieldDocument): Relation | null;
  /** A new record gets its value from `numbering`; nobody types it. */
  readonly generated: boolean;
  /** What a value generated on that day (`YYYY-MM-DD`) for a record of that type is made of; null for types that generate nothing. */
  numbering(field: FieldDocument, at: { readonly day: string; readonly type: string }): Numbering | null;
  /** The number inside a generated value of a record of that type, and its period, so that a value given by hand moves the counter on; null where it does not fit the pattern. */
  numberIn(
    value: V,
    field: FieldDocument,
    at: { readonly type: string },
  ): { readonly number: number; readonly period: string | null } | null;
  /**
   * Brings what the API also takes into canonical form, before `jsonSchema` looks at it: `{ "id": … }` into the key,
   * any ISO 8601 instant into UTC, an empty text into null. Leaves what it does not know as it is; never throws.
   */
  accept(value: unknown, field: FieldDocument): unknown;
  /**
   * The schema of a value as it is written. Null is allowed by the room that composes the record schema, not here.
   * A new record is offered less than an old one may keep: no retired options.
   */
  jsonSchema(field: FieldDocument, use?: { readonly creating?: boolean }): JsonSchema;
  /** What `json_populate_record` reads into the column: the canonical value itself, or the text form of PostgreSQL's type. */
  toColumn(value: V, field: FieldDocument): unknown;
  /** SQL that turns the column into the canonical JSON value: `x::text` for money. */
  readSql(column: string, field: FieldDocument): string;
  /** Which input the form uses; a name of the shelf in `runtime/web/widgets`. */
  readonly widget: string;
  /** How a person reads it: `04.03.2026`, `CHF 1’234.50`. */
  format(value: V, field: FieldDocument, habits: Habits): string;
  /** What goes into a spreadsheet or CSV cell. `fromCell` reads it back to the same value. */
  toCell(value: V, field: FieldDocument): Cell;
  /** Reads what people and other programs write: `1’234.50`, `4.3.26`, `oui`. Never throws. */
  fromCell(cell: Cell, field: FieldDocument, habits: CellHabits): Reading<V>;
  /** Filter words by name, in the order of the menu. */
  readonly operators: Readonly<Record<string, Operator>>;
  readonly aggregates: readonly Aggregate[];
  /** `text` sorts by the language's collation (a reference by the title it points to), `plain` by value, `choices` in the order of its choices, null cannot be sorted. */
  readonly sort: "text" | "plain" | "choices" | null;
  readonly expressionType: ExpressionType;
  /** How many digits behind the point a value has at most; null where that means nothing. */
  scale(field: FieldDocument): number | null;
  /** How a value is seen by expressions, where that is not the column and the canonical JSON themselves: a clock time as a duration. */
  readonly inExpression: {
    readonly sql: (column: string) => string;
    readonly json: (value: unknown) => unknown;
  } | null;
  /** The parts of a composite value by name. */
  readonly parts: Readonly<Record<string, Part>>;
  /** How the value is worked out; null where it is entered. */
  computation(field: FieldDocument): Computation | null;
  /** The values to choose from, for pills, board columns and filters; null where any value may be entered. */
  choices(field: FieldDocument): readonly Choice[] | null;
  /** Whether `searchable` has a meaning, and with it the SQL text that is searched. */
  searchSql(column: string, field: FieldDocument): string | null;
  /** From which other types a column converts, by SQL that gives null where a value does not convert. */
  readonly convertsFrom: Readonly<Record<string, Conversion>>;
  /** Into which other types its column converts, where those do not say so themselves; ask `conversionBetween`. */
  readonly convertsTo: Readonly<Record<string, Conversion>>;
  /** A field document of this type, for tests, documentation and the designer's live example. */
  sample(): FieldDocument;
  /** Canonical values that every promise is tested with. */
  readonly examples: readonly V[];
  /** JSON values that `jsonSchema` refuses. */
  readonly refused: readonly unknown[];
}

type SharedFaces =
  | "relation"
  | "generated"
  | "numbering"
  | "numberIn"
  | "accept"
  | "toColumn"
  | "readSql"
  | "inExpression"
  | "parts"
  | "computation"
  | "scale"
  | "searchSql"
  | "choices"
  | "convertsFrom"
  | "convertsTo"
  | "sample";

/** Gives a field type the faces it shares with most others. */
export function defineFieldType<V>(
  faces: Omit<FieldType<V>, SharedFaces> & Partial<Pick<FieldType<V>, SharedFaces>>,
): FieldType<V> {
  return Object.freeze({
    relation: () => null,
    generated: false,
    numbering: () => null,
    numberIn: () => null,
    accept: (value: unknown) => value,
    toColumn: (value: V) => value,
    readSql: (column: string) => column,
    inExpression: null,
    parts: {},
    computation: () => null,
    scale: () => null,
    searchSql: () => null,
    choices: () => null,
    convertsFrom: {},
    convertsTo: {},
    sample: () => ({ name: "sample", type: faces.name, label: faces.label }),
    ...faces,
  });
}

/** The SQL that turns columns of one type into another, whichever of the two knows it; null where no way leads. */
export function conversionBetween(from: FieldType, to: FieldType): Conversion | null {
  if (Object.hasOwn(to.convertsFrom, from.name)) return to.convertsFrom[from.name] ?? null;
  return (Object.hasOwn(from.convertsTo, to.name) && from.convertsTo[to.name]) || null;
}
