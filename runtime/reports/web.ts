import type { WebPart } from "../web/parts/part.ts";

/** The page of a dashboard. */
export const webPart: WebPart = {
  pages: [{ path: "/-/dashboards/$name", load: () => import("./web/dashboard-page.tsx") }],
  dashboardPath: (name) => `/-/dashboards/${name}`,
};
