import * as z from "zod";
import { defineCapability } from "../capability.ts";
import { isForOthers } from "../journal/index.ts";
import { documentRoutes } from "./routes.ts";

export { attachDocument } from "./attach.ts";
export { forgetContents, forgetFiles } from "./forget-files.ts";
export { findFile, type KeptFile } from "./keep-file.ts";

/** The documents of a record: incoming, produced, scanned; records of the type `document` that refer to it. */
export const documents = defineCapability({
  name: "documents",
  label: { fr: "Documents", en: "Documents" },
  help: {
    fr: "Des fichiers reçus, produits ou numérisés sont classés sur la fiche.",
    en: "Files received, produced or scanned are kept with the record.",
  },
  settings: z.strictObject({}),
  needs: ["document"],
  actions: {
    attach: { label: { fr: "joindre des documents à", en: "attach documents to" }, as: "see" },
  },
  denies: [
    {
      on: "document",
      needs: ["reserved_to"],
      see: `${isForOthers("reserved_to")} && created_by != user.id`,
    },
  ],
  fields: ({ name, label }) => [
    {
      on: "document",
      by: "documents",
      field: { name, type: "reference", to: name, label, indexed: true, onDelete: "empty" },
    },
  ],
  routes: documentRoutes,
});
