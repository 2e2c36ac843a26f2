import type { WebPart } from "../runtime/web/parts/index.ts";

const page = () => import("./designer-page.tsx");

/** The designer in the shell: its pages, loaded when they are opened, and the way to them. */
export const webPart: WebPart = {
  pages: [
    { path: "/-/designer", load: page },
    { path: "/-/designer/$type", load: page },
  ],
  commands: [
    {
      name: "designer",
      label: { fr: "Types et champs", en: "Types and fields" },
      icon: "settings",
      path: "/-/designer",
      place: "account",
      may: (me) => me.can.configure,
    },
  ],
};
