import * as z from "zod";
import { defineCapability } from "../capability.ts";
import { defineSending, sendJob } from "./mailer.ts";
import { personalMails } from "./personal.ts";
import { closePrinter, printerOf } from "./printer.ts";
import { mergeRoutes } from "./routes.ts";
import { defineRuns } from "./run.ts";

/** Letters and mails filled with the values of one record or of thousands. */
export const merge = defineCapability({
  name: "merge",
  label: { fr: "Publipostage", en: "Mail merge" },
  help: {
    fr: "Lettres et e-mails personnalisés, pour une fiche ou pour toute une liste.",
    en: "Personalised letters and e-mails, for one record or a whole list.",
  },
  settings: z.strictObject({}),
  personal: personalMails,
  migrations: new URL("./sql/", import.meta.url),
  routes: (app, runtime) => mergeRoutes(app, printerOf(runtime)),
  async jobs(runtime) {
    defineRuns(runtime, printerOf(runtime));
    defineSending(runtime);
    // What a mail server refused for a moment is tried again.
    await runtime.jobs.schedule(sendJob, "*/5 * * * *", "UTC");
  },
  close: closePrinter,
});
