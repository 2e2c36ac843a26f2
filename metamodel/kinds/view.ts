import * as z from "zod";
import { expression, label, name, path, sortPath } from "./names.ts";

const common = {
  kind: z.literal("view"),
  $schema: z.string().optional(),
  name,
  type: name,
  label,
  /** Which records: a CEL condition. */
  filter: expression.optional(),
  sort: z.array(sortPath).max(4).optional(),
  /** Position among the tabs of the type, from small to large. */
  order: z.number().int().default(100),
};

export const listView = z.strictObject({
  ...common,
  shape: z.literal("list").default("list"),
  columns: z.array(path).min(1).max(40),
});

export const boardView = z.strictObject({
  ...common,
  shape: z.literal("board"),
  /** The select field whose options are the columns. */
  group: name,
  /** Fields on a card, under its title. */
  card: z.array(path).max(5).default([]),
  /** A number or money field summed in each column's head. */
  sum: name.optional(),
});

/** A saved way of looking at the records of a type: a tab above its list. */
export const viewDocument = z.discriminatedUnion("shape", [listView, boardView]);
export type ViewDocument = z.infer<typeof viewDocument>;
