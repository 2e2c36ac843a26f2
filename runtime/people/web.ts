import type { WebPart } from "../web/parts/part.ts";

/** What is known of a person: in the menu of its record, for administrators. */
export const webPart: WebPart = {
  actions: [
    {
      name: "person-data",
      label: { fr: "Données de la personne …", en: "The person’s data …" },
      icon: "lock",
      place: "menu",
      may: ({ user }) => user.administrator,
      suits: ({ type, ids }) => type.person && ids?.length === 1,
      load: () => import("./web/person-data.tsx"),
    },
  ],
};
