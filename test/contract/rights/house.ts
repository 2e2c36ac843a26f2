import {
  kinds,
  type MetadataDocument,
  type Permission,
  type RoleDocument,
} from "../../../metamodel/index.ts";

const both = (text: string) => ({ fr: text, en: text });
const field = (name: string, type: string, more: object = {}) => ({ name, type, label: both(name), ...more });
const type = (name: string, fields: readonly object[], more: object = {}) =>
  kinds.type.parse({ kind: "type", name, label: both(name), title: "name", fields, ...more });

/** A role of the house below, from what it says of each type. */
export const role = (name: string, types: RoleDocument["types"], more: object = {}): RoleDocument =>
  kinds.role.parse({ kind: "role", name, label: both(name), types, ...more });

const everything: Permission = true;
export const all = { see: everything, create: everything, change: everything, delete: everything };

/** Matters with lines, ties to partners, a subtype, and the standard journal beside them. */
export const matterHouse: readonly MetadataDocument[] = [
  kinds.app.parse({
    kind: "app",
    name: "rights",
    label: both("Rights"),
    languages: ["fr", "en"],
    country: "CH",
    currency: "CHF",
    timeZone: "Europe/Zurich",
    modules: [],
    standard: ["entry", "document", "collaborator"],
  }),
  type("partner", [field("name", "text", { searchable: true }), field("city", "text")]),
  type(
    "matter",
    [
      field("name", "text", { searchable: true }),
      field("city", "text"),
      field("state", "text", { default: "draft" }),
      field("fee", "integer"),
      field("discount", "integer"),
      field("margin", "integer"),
      field("code", "text", { unique: true }),
      field("lines", "children", { of: "line", by: "matter" }),
      field("partners", "references", { to: "partner", through: "tie", by: "matter", other: "partner" }),
    ],
    { capabilities: { journal: {}, documents: {} } },
  ),
  type("offer", [field("probability", "integer")], { extends: "matter" }),
  type("line", [
    field("name", "text"),
    field("matter", "reference", { to: "matter" }),
    field("amount", "integer"),
  ]),
  type("tie", [
    field("name", "text"),
    field("matter", "reference", { to: "matter" }),
    field("partner", "reference", { to: "partner" }),
  ]),
  kinds.template.parse({
    kind: "template",
    name: "note",
    label: both("Note"),
    type: "matter",
    channel: "letter",
    subject: { en: "Note" },
    body: { en: "{{name}}" },
  }),
];
