import type { WebPart } from "../web/parts/part.ts";

/** Importing files, step by step, and the imports there were. */
export const webPart: WebPart = {
  pages: [
    { path: "/-/import", load: () => import("./web/import-page.tsx") },
    { path: "/-/imports/$id", load: () => import("./web/run-page.tsx") },
  ],
  commands: [
    {
      name: "import",
      label: { fr: "Importer un fichier", en: "Import a file" },
      icon: "file-import",
      path: "/-/import",
      place: "account",
      may: (me) => me.can.import,
    },
  ],
  actions: [
    {
      name: "import",
      label: { fr: "Importer", en: "Import" },
      icon: "file-import",
      needs: "import",
      suits: ({ ids }) => ids === null,
      load: () => import("./web/import-from-list.tsx"),
    },
  ],
};
