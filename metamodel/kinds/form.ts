import * as z from "zod";
import { format, label, name, path, prose } from "./names.ts";

export const formField = z.strictObject({
  name,
  width: z
    .enum(["half", "full"])
    .default("half")
    .describe("`half` puts two fields side by side from 560 px on."),
});

export const formSection = z.strictObject({
  label,
  help: prose.optional(),
  folded: z.boolean().optional().describe("Shown closed at first."),
  fields: z.array(z.union([name, formField])),
});

/** How the fields of a type are laid out. Fields that no section names follow in a last section. */
export const formDocument = z.strictObject({
  kind: z.literal("form"),
  $schema: z.string().optional(),
  format,
  name,
  type: name,
  label,
  head: z.array(path).max(6).optional().describe("Key figures under the record's title."),
  sections: z.array(formSection).default([]),
});
export type FormDocument = z.infer<typeof formDocument>;
