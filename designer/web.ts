import type { WebPart } from "../runtime/web/parts/index.ts";

const access = () => import("./access/access-page.tsx");
const page = () => import("./designer-page.tsx");

/** The designer in the shell: its pages, loaded when they are opened, and the way to them. */
export const webPart: WebPart = {
  pages: [
    { path: "/-/designer", load: page },
    { path: "/-/designer/$type", load: page },
    { path: "/-/access", load: access },
    { path: "/-/access/$tab", load: access },
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
    {
      name: "access",
      label: { fr: "Utilisateurs et droits", en: "Users and rights" },
      icon: "users",
      path: "/-/access",
      place: "account",
      may: (me) => me.can.configure,
    },
  ],
  actions: [
    {
      name: "why",
      label: { fr: "Qui peut quoi, et pourquoi", en: "Who may what, and why" },
      icon: "shield",
      place: "menu",
      may: (me) => me.can.configure,
      suits: ({ ids }) => ids?.length === 1,
      load: () => import("./access/why-dialog.tsx"),
    },
  ],
};
