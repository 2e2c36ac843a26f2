import * as z from "zod";
import { defineCapability } from "../capability.ts";

export { type Note, noteInJournal } from "./note.ts";

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
  fields: ({ name, label }) => [
    {
      on: "entry",
      by: "journal",
      field: { name, type: "reference", to: name, label, indexed: true, onDelete: "empty" },
    },
  ],
});
