import * as z from "zod";
import { label, name, path, prose } from "./names.ts";

export const formField = z.strictObject({
  name,
  /** `half` puts two fields side by side from 560 px on. */
  width: z.enum(["half", "full"]).default("half"),
});

export const formSection = z.strictObject({
  label,
  help: prose.optional(),
  /** Shown closed at first. */
  folded: z.boolean().optional(),
  fields: z.array(z.union([name, formField])),
});

/** How the fields of a type are laid out. Fields that no section names follow in a last section. */
export const formDocument = z.strictObject({
  kind: z.literal("form"),
  $schema: z.string().optional(),
  name,
  type: name,
  label,
  /** Key figures under the record's title. */
  head: z.array(path).max(6).optional(),
  sections: z.array(formSection).default([]),
});
export type FormDocument = z.infer<typeof formDocument>;
