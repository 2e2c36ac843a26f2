import { kinds, type MetadataDocument } from "../../metamodel/index.ts";

export const label = (text: string) => ({ fr: text, en: text });
const text = (name: string) => ({ name, type: "text", label: label(name) });

export const app = {
  kind: "app",
  name: "atelier",
  label: label("L’Atelier"),
  country: "FR",
  currency: "EUR",
};
export const template = {
  kind: "template",
  name: "price_letter",
  type: "lamp",
  label: label("Prix"),
  channel: "letter",
  subject: label("Prix"),
  body: { fr: "<p>{{price}} / {{phone}}</p>" },
};
const tile = { shape: "number", width: 4, measure: "count" };
/** A small French house of lamps, for what an administrator says that shows in answers of the API. */
export const lampHouse: readonly MetadataDocument[] = [
  kinds.app.parse(app),
  kinds.type.parse({
    kind: "type",
    name: "maker",
    label: label("Fabricant"),
    help: { fr: "Qui fabrique des lampes." },
    title: "name",
    fields: [
      text("name"),
      text("city"),
      {
        name: "sum",
        type: "rollup",
        of: "lamps.height",
        function: "sum",
        as: "money",
        label: label("Somme"),
      },
      { name: "lamps", type: "children", of: "lamp", by: "maker", label: label("Lampes") },
    ],
  }),
  kinds.type.parse({
    kind: "type",
    name: "lamp",
    label: label("Lampe"),
    title: "name",
    fields: [
      text("name"),
      { name: "price", type: "money", label: label("Prix") },
      { name: "phone", type: "phone", label: label("Téléphone") },
      { name: "height", type: "integer", label: label("Hauteur") },
      { name: "maker", type: "reference", to: "maker", label: label("Fabricant") },
      {
        name: "sellers",
        type: "references",
        to: "maker",
        where: 'city == "Nyon"',
        reverse: { name: "sold", label: label("Vendues") },
        label: label("Vendeurs"),
      },
      {
        name: "above",
        type: "reference",
        to: "lamp",
        reverse: { name: "below", label: label("Dessous") },
        label: label("Dessus"),
      },
      { name: "plan", type: "file", accept: ["application/pdf"], label: label("Plan") },
      { name: "scan", type: "file", maxSize: 60, label: label("Scan") },
      { name: "photo", type: "image", maxSize: 100, label: label("Photo") },
    ],
  }),
  kinds.template.parse(template),
  kinds.dashboard.parse({
    kind: "dashboard",
    name: "shop",
    label: label("Magasin"),
    tiles: [
      { ...tile, name: "lamps", label: label("Lampes"), type: "lamp" },
      { ...tile, name: "makers", label: label("Fabricants"), type: "maker" },
      {
        shape: "list",
        name: "tallest",
        label: label("Les plus hautes"),
        type: "lamp",
        columns: ["name"],
        sort: ["-height"],
      },
    ],
  }),
  kinds.role.parse({
    kind: "role",
    name: "seller",
    label: label("Vendeuse"),
    types: { lamp: { see: true } },
  }),
];
