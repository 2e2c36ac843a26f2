import type { StandardDocument } from "./standard-document.ts";

const validity = [
  { name: "valid_from", type: "date", label: { fr: "Valable dès le", en: "Valid from" } },
  { name: "valid_to", type: "date", label: { fr: "Valable jusqu’au", en: "Valid to" } },
];

const endsAfterItBegins = {
  when: "valid_to < valid_from",
  refuse: { fr: "La fin précède le début.", en: "The end is before the start." },
  at: ["valid_to"],
};

/** A place where a party can be found or written to, beside its main address. */
export const address: readonly StandardDocument[] = [
  {
    kind: "type",
    name: "address",
    label: { fr: "Adresse postale", en: "Postal address" },
    plural: { fr: "Adresses postales", en: "Postal addresses" },
    icon: "map-pin",
    title: '(post_code == null ? "" : post_code + " ") + place',
    fields: [
      {
        name: "party",
        type: "reference",
        to: "party",
        required: true,
        indexed: true,
        label: { fr: "De", en: "Of" },
      },
      {
        name: "kind",
        type: "select",
        default: "site",
        label: { fr: "Genre", en: "Kind" },
        options: [
          { value: "site", label: { fr: "Chantier ou site", en: "Site" } },
          { value: "billing", label: { fr: "Facturation", en: "Billing" } },
          { value: "delivery", label: { fr: "Livraison", en: "Delivery" } },
          { value: "home", label: { fr: "Domicile", en: "Home" } },
          { value: "other", label: { fr: "Autre", en: "Other" } },
        ],
      },
      {
        name: "lines",
        type: "long-text",
        maxLength: 400,
        label: { fr: "Rue, étage, case postale", en: "Street, floor, PO box" },
      },
      { name: "post_code", type: "text", maxLength: 12, label: { fr: "NPA", en: "Post code" } },
      { name: "place", type: "text", maxLength: 80, required: true, label: { fr: "Localité", en: "Place" } },
      {
        name: "canton",
        type: "text",
        maxLength: 40,
        label: { fr: "Canton ou département", en: "Canton or department" },
      },
      { name: "country", type: "text", maxLength: 60, label: { fr: "Pays", en: "Country" } },
      ...validity,
    ],
    rules: [endsAfterItBegins],
  },
  {
    kind: "form",
    name: "address",
    type: "address",
    label: { fr: "Adresse postale", en: "Postal address" },
    sections: [
      {
        label: { fr: "Adresse", en: "Address" },
        fields: [
          "party",
          "kind",
          { name: "lines", width: "full" },
          "post_code",
          "place",
          "canton",
          "country",
        ],
      },
      { label: { fr: "Validité", en: "Validity" }, fields: ["valid_from", "valid_to"] },
    ],
  },
  {
    kind: "view",
    name: "address_all",
    type: "address",
    label: { fr: "Toutes", en: "All" },
    order: 10,
    columns: ["party", "kind", "lines", "post_code", "place", "country", "valid_to"],
    sort: ["place"],
  },
];

/** A phone, a mailbox, a page: one more way to reach a party. */
export const contactPoint: readonly StandardDocument[] = [
  {
    kind: "type",
    name: "contact_point",
    label: { fr: "Moyen de contact", en: "Way to reach" },
    plural: { fr: "Moyens de contact", en: "Ways to reach" },
    icon: "phone",
    title: "value",
    fields: [
      {
        name: "party",
        type: "reference",
        to: "party",
        required: true,
        indexed: true,
        label: { fr: "De", en: "Of" },
      },
      {
        name: "kind",
        type: "select",
        required: true,
        default: "phone",
        label: { fr: "Genre", en: "Kind" },
        options: [
          { value: "phone", label: { fr: "Téléphone", en: "Phone" } },
          { value: "mobile", label: { fr: "Mobile", en: "Mobile" } },
          { value: "email", label: { fr: "E-mail", en: "E-mail" } },
          { value: "web", label: { fr: "Site web", en: "Website" } },
        ],
      },
      {
        name: "value",
        type: "text",
        maxLength: 254,
        required: true,
        searchable: true,
        label: { fr: "Numéro ou adresse", en: "Number or address" },
      },
      { name: "preferred", type: "boolean", default: false, label: { fr: "Préféré", en: "Preferred" } },
      { name: "remark", type: "text", maxLength: 200, label: { fr: "Remarque", en: "Remark" } },
    ],
  },
  {
    kind: "form",
    name: "contact_point",
    type: "contact_point",
    label: { fr: "Moyen de contact", en: "Way to reach" },
    sections: [
      {
        label: { fr: "Moyen de contact", en: "Way to reach" },
        fields: ["party", "kind", "value", "preferred", { name: "remark", width: "full" }],
      },
    ],
  },
  {
    kind: "view",
    name: "contact_point_all",
    type: "contact_point",
    label: { fr: "Tous", en: "All" },
    order: 10,
    columns: ["value", "kind", "party", "preferred", "remark"],
    sort: ["value"],
  },
];

/** Somebody works for an organisation, in a position, for a time. */
export const affiliation: readonly StandardDocument[] = [
  {
    kind: "type",
    name: "affiliation",
    label: { fr: "Fonction dans une organisation", en: "Position in an organisation" },
    plural: { fr: "Fonctions dans des organisations", en: "Positions in organisations" },
    icon: "users",
    title: 'position == null ? person.name + ", " + organisation.name : person.name + ", " + position',
    fields: [
      {
        name: "person",
        type: "reference",
        to: "person",
        required: true,
        indexed: true,
        label: { fr: "Personne", en: "Person" },
      },
      {
        name: "organisation",
        type: "reference",
        to: "organisation",
        required: true,
        indexed: true,
        label: { fr: "Organisation", en: "Organisation" },
      },
      { name: "position", type: "text", maxLength: 120, label: { fr: "Fonction", en: "Position" } },
      { name: "phone", type: "phone", label: { fr: "Téléphone direct", en: "Direct phone" } },
      { name: "email", type: "email", label: { fr: "E-mail direct", en: "Direct e-mail" } },
      ...validity,
    ],
    rules: [endsAfterItBegins],
  },
  {
    kind: "form",
    name: "affiliation",
    type: "affiliation",
    label: { fr: "Fonction", en: "Position" },
    sections: [
      {
        label: { fr: "Fonction", en: "Position" },
        fields: ["person", "organisation", "position", "phone", "email", "valid_from", "valid_to"],
      },
    ],
  },
  {
    kind: "view",
    name: "affiliation_all",
    type: "affiliation",
    label: { fr: "Toutes", en: "All" },
    order: 10,
    columns: ["person", "organisation", "position", "phone", "email"],
    sort: ["organisation.name"],
  },
];
