import { defineFieldType } from "../field-type.ts";
import { type Linked, linkFaces, linkWords, refusedKeys, sampleKeys } from "./links.ts";

/** One of us: who is in charge, who did the work. Points to a record of the type `collaborator`. */
export const collaborator = defineFieldType<Linked>({
  ...linkFaces,
  name: "collaborator",
  label: { fr: "Collaborateur", en: "Collaborator" },
  help: { fr: "Une personne de la maison.", en: "A person of the house." },
  icon: "user-check",
  properties: {},
  relation: () => ({ kind: "one", to: "collaborator", onDelete: "refuse" }),
  widget: "collaborator",
  operators: {
    me: {
      label: { fr: "est moi", en: "is me" },
      takes: "nothing",
      cel: (path) => `${path} == user.collaborator`,
    },
    ...linkWords,
  },
  sort: "text",
  sample: () => ({ name: "sample", type: "collaborator", label: { fr: "Responsable", en: "In charge" } }),
  examples: sampleKeys,
  refused: refusedKeys,
});
