import * as z from "zod";
import { defineFieldType } from "../field-type.ts";
import { saying } from "../saying.ts";
import { type Linked, linkFaces, refusedKeys, sampleKeys } from "./links.ts";
import { presence } from "./operators.ts";
import { reader } from "./properties.ts";

const properties = {
  accept: z
    .array(
      z.string().regex(
        /^[a-z]+\/[a-z0-9.+*-]*$/i,
        saying({
          fr: "un type de média tel que image/ ou application/pdf",
          en: "a media type such as image/ or application/pdf",
        }),
      ),
    )
    .min(1)
    .optional()
    .describe("Beginnings of the media types allowed: image/, application/pdf."),
  maxSize: z.number().int().min(1).max(1_000_000_000).default(25_000_000).describe("Most bytes."),
};
const read = reader(properties);

/** One file: a scan, a photo, a plan. */
export const file = defineFieldType<Linked>({
  ...linkFaces,
  name: "file",
  label: { fr: "Fichier", en: "File" },
  help: { fr: "Un fichier joint à la fiche.", en: "A file kept with the record." },
  icon: "paperclip",
  properties,
  relation: (field) => ({ kind: "file", accept: read(field).accept ?? [], maxSize: read(field).maxSize }),
  widget: "file",
  operators: presence,
  sort: null,
  convertsFrom: { image: (column) => column, signature: (column) => column },
  examples: sampleKeys,
  refused: refusedKeys,
});
