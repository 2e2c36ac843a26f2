import * as z from "zod";
import { defineCapability } from "../capability.ts";
import { isForOthers } from "./reserved.ts";

export { type Note, noteInJournal } from "./note.ts";
export { isForOthers } from "./reserved.ts";

/** The daily life of a record: calls, mails, letters, visits and comments as entries that refer to it. */
export const journal = defineCapability({
  name: "journal",
  label: { fr: "Journal", en: "Journal" },
  help: {
    fr: "Appels, e-mails, courriers, visites et commentaires sont notés sur la fiche.",
    en: "Calls, mails, letters, visits and comments are noted on the record.",
  },
  settings: z.strictObject({}),
  needs: ["entry"],
  denies: [
    {
      on: "entry",
      needs: ["reserved_to", "author"],
      see: `${isForOthers("reserved_to")} && created_by != user.id && (author == null || author != user.collaborator)`,
    },
  ],
  fields: ({ name, label }) => [
    {
      on: "entry",
      by: "journal",
      field: { name, type: "reference", to: name, label, indexed: true, onDelete: "empty" },
    },
  ],
});
