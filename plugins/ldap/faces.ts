import type { SettingFace } from "../../runtime/plugin/index.ts";
import type { DirectorySettings } from "./settings.ts";

/** The settings of a directory, as administrators are asked for them. */
export const directoryFaces = {
  url: {
    label: { fr: "Adresse de l’annuaire", en: "Address of the directory" },
    help: {
      fr: "ldaps://dc1.exemple.ch, ou ldap://… avec StartTLS",
      en: "ldaps://dc1.example.ch, or ldap://… with StartTLS",
    },
  },
  base: {
    label: { fr: "Où chercher les personnes", en: "Where people are looked for" },
    help: {
      fr: "dc=exemple,dc=ch ; ou, plus bas, un modèle de nom",
      en: "dc=example,dc=ch; or, below, a template of names",
    },
  },
  bindName: {
    label: { fr: "Nom qui cherche", en: "Name that looks" },
    help: { fr: "Un compte qui peut seulement lire.", en: "An account that may only read." },
  },
  bindPassword: { label: { fr: "Son mot de passe", en: "Its password" } },
  startTls: { label: { fr: "Chiffrer par StartTLS", en: "Encrypt by StartTLS" }, isSeldom: true },
  unencrypted: {
    label: { fr: "Sans chiffrement", en: "Without encryption" },
    help: {
      fr: "Seulement pour un annuaire sur cette machine.",
      en: "Only for a directory on this machine.",
    },
    isSeldom: true,
  },
  ca: {
    label: { fr: "Certificats de votre autorité (PEM)", en: "Certificates of your authority (PEM)" },
    isSeldom: true,
  },
  filter: {
    label: { fr: "Filtre qui trouve la personne", en: "Filter that finds the person" },
    isSeldom: true,
  },
  template: {
    label: { fr: "Modèle de nom, au lieu de chercher", en: "Template of names, instead of looking" },
    help: {
      fr: "uid={user},ou=people,dc=exemple,dc=ch, ou {user}@exemple.ch pour Active Directory",
      en: "uid={user},ou=people,dc=example,dc=ch, or {user}@example.ch for Active Directory",
    },
    isSeldom: true,
  },
  subject: {
    label: { fr: "Attributs qui ne changent jamais", en: "Attributes that never change" },
    help: {
      fr: "Le premier que la personne a la désigne.",
      en: "The first that the person has stands for it.",
    },
    isSeldom: true,
  },
  email: {
    label: { fr: "Attribut de l’adresse e-mail", en: "Attribute of the e-mail address" },
    isSeldom: true,
  },
  label: { label: { fr: "Attribut du nom", en: "Attribute of the name" }, isSeldom: true },
  groups: { label: { fr: "Attribut des groupes", en: "Attribute of the groups" }, isSeldom: true },
  groupBase: {
    label: { fr: "Où chercher les groupes", en: "Where groups are looked for" },
    help: { fr: "Si les groupes nomment leurs membres.", en: "Where groups name their members." },
    isSeldom: true,
  },
  groupFilter: {
    label: { fr: "Filtre qui trouve les groupes", en: "Filter that finds groups" },
    isSeldom: true,
  },
  patience: { label: { fr: "Délai d’attente en secondes", en: "Seconds to wait" }, isSeldom: true },
} satisfies Readonly<Record<keyof DirectorySettings, SettingFace>>;
