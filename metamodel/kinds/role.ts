import * as z from "zod";
import { expression, format, label, name } from "./names.ts";

/** `true` for all records, `false` for none, or a CEL condition over the record and `user`. */
export const permission = z.union([z.boolean(), expression]);
export type Permission = z.infer<typeof permission>;

const permissions = {
  see: permission.optional(),
  create: permission.optional(),
  change: permission.optional(),
  delete: permission.optional(),
  restore: permission.optional().describe("Taking out of the trash; as `delete` where nothing is said."),
  archive: permission
    .optional()
    .describe("Setting aside and taking back; as `change` where nothing is said."),
  history: permission.optional().describe("Reading what was changed; as `see` where nothing is said."),
  export: permission.optional().describe("Into files; as the role’s own `export` where nothing is said."),
  merge: permission
    .optional()
    .describe("Into letters and mails; as the role’s own `merge` where nothing is said."),
  import: permission.optional().describe("From files; as the role’s own `import` where nothing is said."),
  actions: z
    .record(name, permission)
    .optional()
    .describe("What capabilities let people do with a record of the type, by the name of the action."),
};

/** What can be done with a record, without what capabilities add. */
export const recordActions = [
  "see",
  "create",
  "change",
  "delete",
  "restore",
  "archive",
  "history",
  "export",
  "merge",
  "import",
] as const;
export type RecordAction = (typeof recordActions)[number];

/** A field is hidden, only read, written, or written where a condition over the record holds. */
export const fieldPermission = z.union([
  z.enum(["hidden", "read", "write"]),
  z.strictObject({
    write: expression.describe("Must hold for the record as it is and as it will be; read otherwise."),
  }),
]);
export type FieldPermission = z.infer<typeof fieldPermission>;

/** What a role may do with the records of a type. What is not said is not allowed. */
export const typePermissions = z.strictObject({
  ...permissions,
  fields: z
    .record(name, fieldPermission)
    .optional()
    .describe("Fields of the type that are not simply written."),
  deny: z
    .strictObject(permissions)
    .optional()
    .describe("What nobody who holds this role may do, whatever his other roles allow."),
});
export type TypePermissions = z.infer<typeof typePermissions>;

/** The rights of a job. A user may hold several roles: their permissions add up, and a `deny` of any of them wins. */
export const roleDocument = z.strictObject({
  kind: z.literal("role"),
  $schema: z.string().optional(),
  format,
  name,
  label,
  administrator: z.boolean().optional().describe("May do everything, the configuration included."),
  secondFactor: z
    .boolean()
    .optional()
    .describe("Nobody comes in with this role without a second factor: an app’s code or a passkey."),
  types: z
    .record(z.union([name, z.literal("*")]), typePermissions)
    .default({})
    .describe(
      "By type; a subtype follows its nearest ancestor named here, and `*` stands for every other type. Records that stand in a list of another type follow that record where neither they nor `*` are named.",
    ),
  import: z.boolean().optional().describe("May import files."),
  export: z.boolean().optional().describe("May export files."),
  sensitive: z
    .boolean()
    .optional()
    .describe("Exports give the values of sensitive fields; masked otherwise."),
  merge: z.boolean().optional().describe("May produce letters and mails."),
  limits: z
    .strictObject({
      seconds: z
        .number()
        .int()
        .min(1)
        .max(120)
        .optional()
        .describe("How long one question to the database may take; of several roles the longest counts."),
    })
    .optional()
    .describe("What one request may cost; a role that says nothing leaves it at 120 seconds."),
});
export type RoleDocument = z.infer<typeof roleDocument>;
