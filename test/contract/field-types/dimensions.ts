import * as z from "zod";
import { type Cell, defineFieldType } from "../../../metamodel/index.ts";

/** Width and height in millimetres. */
interface Dimensions {
  readonly width: number;
  readonly height: number;
}

/**
 * A field type that nobody has: made up to be put on a shelf by one line, so that the tests see that a type needs no
 * other file. Its column is nothing like its value, and it shows itself with a widget of the house.
 */
export const dimensions = defineFieldType<Dimensions>({
  name: "dimensions",
  label: { fr: "Dimensions", en: "Dimensions" },
  help: { fr: "Largeur et hauteur en millimètres.", en: "Width and height in millimetres." },
  icon: "ruler",
  properties: { largest: z.number().int().min(1).max(10_000).default(9_999).describe("The longest side.") },
  column: () => "integer[]",
  accept: (value) => (typeof value === "string" ? (readSides(value) ?? value) : value),
  jsonSchema: (field) => {
    const side = { type: "integer", minimum: 1, maximum: Number(field.largest ?? 9_999) };
    return {
      type: "object",
      properties: { width: side, height: side },
      required: ["width", "height"],
      additionalProperties: false,
    };
  },
  toColumn: ({ width, height }) => [width, height],
  readSql: (column) =>
    `case when ${column} is not null then json_build_object('width', (${column})[1], 'height', (${column})[2]) end`,
  parts: {
    width: {
      type: "int",
      sql: (column) => `(${column})[1]::bigint`,
      json: (value) => sideOf(value, "width"),
    },
    height: {
      type: "int",
      sql: (column) => `(${column})[2]::bigint`,
      json: (value) => sideOf(value, "height"),
    },
  },
  widget: "text",
  format: ({ width, height }) => `${width} × ${height} mm`,
  toCell: ({ width, height }) => `${width} x ${height}`,
  fromCell: (cell) => {
    const value = readSides(String(cell ?? ""));
    return value ? { value } : { unreadable: told(cell) };
  },
  operators: {
    wider: {
      label: { fr: "est plus large que", en: "is wider than" },
      takes: "number",
      cel: (path, value) => `${path}.width > ${Number.isSafeInteger(value) ? value : 0}`,
    },
    empty: { label: { fr: "est vide", en: "is empty" }, takes: "nothing", cel: (path) => `${path} == null` },
    filled: {
      label: { fr: "est rempli", en: "is filled" },
      takes: "nothing",
      cel: (path) => `${path} != null`,
    },
  },
  aggregates: ["count", "min", "max"],
  sort: "plain",
  expressionType: "composite",
  convertsFrom: {
    text: (column) =>
      `case when ${column} ~ '^[1-9][0-9]{0,3} ?x ?[1-9][0-9]{0,3}$' then regexp_split_to_array(${column}, ' ?x ?')::integer[] end`,
    integer: (column) =>
      `case when ${column} between 1 and 9999 then array[${column}, ${column}]::integer[] end`,
  },
  convertsTo: { text: (column) => `array_to_string(${column}, ' x ')` },
  examples: [
    { width: 120, height: 80 },
    { width: 1, height: 9_999 },
    { width: 80, height: 120 },
  ],
  refused: [{ width: 0, height: 1 }, { width: 1 }, { width: 1.5, height: 2 }, "wide", {}, [120, 80], 12],
});

function readSides(text: string): Dimensions | null {
  const [, width, height] = /^([1-9]\d{0,3})\s*[x×]\s*([1-9]\d{0,3})$/.exec(text.slice(0, 20).trim()) ?? [];
  return width && height ? { width: Number(width), height: Number(height) } : null;
}

function told(cell: Cell) {
  const text = String(cell ?? "").slice(0, 40);
  return { fr: `« ${text} » n’est pas une dimension`, en: `“${text}” is no dimension` };
}

function sideOf(value: unknown, name: "width" | "height"): number | null {
  if (typeof value !== "object" || value === null) return null;
  const side: unknown = Reflect.get(value, name);
  return typeof side === "number" ? side : null;
}
