import type { StandardDocument } from "./standard-document.ts";

/** Whoever the house deals with: declared once, linked everywhere by role. */
export const party: readonly StandardDocument[] = [
  {
    kind: "type",
    name: "party",
    abstract: true,
    label: { fr: "Adresse", en: "Party" },
    plural: { fr: "Adresses", en: "Parties" },
    help: {
      fr: "Une personne ou une organisation, déclarée une seule fois et liée partout où elle joue un rôle.",
      en: "A person or an organisation, declared once and linked wherever it plays a role.",
    },
    icon: "address-book",
    title: "name",
    fields: [
      {
        name: "name",
        type: "text",
        required: true,
        maxLength: 120,
        searchable: true,
        indexed: true,
        label: { fr: "Nom", en: "Name" },
      },
      {
        name: "salutation",
        type: "select",
        label: { fr: "Civilité", en: "Salutation" },
        options: [
          { value: "madam", label: { fr: "Madame", en: "Ms" } },
          { value: "sir", label: { fr: "Monsieur", en: "Mr" } },
          { value: "both", label: { fr: "Madame, Monsieur", en: "Sir or Madam" } },
        ],
      },
      {
        name: "language",
        type: "select",
        default: "fr",
        label: { fr: "Langue", en: "Language" },
        options: [
          { value: "fr", label: { fr: "Français", en: "French" } },
          { value: "de", label: { fr: "Allemand", en: "German" } },
          { value: "it", label: { fr: "Italien", en: "Italian" } },
          { value: "en", label: { fr: "Anglais", en: "English" } },
        ],
      },
      { name: "email", type: "email", searchable: true, label: { fr: "E-mail", en: "E-mail" } },
      {
        name: "phone",
        type: "phone",
        searchable: true,
        indexed: true,
        label: { fr: "Téléphone", en: "Phone" },
      },
      {
        name: "street",
        type: "text",
        maxLength: 200,
        label: { fr: "Rue et numéro", en: "Street and number" },
      },
      {
        name: "post_code",
        type: "text",
        maxLength: 12,
        indexed: true,
        label: { fr: "NPA", en: "Post code" },
      },
      {
        name: "place",
        type: "text",
        maxLength: 80,
        searchable: true,
        indexed: true,
        label: { fr: "Localité", en: "Place" },
      },
      {
        name: "country",
        type: "select",
        default: "CH",
        label: { fr: "Pays", en: "Country" },
        options: [
          { value: "CH", label: { fr: "Suisse", en: "Switzerland" } },
          { value: "FR", label: { fr: "France", en: "France" } },
          { value: "LI", label: { fr: "Liechtenstein", en: "Liechtenstein" } },
          { value: "DE", label: { fr: "Allemagne", en: "Germany" } },
          { value: "IT", label: { fr: "Italie", en: "Italy" } },
          { value: "AT", label: { fr: "Autriche", en: "Austria" } },
          { value: "BE", label: { fr: "Belgique", en: "Belgium" } },
          { value: "LU", label: { fr: "Luxembourg", en: "Luxembourg" } },
        ],
      },
      {
        name: "addresses",
        type: "children",
        of: "address",
        by: "party",
        label: { fr: "Autres adresses", en: "Other addresses" },
        help: { fr: "Chantier, facturation, résidence secondaire …", en: "Site, billing, second home …" },
      },
      {
        name: "contact_points",
        type: "children",
        of: "contact_point",
        by: "party",
        label: { fr: "Autres moyens de contact", en: "Other ways to reach" },
      },
      { name: "remarks", type: "long-text", label: { fr: "Remarques", en: "Remarks" } },
    ],
    capabilities: { journal: {}, documents: {}, merge: {} },
  },
  {
    kind: "view",
    name: "party_all",
    type: "party",
    label: { fr: "Toutes", en: "All" },
    order: 10,
    columns: ["name", "type", "place", "phone", "email"],
    sort: ["name"],
  },
];

/** A human being. */
export const person: readonly StandardDocument[] = [
  {
    kind: "type",
    name: "person",
    extends: "party",
    label: { fr: "Personne", en: "Person" },
    plural: { fr: "Personnes", en: "People" },
    icon: "user",
    person: true,
    title: 'first_name == null ? name : name + " " + first_name',
    fields: [
      {
        name: "first_name",
        type: "text",
        maxLength: 80,
        searchable: true,
        label: { fr: "Prénom", en: "First name" },
      },
      { name: "mobile", type: "phone", searchable: true, label: { fr: "Mobile", en: "Mobile" } },
      {
        name: "birth_date",
        type: "date",
        min: "1900-01-01",
        label: { fr: "Date de naissance", en: "Date of birth" },
      },
      {
        name: "affiliations",
        type: "children",
        of: "affiliation",
        by: "person",
        label: { fr: "Travaille pour", en: "Works for" },
      },
    ],
  },
  {
    kind: "form",
    name: "person",
    type: "person",
    label: { fr: "Personne", en: "Person" },
    head: ["phone", "email", "place"],
    sections: [
      {
        label: { fr: "Identité", en: "Identity" },
        fields: ["name", "first_name", "salutation", "language", "birth_date"],
      },
      {
        label: { fr: "Joindre", en: "Reach" },
        fields: ["phone", "mobile", "email", { name: "contact_points", width: "full" }],
      },
      {
        label: { fr: "Adresse", en: "Address" },
        fields: [
          { name: "street", width: "full" },
          "post_code",
          "place",
          "country",
          { name: "addresses", width: "full" },
        ],
      },
      { label: { fr: "Rôles", en: "Roles" }, fields: [{ name: "affiliations", width: "full" }] },
      {
        label: { fr: "Remarques", en: "Remarks" },
        folded: true,
        fields: [{ name: "remarks", width: "full" }],
      },
    ],
  },
  {
    kind: "view",
    name: "person_all",
    type: "person",
    label: { fr: "Toutes", en: "All" },
    order: 10,
    columns: ["name", "first_name", "post_code", "place", "phone", "mobile", "email"],
    sort: ["name", "first_name"],
  },
];

/** A company, an association, an authority. */
export const organisation: readonly StandardDocument[] = [
  {
    kind: "type",
    name: "organisation",
    extends: "party",
    label: { fr: "Organisation", en: "Organisation" },
    plural: { fr: "Organisations", en: "Organisations" },
    icon: "building",
    title: "name",
    fields: [
      {
        name: "register_number",
        type: "text",
        maxLength: 40,
        searchable: true,
        label: { fr: "N° IDE ou SIRET", en: "Register number" },
      },
      { name: "website", type: "url", label: { fr: "Site web", en: "Website" } },
      {
        name: "affiliations",
        type: "children",
        of: "affiliation",
        by: "organisation",
        label: { fr: "Personnes de contact", en: "Contacts" },
      },
    ],
  },
  {
    kind: "form",
    name: "organisation",
    type: "organisation",
    label: { fr: "Organisation", en: "Organisation" },
    head: ["phone", "email", "place"],
    sections: [
      {
        label: { fr: "Identité", en: "Identity" },
        fields: [{ name: "name", width: "full" }, "register_number", "language", "salutation"],
      },
      {
        label: { fr: "Joindre", en: "Reach" },
        fields: ["phone", "email", "website", { name: "contact_points", width: "full" }],
      },
      {
        label: { fr: "Adresse", en: "Address" },
        fields: [
          { name: "street", width: "full" },
          "post_code",
          "place",
          "country",
          { name: "addresses", width: "full" },
        ],
      },
      { label: { fr: "Personnes", en: "People" }, fields: [{ name: "affiliations", width: "full" }] },
      {
        label: { fr: "Remarques", en: "Remarks" },
        folded: true,
        fields: [{ name: "remarks", width: "full" }],
      },
    ],
  },
  {
    kind: "view",
    name: "organisation_all",
    type: "organisation",
    label: { fr: "Toutes", en: "All" },
    order: 10,
    columns: ["name", "post_code", "place", "phone", "email", "website"],
    sort: ["name"],
  },
];
