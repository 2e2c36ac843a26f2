import * as z from "zod";
import { expression, format, label, name } from "./names.ts";

/** `true` for all records, `false` for none, or a CEL condition over the record and `user`. */
export const permission = z.union([z.boolean(), expression]);

/** What a role may do with the records of a type. What is not said is not allowed. */
export const typePermissions = z.strictObject({
  see: permission.optional(),
  create: permission.optional(),
  change: permission.optional(),
  delete: permission.optional(),
  hidden: z.array(name).optional().describe("Fields that this role never sees nor changes."),
});

/** The rights of a job. A user may hold several roles: their permissions add up. */
export const roleDocument = z.strictObject({
  kind: z.literal("role"),
  $schema: z.string().optional(),
  format,
  name,
  label,
  administrator: z.boolean().optional().describe("May do everything, the configuration included."),
  types: z
    .record(z.union([name, z.literal("*")]), typePermissions)
    .default({})
    .describe(
      "By type; a subtype follows its nearest ancestor named here, and `*` stands for every other type.",
    ),
  import: z.boolean().optional().describe("May import files."),
  export: z.boolean().optional().describe("May export files."),
  sensitive: z
    .boolean()
    .optional()
    .describe("Exports give the values of sensitive fields; masked otherwise."),
  merge: z.boolean().optional().describe("May produce letters and mails."),
});
export type RoleDocument = z.infer<typeof roleDocument>;
