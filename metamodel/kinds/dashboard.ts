import * as z from "zod";
import { saying } from "../saying.ts";
import { expression, format, label, name, path, sortPath } from "./names.ts";

/**
 * A figure over records: `count`, `sum:fee`, `avg:duration`, `min:`, `max:`; a CEL condition in brackets narrows it:
 * `count(state == "won")`. `share(<condition>)` is the part of the records for which it holds, 0 to 1.
 */
export const measure = z.string().regex(
  /^(count|share|(sum|avg|min|max):[a-z][a-z0-9_]*)(\(.+\))?$/s,
  saying({
    fr: "une mesure est count, share(condition) ou sum:champ, avg:champ, min:champ, max:champ, avec une (condition) facultative",
    en: "a measure is count, share(condition) or sum:field, avg:field, min:field, max:field, with an optional (condition)",
  }),
);

/** A field or path to group by; dates take a grain: `closed_on:month`. */
export const grouping = z.string().regex(
  /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,3}(:(day|week|month|quarter|year))?$/,
  saying({
    fr: "un regroupement est un chemin, suivi de :day, :week, :month, :quarter ou :year derrière une date",
    en: "a grouping is a path, with :day, :week, :month, :quarter or :year behind a date",
  }),
);

const common = {
  name,
  label,
  type: name,
  filter: expression.optional(),
  width: z.number().int().min(1).max(12).default(4).describe("Width in twelfths of the page."),
};

const measures = z.array(z.strictObject({ measure, label })).min(1).max(6);

export const numberTile = z.strictObject({
  ...common,
  shape: z.literal("number"),
  measure,
});

export const chartTile = z.strictObject({
  ...common,
  shape: z.enum(["bar", "line", "pie"]),
  group: grouping,
  series: grouping.optional().describe("A second grouping splits bars and lines into series."),
  measures,
  limit: z
    .number()
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe(
      "Largest groups first and at most so many; the rest is summed as “others” where that makes sense.",
    ),
});

export const tableTile = z.strictObject({
  ...common,
  shape: z.literal("table"),
  group: grouping,
  measures,
  limit: z.number().int().min(1).max(500).optional(),
});

export const listTile = z.strictObject({
  ...common,
  shape: z.literal("list"),
  columns: z.array(path).min(1).max(12),
  sort: z.array(sortPath).max(4).optional(),
  limit: z.number().int().min(1).max(50).default(8),
});

/** A page of figures; every figure leads to the list behind it. */
export const dashboardDocument = z.strictObject({
  kind: z.literal("dashboard"),
  $schema: z.string().optional(),
  format,
  name,
  label,
  tiles: z.array(z.discriminatedUnion("shape", [numberTile, chartTile, tableTile, listTile])).max(40),
});
export type DashboardDocument = z.infer<typeof dashboardDocument>;
export type Tile = DashboardDocument["tiles"][number];
