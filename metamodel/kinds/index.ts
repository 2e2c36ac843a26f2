import type * as z from "zod";
import { appDocument } from "./app.ts";
import { dashboardDocument } from "./dashboard.ts";
import { formDocument } from "./form.ts";
import { mappingDocument } from "./mapping.ts";
import { roleDocument } from "./role.ts";
import { templateDocument } from "./template.ts";
import { typeDocument } from "./type.ts";
import { viewDocument } from "./view.ts";

export * from "./app.ts";
export * from "./dashboard.ts";
export * from "./form.ts";
export * from "./mapping.ts";
export { currentFormat, tones } from "./names.ts";
export * from "./role.ts";
export * from "./template.ts";
export * from "./type.ts";
export * from "./view.ts";

/** The shelf of metadata kinds: one Zod schema per kind. */
export const kinds = {
  app: appDocument,
  type: typeDocument,
  form: formDocument,
  view: viewDocument,
  template: templateDocument,
  dashboard: dashboardDocument,
  role: roleDocument,
  mapping: mappingDocument,
} as const;

export type Kind = keyof typeof kinds;
export type DocumentOf<K extends Kind> = z.infer<(typeof kinds)[K]>;

/** One thing an administrator says, whatever its kind. Identified by kind and name. */
export type MetadataDocument = { [K in Kind]: DocumentOf<K> }[Kind];
