import { defineFieldType } from "../field-type.ts";
import { fittingFile } from "./conversions.ts";
import { type Linked, linkFaces, refusedKeys, sampleKeys } from "./links.ts";
import { presence } from "./operators.ts";

const kind = { media: "image/png", maxSize: 1_000_000 };
const drawn = (column: string) => fittingFile(column, kind);

/** A signature drawn with the finger or the mouse, kept as a small picture. */
export const signature = defineFieldType<Linked>({
  ...linkFaces,
  name: "signature",
  label: { fr: "Signature", en: "Signature" },
  help: { fr: "Une signature tracée à l’écran.", en: "A signature drawn on the screen." },
  icon: "signature",
  properties: {},
  relation: () => ({ kind: "file", accept: [kind.media], maxSize: kind.maxSize }),
  widget: "signature",
  operators: presence,
  sort: null,
  convertsFrom: { file: drawn, image: drawn },
  examples: sampleKeys,
  refused: refusedKeys,
});
