import type { StandardDocument } from "./standard-document.ts";

/** Work done: its nature, time, travel and expenses, valued by a rate. */
export const service: readonly StandardDocument[] = [
  {
    kind: "type",
    name: "service",
    label: { fr: "Prestation", en: "Service" },
    plural: { fr: "Prestations", en: "Services" },
    icon: "clock",
    title: 'nature.name == null ? (description == null ? "" : description) : nature.name',
    fields: [
      {
        name: "dossier",
        type: "reference",
        to: "dossier",
        required: true,
        indexed: true,
        label: { fr: "Dossier", en: "Dossier" },
      },
      { name: "case", type: "reference", to: "case", indexed: true, label: { fr: "Cas", en: "Case" } },
      {
        name: "entry",
        type: "reference",
        to: "entry",
        indexed: true,
        onDelete: "empty",
        label: { fr: "Écriture", en: "Entry" },
      },
      {
        name: "nature",
        type: "reference",
        to: "nature",
        indexed: true,
        label: { fr: "Nature", en: "Nature" },
      },
      {
        name: "collaborator",
        type: "collaborator",
        indexed: true,
        label: { fr: "Collaborateur", en: "Collaborator" },
      },
      { name: "done_on", type: "date", required: true, indexed: true, label: { fr: "Date", en: "Date" } },
      { name: "duration", type: "duration", min: 0, label: { fr: "Durée", en: "Duration" } },
      {
        name: "travel",
        type: "integer",
        min: 0,
        unit: { fr: "km", en: "km" },
        label: { fr: "Déplacement", en: "Travel" },
      },
      { name: "expenses", type: "money", label: { fr: "Frais", en: "Expenses" } },
      { name: "rate", type: "money", min: "0", label: { fr: "Tarif horaire", en: "Hourly rate" } },
      { name: "amount", type: "money", label: { fr: "Montant", en: "Amount" } },
      { name: "billable", type: "boolean", default: true, label: { fr: "Facturable", en: "Billable" } },
      {
        name: "description",
        type: "long-text",
        searchable: true,
        label: { fr: "Description", en: "Description" },
      },
    ],
  },
  {
    kind: "form",
    name: "service",
    type: "service",
    label: { fr: "Prestation", en: "Service" },
    head: ["dossier", "duration", "amount"],
    sections: [
      {
        label: { fr: "Travail", en: "Work" },
        fields: ["done_on", "collaborator", "nature", "duration", { name: "description", width: "full" }],
      },
      { label: { fr: "Valeur", en: "Value" }, fields: ["travel", "expenses", "rate", "amount", "billable"] },
      { label: { fr: "Rattachement", en: "Belongs to" }, fields: ["dossier", "case", "entry"] },
    ],
  },
  {
    kind: "view",
    name: "service_all",
    type: "service",
    label: { fr: "Toutes", en: "All" },
    order: 10,
    columns: ["done_on", "dossier", "case", "nature", "collaborator", "duration", "amount", "billable"],
    sort: ["-done_on"],
  },
  {
    kind: "view",
    name: "service_billable",
    type: "service",
    label: { fr: "Facturables", en: "Billable" },
    order: 20,
    filter: "billable == true",
    columns: ["done_on", "dossier", "nature", "collaborator", "duration", "travel", "expenses", "amount"],
    sort: ["-done_on"],
  },
];

/** What kind of work it is, and what it usually costs. */
export const nature: readonly StandardDocument[] = [
  {
    kind: "type",
    name: "nature",
    label: { fr: "Nature de prestation", en: "Nature of work" },
    plural: { fr: "Natures de prestation", en: "Natures of work" },
    icon: "tag",
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
      { name: "rate", type: "money", min: "0", label: { fr: "Tarif horaire", en: "Hourly rate" } },
      { name: "billable", type: "boolean", default: true, label: { fr: "Facturable", en: "Billable" } },
    ],
  },
  {
    kind: "view",
    name: "nature_all",
    type: "nature",
    label: { fr: "Toutes", en: "All" },
    order: 10,
    columns: ["name", "rate", "billable"],
    sort: ["name"],
  },
];
