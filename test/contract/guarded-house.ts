import type { MetadataDocument } from "../../metamodel/index.ts";

const both = (text: string) => ({ fr: text, en: text });

/**
 * A house where much is not for everybody: the guard sees customers in Vevey, and of these neither the secret nor the
 * margin; contracts whose customer he sees; no vault at all. Titles, rules, lines and documents lead across.
 */
export const guardedHouse: readonly MetadataDocument[] = [
  {
    kind: "app",
    name: "guarded",
    label: both("Guarded"),
    languages: ["fr", "en"],
    country: "CH",
    currency: "CHF",
    timeZone: "Europe/Zurich",
    modules: [],
    standard: ["person", "dossier", "entry", "document"],
    plugins: [],
  },
  {
    kind: "type",
    name: "customer",
    label: both("Customer"),
    title: 'name + " " + secret',
    fields: [
      { name: "name", type: "text", required: true, searchable: true, label: both("Name") },
      { name: "city", type: "text", label: both("City") },
      { name: "secret", type: "text", searchable: true, unique: true, label: both("Hush") },
      { name: "margin", type: "money", label: both("Margin") },
      { name: "scan", type: "file", label: both("Scan") },
      { name: "vault", type: "reference", to: "vault", label: both("Vault") },
    ],
    unique: [{ fields: ["name", "margin"] }],
    capabilities: { documents: {}, journal: {} },
  },
  {
    kind: "type",
    name: "vault",
    label: both("Strongroom"),
    title: "code",
    fields: [
      { name: "code", type: "text", searchable: true, label: both("Combination") },
      { name: "owner", type: "reference", to: "customer", label: both("Owner") },
    ],
  },
  {
    kind: "type",
    name: "contract",
    label: both("Contract"),
    title: 'subject + " " + customer.name + " " + customer.secret',
    fields: [
      { name: "subject", type: "text", searchable: true, label: both("Subject") },
      { name: "customer", type: "reference", to: "customer", label: both("Customer") },
      { name: "payer", type: "reference", to: "customer", label: both("Payer") },
      { name: "lines", type: "children", of: "line", by: "contract", label: both("Lines") },
    ],
  },
  {
    kind: "type",
    name: "line",
    label: both("Line"),
    title: "text",
    fields: [
      { name: "contract", type: "reference", to: "contract", required: true, label: both("Contract") },
      { name: "text", type: "text", label: both("Text") },
      { name: "cost", type: "money", label: both("Cost") },
    ],
  },
  {
    kind: "template",
    name: "open_letter",
    type: "customer",
    label: both("Letter"),
    channel: "letter",
    subject: both("{{name}}"),
    body: both("<p>{{name}} {{city}}</p>"),
  },
  {
    kind: "template",
    name: "secret_letter",
    type: "customer",
    label: both("Letter"),
    channel: "letter",
    subject: both("{{name}}"),
    body: both("<p>{{name}} {{secret}}</p>"),
  },
  {
    kind: "dashboard",
    name: "figures",
    label: both("Figures"),
    tiles: [
      { shape: "number", name: "a", label: both("A"), type: "customer", measure: "count", width: 4 },
      { shape: "number", name: "b", label: both("B"), type: "customer", measure: "sum:margin", width: 4 },
      {
        shape: "bar",
        name: "c",
        label: both("C"),
        type: "customer",
        group: "secret",
        measures: [{ measure: "count", label: both("N") }],
        width: 4,
      },
      {
        shape: "list",
        name: "d",
        label: both("D"),
        type: "customer",
        columns: ["name", "secret"],
        limit: 8,
        width: 4,
      },
      { shape: "list", name: "e", label: both("E"), type: "vault", columns: ["code"], limit: 8, width: 4 },
      {
        shape: "bar",
        name: "f",
        label: both("F"),
        type: "contract",
        group: "payer",
        measures: [{ measure: "count", label: both("N") }],
        width: 4,
      },
    ],
  },
  {
    kind: "role",
    name: "guard",
    label: both("Guard"),
    merge: true,
    export: true,
    types: {
      customer: {
        see: 'city == "Vevey"',
        create: true,
        change: true,
        delete: true,
        fields: { secret: "hidden", margin: "hidden" },
      },
      contract: { see: 'customer.city == "Vevey"', create: true, change: true, delete: true },
      line: {
        see: 'text != "unspoken"',
        create: true,
        change: true,
        delete: true,
        fields: { cost: "hidden" },
      },
      document: { see: true, create: true },
      entry: { see: true },
    },
  },
];
