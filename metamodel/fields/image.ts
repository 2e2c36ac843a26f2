import * as z from "zod";
import { defineFieldType } from "../field-type.ts";
import { fittingFile } from "./conversions.ts";
import { type Linked, linkFaces, refusedKeys, sampleKeys } from "./links.ts";
import { presence } from "./operators.ts";
import { reader } from "./properties.ts";

const properties = {
  maxSize: z.number().int().min(1).max(100_000_000).default(10_000_000).describe("Most bytes."),
};
const read = reader(properties);

/** A picture: a photo of the place, a portrait, a logo. */
export const image = defineFieldType<Linked>({
  ...linkFaces,
  name: "image",
  label: { fr: "Image", en: "Picture" },
  help: { fr: "Une photo ou une image.", en: "A photo or a picture." },
  icon: "photo",
  properties,
  relation: (field) => ({ kind: "file", accept: ["image/"], maxSize: read(field).maxSize }),
  widget: "image",
  operators: presence,
  sort: null,
  convertsFrom: {
    signature: (column) => column,
    file: (column, { to } = {}) =>
      fittingFile(column, { media: "image/", maxSize: to ? read(to).maxSize : 10_000_000 }),
  },
  examples: sampleKeys,
  refused: refusedKeys,
});
