import { defineCapability } from "../capability.ts";
import { reportRoutes } from "./routes.ts";

/** Dashboards: figures over the records of any type, each leading to the records behind it. */
export const reports = defineCapability({
  name: "reports",
  label: { fr: "Tableaux de bord", en: "Dashboards" },
  help: {
    fr: "Les fiches se comptent et se mesurent dans les tableaux de bord.",
    en: "Records are counted and measured in dashboards.",
  },
  routes: reportRoutes,
});
