import * as z from "zod";
import { format, label, name, path } from "./names.ts";

export const mappingColumn = z.strictObject({
  column: z.string().max(500).describe("The column's header in the file, as it stands there."),
  field: name.optional().describe("Where its value goes; nothing when the column is left out."),
  dates: z
    .enum(["iso", "d.m.y", "d/m/y", "m/d/y"])
    .optional()
    .describe("How dates are written: `d/m/yyyy`, `m/d/yyyy`, `dd.mm.yyyy`, `yyyy-mm-dd`."),
  decimal: z.enum([".", ","]).optional().describe("What separates decimals in this column."),
  match: path
    .optional()
    .describe(
      "For a reference: the field of the other type that the value is compared with; its title otherwise.",
    ),
  aliases: z
    .record(z.string(), z.string())
    .optional()
    .describe('Values that mean another: `{ "GTXPro": "GTX Pro" }`.'),
});

/** How the columns of a file become the fields of a type; kept so that the next file goes the same way. */
export const mappingDocument = z.strictObject({
  kind: z.literal("mapping"),
  $schema: z.string().optional(),
  format,
  name,
  type: name,
  label,
  encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252"]).optional(),
  delimiter: z.enum([",", ";", "\t", "|"]).optional(),
  columns: z.array(mappingColumn).max(2_000),
  key: z
    .array(name)
    .optional()
    .describe("Fields that recognise a record already there, which is then changed instead of created."),
});
export type MappingDocument = z.infer<typeof mappingDocument>;
