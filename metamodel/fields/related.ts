import { defineFieldType } from "../field-type.ts";
import type { FieldDocument } from "../kinds/index.ts";
import { children } from "./children.ts";
import { textIn } from "./computed.ts";

/**
 * The list of records that refer here, as their reference names it with `reverse`. No document declares it: the model
 * gives it to the type that is referred to. It is read and never written.
 */
export const related = defineFieldType<readonly Readonly<Record<string, unknown>>[]>({
  ...children,
  name: "related",
  label: { fr: "Fiches liées", en: "Related records" },
  help: { fr: "Les fiches qui renvoient à celle-ci.", en: "The records that refer to this one." },
  icon: "list-details",
  properties: {},
  relation: (field) => {
    const other = textIn(field, "other");
    const list = { of: textIn(field, "of"), by: textIn(field, "by"), ...(other && { other }) };
    return { kind: "many", ...list, isPart: false };
  },
  sample: (): FieldDocument => ({
    name: "sample",
    type: "related",
    label: { fr: "Fiches liées", en: "Related records" },
    of: "sample",
    by: "parent",
    readOnly: true,
  }),
});
