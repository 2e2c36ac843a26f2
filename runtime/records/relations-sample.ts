import { type MetadataDocument, roleDocument, typeDocument } from "../../metamodel/index.ts";

const en = (text: string) => ({ en: text });
const named = (name: string) => ({ name, type: "text", label: en(name) });
const type = (name: string, fields: readonly object[]): MetadataDocument =>
  typeDocument.parse({
    kind: "type",
    name,
    label: en(name),
    title: "name",
    fields: [named("name"), ...fields],
  });

/** Visits to equipment in sites: every way in which records can hang on each other, for the tests of this room. */
export const relationsSample: readonly MetadataDocument[] = [
  type("collaborator", [{ name: "area", type: "reference", to: "area", label: en("Area") }]),
  type("area", [{ name: "above", type: "reference", to: "area", tree: true, label: en("Above") }]),
  type("site", [{ name: "area", type: "reference", to: "area", label: en("Area") }]),
  type("equipment", [
    { name: "kind", type: "text", label: en("Kind") },
    { name: "price", type: "money", currency: "CHF", label: en("Price") },
    {
      name: "site",
      type: "reference",
      to: "site",
      onDelete: "cascade",
      reverse: { name: "machines", label: en("Machines") },
      label: en("Site"),
    },
  ]),
  type("visit", [
    {
      name: "equipment",
      type: "references",
      to: "equipment",
      reverse: { name: "visits", label: en("Visits") },
      label: en("Equipment"),
    },
    { name: "seen", type: "references", to: "equipment", onDelete: "empty", label: en("Seen") },
    { name: "helpers", type: "references", to: "collaborator", label: en("Helpers") },
    { name: "hours", type: "integer", label: en("Hours") },
  ]),
  type("stock", [
    {
      name: "parts",
      type: "references",
      to: "part",
      through: "place",
      by: "stock",
      other: "part",
      position: "rank",
      reverse: { name: "stocks", label: en("Stocks") },
      label: en("Parts"),
    },
    { name: "notes", type: "children", of: "note", by: "stock", position: "rank", label: en("Notes") },
  ]),
  type("place", [
    { name: "stock", type: "reference", to: "stock", required: true, label: en("Stock") },
    { name: "part", type: "reference", to: "part", required: true, label: en("Part") },
    { name: "quantity", type: "integer", min: 1, label: en("Quantity") },
    { name: "rank", type: "integer", label: en("Rank") },
  ]),
  type("note", [
    { name: "stock", type: "reference", to: "stock", label: en("Stock") },
    { name: "rank", type: "integer", label: en("Rank") },
    { name: "about", type: "any-reference", to: ["equipment", "part"], label: en("About") },
    { name: "of", type: "any-reference", to: ["visit"], onDelete: "cascade", label: en("Of") },
    { name: "hint", type: "any-reference", to: ["visit", "area"], onDelete: "empty", label: en("Hint") },
  ]),
  type("part", [
    { name: "cost", type: "integer", label: en("Cost") },
    { name: "machine", type: "reference", to: "equipment", onDelete: "cascade", label: en("Machine") },
    { name: "spare", type: "reference", to: "part", onDelete: "cascade", label: en("Spare of") },
    { name: "kit", type: "references", to: "part", label: en("Kit") },
  ]),
  roleDocument.parse({
    kind: "role",
    name: "helper",
    label: en("Helper"),
    types: {
      visit: { see: "user.collaborator in helpers", change: true, create: true },
      equipment: { see: 'kind == "boiler"' },
      collaborator: { see: true },
      note: { see: true },
    },
  }),
  roleDocument.parse({
    kind: "role",
    name: "chief",
    label: en("Chief"),
    types: {
      area: { see: true },
      site: { see: "area.isUnder(user.collaborator.area)" },
      equipment: { see: "site.area.isUnder(user.collaborator.area)" },
      part: { see: "!machine.site.area.isUnder(user.collaborator.area)" },
    },
  }),
];
