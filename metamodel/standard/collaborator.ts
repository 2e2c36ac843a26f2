import type { StandardDocument } from "./standard-document.ts";

/** Who works on cases: one of us, or a partner. */
export const collaborator: readonly StandardDocument[] = [
  {
    kind: "type",
    name: "collaborator",
    label: { fr: "Collaborateur", en: "Collaborator" },
    plural: { fr: "Collaborateurs", en: "Collaborators" },
    icon: "user-circle",
    person: true,
    title: 'first_name == null ? last_name : last_name + " " + first_name',
    fields: [
      {
        name: "last_name",
        type: "text",
        maxLength: 80,
        required: true,
        label: { fr: "Nom", en: "Last name" },
      },
      { name: "first_name", type: "text", maxLength: 80, label: { fr: "Prénom", en: "First name" } },
      { name: "initials", type: "text", maxLength: 6, label: { fr: "Initiales", en: "Initials" } },
      { name: "email", type: "email", unique: true, label: { fr: "E-mail", en: "E-mail" } },
      { name: "phone", type: "phone", label: { fr: "Téléphone", en: "Phone" } },
      {
        name: "trades",
        formerly: "trade",
        type: "references",
        to: "trade",
        onDelete: "empty",
        label: { fr: "Métiers", en: "Trades" },
      },
      {
        name: "sectors",
        formerly: "sector",
        type: "references",
        to: "sector",
        onDelete: "empty",
        label: { fr: "Secteurs", en: "Sectors" },
      },
      { name: "team", type: "reference", to: "team", onDelete: "empty", label: { fr: "Équipe", en: "Team" } },
      { name: "manager", type: "collaborator", label: { fr: "Supérieur", en: "Manager" } },
      { name: "grade", type: "text", maxLength: 60, label: { fr: "Grade", en: "Grade" } },
      {
        name: "partner",
        type: "boolean",
        default: false,
        label: { fr: "Partenaire externe", en: "External partner" },
      },
    ],
    capabilities: { merge: {} },
  },
  {
    kind: "form",
    name: "collaborator",
    type: "collaborator",
    label: { fr: "Collaborateur", en: "Collaborator" },
    head: ["trades", "sectors", "phone"],
    sections: [
      {
        label: { fr: "Identité", en: "Identity" },
        fields: ["last_name", "first_name", "initials", "partner"],
      },
      { label: { fr: "Joindre", en: "Reach" }, fields: ["phone", "email"] },
      {
        label: { fr: "Place dans la maison", en: "Place in the house" },
        fields: ["trades", "sectors", "team", "manager", "grade"],
      },
    ],
  },
  {
    kind: "view",
    name: "collaborator_all",
    type: "collaborator",
    label: { fr: "Tous", en: "All" },
    order: 10,
    columns: ["last_name", "first_name", "initials", "trades", "sectors", "manager", "phone", "email"],
    sort: ["last_name", "first_name"],
  },
];

/** What a collaborator knows to do: one of the three dimensions of rights. */
export const trade: readonly StandardDocument[] = [
  {
    kind: "type",
    name: "trade",
    label: { fr: "Métier", en: "Trade" },
    plural: { fr: "Métiers", en: "Trades" },
    icon: "tools",
    title: "name",
    fields: [
      {
        name: "name",
        type: "text",
        maxLength: 80,
        required: true,
        unique: true,
        label: { fr: "Nom", en: "Name" },
      },
      {
        name: "parent",
        type: "reference",
        to: "trade",
        tree: true,
        label: { fr: "Fait partie de", en: "Part of" },
      },
      {
        name: "description",
        type: "long-text",
        maxLength: 2_000,
        label: { fr: "Description", en: "Description" },
      },
    ],
  },
  {
    kind: "view",
    name: "trade_all",
    type: "trade",
    label: { fr: "Tous", en: "All" },
    order: 10,
    columns: ["name", "description"],
    sort: ["name"],
  },
];

/** A region or a market, perhaps part of a larger one: one of the three dimensions of rights. */
export const sector: readonly StandardDocument[] = [
  {
    kind: "type",
    name: "sector",
    label: { fr: "Secteur", en: "Sector" },
    plural: { fr: "Secteurs", en: "Sectors" },
    icon: "map",
    title: "name",
    fields: [
      {
        name: "name",
        type: "text",
        maxLength: 80,
        required: true,
        unique: true,
        label: { fr: "Nom", en: "Name" },
      },
      {
        name: "parent",
        type: "reference",
        to: "sector",
        tree: true,
        label: { fr: "Secteur supérieur", en: "Larger sector" },
      },
    ],
  },
  {
    kind: "view",
    name: "sector_all",
    type: "sector",
    label: { fr: "Tous", en: "All" },
    order: 10,
    columns: ["name", "parent"],
    sort: ["name"],
  },
];

/** People who work together. */
export const team: readonly StandardDocument[] = [
  {
    kind: "type",
    name: "team",
    label: { fr: "Équipe", en: "Team" },
    plural: { fr: "Équipes", en: "Teams" },
    icon: "users-group",
    title: "name",
    fields: [
      {
        name: "name",
        type: "text",
        maxLength: 80,
        required: true,
        unique: true,
        label: { fr: "Nom", en: "Name" },
      },
      { name: "leader", type: "collaborator", label: { fr: "Responsable", en: "Leader" } },
      {
        name: "parent",
        type: "reference",
        to: "team",
        tree: true,
        label: { fr: "Fait partie de", en: "Part of" },
      },
    ],
  },
  {
    kind: "view",
    name: "team_all",
    type: "team",
    label: { fr: "Toutes", en: "All" },
    order: 10,
    columns: ["name", "leader"],
    sort: ["name"],
  },
];
