import * as z from "zod";
import { defineFieldType } from "../field-type.ts";
import { name } from "../kinds/names.ts";
import {
  isUnder,
  type Linked,
  linkFaces,
  linkWords,
  onDelete,
  refusedKeys,
  reverse,
  sampleKeys,
  where,
} from "./links.ts";
import { reader } from "./properties.ts";

const properties = {
  to: name.describe("The type of the record it points to; its subtypes are included."),
  onDelete: onDelete.describe(
    "What happens when the other record is deleted: it stays, this field is emptied, or this record goes to the trash too.",
  ),
  reverse,
  tree: z
    .boolean()
    .default(false)
    .describe("The other record is what this one lies below: none may come to lie below itself."),
  where,
};
const read = reader(properties);

/** A link to one record of another type: shown by its title, one click away. */
export const reference = defineFieldType<Linked>({
  ...linkFaces,
  name: "reference",
  label: { fr: "Lien vers une fiche", en: "Link to a record" },
  help: {
    fr: "Une fiche d’un autre type : le client d’un dossier.",
    en: "A record of another type: a dossier’s customer.",
  },
  icon: "arrow-up-right",
  properties,
  relation: (field) => {
    const { to, onDelete: deleted, tree, where: chosen } = read(field);
    return { kind: "one", to, onDelete: deleted, isTree: tree, where: chosen };
  },
  widget: "reference",
  operators: { ...linkWords, isUnder },
  sort: "text",
  convertsFrom: { collaborator: (column) => column },
  sample: () => ({
    name: "sample",
    type: "reference",
    label: { fr: "Client", en: "Customer" },
    to: "sample",
    tree: true,
  }),
  examples: sampleKeys,
  refused: refusedKeys,
});
