import { defineCapability } from "../capability.ts";
import { personalImports } from "./personal.ts";
import { exportRoutes, importRoutes } from "./routes.ts";
import { defineImports } from "./run-import.ts";
import { defineUndo } from "./undo-import.ts";
import { removeOldUploads } from "./uploads.ts";

export { type Analysis, analyseFile } from "./analyse.ts";
export { type Exported, type ExportOrder, exportOrder, exportRecords } from "./export.ts";
export { importFolder } from "./import-folder.ts";
export { type RefusedLine, readImport, refusedLines } from "./imports.ts";
export { keptMapping } from "./kept-mapping.ts";
export { type Mapping, mappingDraft } from "./plan.ts";
export { type Preview, previewImport } from "./preview.ts";
export { refusedCsv } from "./refused-csv.ts";
export { type ImportResult, importNow } from "./run-import.ts";
export { keepUpload, type Upload } from "./uploads.ts";

const cleaningJob = "import.clean";

/** Files in and out: any CSV and Excel sheet becomes records, any list becomes a file. */
export const exchange = defineCapability({
  name: "exchange",
  label: { fr: "Import et export", en: "Import and export" },
  help: {
    fr: "Reprendre des fichiers CSV ou Excel, et remettre des listes à d’autres programmes.",
    en: "Bring in CSV or Excel files, and hand lists to other programs.",
  },
  personal: personalImports,
  migrations: new URL("./sql/", import.meta.url),
  routes(app) {
    importRoutes(app);
    exportRoutes(app);
  },
  async jobs(runtime) {
    defineImports(runtime);
    defineUndo(runtime);
    runtime.jobs.define(cleaningJob, () => removeOldUploads(runtime));
    await runtime.jobs.schedule(cleaningJob, "17 3 * * *", "UTC");
  },
});
