import * as z from "zod";
import { expression, format, label, name, path, sortPath } from "./names.ts";

const common = {
  kind: z.literal("view"),
  $schema: z.string().optional(),
  format,
  name,
  type: name,
  label,
  filter: expression.optional().describe("Which records: a CEL condition."),
  sort: z.array(sortPath).max(4).optional(),
  order: z.number().int().default(100).describe("Position among the tabs of the type, from small to large."),
};

export const listView = z.strictObject({
  ...common,
  shape: z.literal("list").default("list"),
  columns: z.array(path).min(1).max(40),
});

export const boardView = z.strictObject({
  ...common,
  shape: z.literal("board"),
  group: name.describe("The select field whose options are the columns."),
  card: z.array(path).max(5).default([]).describe("Fields on a card, under its title."),
  sum: name.optional().describe("A number or money field summed in each column's head."),
});

/** A saved way of looking at the records of a type: a tab above its list. */
export const viewDocument = z.discriminatedUnion("shape", [listView, boardView]);
export type ViewDocument = z.infer<typeof viewDocument>;
