import type * as z from "zod";
import type { formDocument, typeDocument, viewDocument } from "../kinds/index.ts";

/** A document of the standard model as it is written down; what has a default may be left out. */
export type StandardDocument =
  | z.input<typeof typeDocument>
  | z.input<typeof formDocument>
  | z.input<typeof viewDocument>;
