import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { type FieldDocument, fieldTypes } from "../../metamodel/index.ts";

/** One field of the app, how it is entered in the form, and what is read afterwards. */
export interface EnteredField {
  readonly field: Omit<FieldDocument, "name" | "label">;
  /** Enters a value below the label, in the form. Left out for what nobody enters. */
  readonly enter?: (page: Page, label: string) => Promise<void>;
  /** What the record shows for it: words, or an element. */
  readonly shows: string | RegExp | { readonly selector: string };
  /** What the API gives. */
  readonly value?: unknown;
}

/** An input by its label: one for text, or one that also opens a list. */
const input = (page: Page | Locator, label: string): Locator =>
  page
    .getByRole("textbox", { name: label, exact: true })
    .or(page.getByRole("combobox", { name: label, exact: true }))
    .first();

const fill = (text: string) => async (page: Page, label: string) => {
  await input(page, label).fill(text);
  await input(page, label).press("Tab");
};

const chip = (name: string) => (page: Page, label: string) =>
  page.getByRole("group", { name: label }).getByText(name, { exact: true }).click();

const search = (found: string) => async (page: Page, label: string) => {
  await input(page, label).fill(found);
  await page
    .getByRole("option", { name: new RegExp(`^${found}`) })
    .first()
    .click();
};

const pick = (option: string) => async (page: Page, label: string) => {
  await input(page, label).fill(option);
  await page.getByRole("option", { name: option, exact: true }).click();
};

/** A red point, 1 × 1. */
export const redPoint = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
  "base64",
);

const file = (name: string, mimeType: string) => async (page: Page, label: string) => {
  const zone = page
    .locator("div")
    .filter({ has: page.getByText(label, { exact: true }) })
    .last();
  await zone.locator("input[type=file]").setInputFiles({ name, mimeType, buffer: redPoint });
  await zone.getByText(name).or(zone.getByAltText(name)).first().waitFor();
};

const options = [
  { value: "open", label: { fr: "Ouvert", en: "Open" }, tone: "blue" },
  { value: "done", label: { fr: "Fini", en: "Done" }, tone: "green" },
];

/** Every type of the shelf by name; a type that joins the shelf is asked for by the story. */
export const enteredFields: Readonly<Record<string, EnteredField>> = {
  text: { field: { type: "text", required: true }, enter: fill("Pompe à chaleur"), shows: "Pompe à chaleur" },
  "long-text": {
    field: { type: "long-text" },
    enter: fill("Une ligne\nune autre"),
    shows: /Une ligne\s+une autre/,
  },
  "rich-text": {
    field: { type: "rich-text" },
    enter: async (page, label) => {
      await page.getByRole("textbox", { name: label }).click();
      await page.getByRole("button", { name: "Gras" }).click();
      await page.keyboard.type("Gras");
      await page.getByRole("button", { name: "Gras" }).click();
      await page.keyboard.type(" et <b>maigre</b>");
    },
    shows: { selector: "strong" },
    value: "<p><strong>Gras</strong> et &lt;b&gt;maigre&lt;/b&gt;</p>",
  },
  integer: { field: { type: "integer" }, enter: fill("1’200"), shows: /1.200/, value: 1_200 },
  decimal: { field: { type: "decimal" }, enter: fill("1,5"), shows: "1.5", value: "1.5" },
  percent: { field: { type: "percent" }, enter: fill("12,5"), shows: /12.5/ },
  money: { field: { type: "money" }, enter: fill("1’234.50"), shows: /1.234\.50/, value: "1234.50" },
  boolean: {
    field: { type: "boolean" },
    enter: async (page, label) => {
      await page.getByRole("switch", { name: label }).check({ force: true });
    },
    shows: "Oui",
    value: true,
  },
  date: { field: { type: "date" }, enter: fill("4.3.26"), shows: "04.03.2026", value: "2026-03-04" },
  "date-time": { field: { type: "date-time" }, enter: fill("4.3.26 14:30"), shows: /04\.03\.2026.*14:30/ },
  time: { field: { type: "time" }, enter: fill("8h30"), shows: "08:30", value: "08:30" },
  duration: { field: { type: "duration" }, enter: fill("1h30"), shows: /1.h.30/ },
  period: {
    field: { type: "period" },
    enter: async (page, label) => {
      await fill("1.3.26")(page, `${label} du`);
      await fill("31.3.26")(page, `${label} au`);
    },
    shows: /01\.03\.2026.*31\.03\.2026/,
    value: { from: "2026-03-01", to: "2026-03-31" },
  },
  select: { field: { type: "select", options }, enter: chip("Ouvert"), shows: "Ouvert", value: "open" },
  "multi-select": {
    field: { type: "multi-select", options },
    enter: async (page, label) => {
      await pick("Fini")(page, label);
      await page.keyboard.press("Escape");
    },
    shows: "Fini",
    value: ["done"],
  },
  tags: {
    field: { type: "tags" },
    enter: async (page, label) => {
      await input(page, label).fill("urgent");
      await page.keyboard.press("Enter");
      await page.keyboard.type("gaz,");
    },
    shows: "gaz",
    value: ["urgent", "gaz"],
  },
  email: { field: { type: "email" }, enter: fill("anne@lemanix.example"), shows: /anne@lemanix\.example/ },
  phone: {
    field: { type: "phone" },
    enter: fill("021 312 45 67"),
    shows: "021 312 45 67",
    value: "+41213124567",
  },
  url: { field: { type: "url" }, enter: fill("https://lemanix.example"), shows: /lemanix\.example/ },
  iban: {
    field: { type: "iban" },
    enter: fill("CH93 0076 2011 6238 5295 7"),
    shows: "CH93 0076 2011 6238 5295 7",
    value: "CH9300762011623852957",
  },
  reference: { field: { type: "reference", to: "other" }, enter: search("Duc SA"), shows: "Duc SA" },
  references: {
    field: { type: "references", to: "other" },
    enter: async (page, label) => {
      await search("Roy SA")(page, label);
      await search("Duc SA")(page, label);
    },
    shows: /Roy SA\s+Duc SA/,
  },
  "any-reference": {
    field: { type: "any-reference", to: ["other", "line"] },
    enter: search("Roy SA"),
    shows: "Roy SA",
  },
  collaborator: { field: { type: "collaborator" }, enter: search("Anne"), shows: "Anne" },
  children: {
    field: { type: "children", of: "line", by: "thing" },
    enter: async (page, label) => {
      await page.getByRole("button", { name: "Ajouter une ligne" }).click();
      const table = page.getByRole("table", { name: label });
      await table.getByRole("textbox", { name: "Nom" }).fill("Ligne 1");
      await table.getByRole("textbox", { name: "Prix" }).fill("12.50");
      await table.getByRole("cell", { name: /25\.00/ }).waitFor();
      await table.getByRole("cell", { name: "100", exact: true }).waitFor();
    },
    shows: /1 fiche|Ligne 1/,
  },
  file: { field: { type: "file" }, enter: file("plan.png", "image/png"), shows: "plan.png" },
  image: { field: { type: "image" }, enter: file("photo.png", "image/png"), shows: { selector: "img" } },
  signature: {
    field: { type: "signature" },
    enter: async (page, label) => {
      const group = page.getByRole("group", { name: label });
      const box = await group.locator("canvas").boundingBox();
      if (!box) throw new Error("the pad is not there");
      await page.mouse.move(box.x + 40, box.y + 60);
      await page.mouse.down();
      await page.mouse.move(box.x + 160, box.y + 30, { steps: 5 });
      await page.mouse.move(box.x + 220, box.y + 90, { steps: 5 });
      await page.mouse.up();
      await group.getByRole("button", { name: "Garder la signature" }).click();
      await page.getByAltText("Signature").waitFor();
    },
    shows: { selector: "img" },
  },
  location: {
    field: { type: "location" },
    enter: fill("46.5197, 6.6323"),
    shows: /46.5197.*6.6323/,
    value: { lat: 46.5197, lon: 6.6323 },
  },
  colour: { field: { type: "colour" }, enter: fill("#1f5fbf"), shows: /#1f5fbf/i, value: "#1f5fbf" },
  rating: {
    field: { type: "rating" },
    enter: async (page, label) => {
      const group = page.getByRole("radiogroup", { name: label });
      await group.getByRole("radio", { name: "3 sur 5" }).focus();
      await page.keyboard.press("ArrowRight");
    },
    shows: { selector: "[aria-label='4 sur 5']" },
    value: 4,
  },
  country: { field: { type: "country" }, enter: pick("Suisse"), shows: "Suisse", value: "CH" },
  language: { field: { type: "language" }, enter: pick("français"), shows: /français/i, value: "fr" },
  json: { field: { type: "json" }, enter: fill('{"a": [1, 2]}'), shows: /"a"/, value: { a: [1, 2] } },
  recurrence: {
    field: { type: "recurrence" },
    enter: async (page, label) => {
      const group = page.getByRole("group", { name: label, exact: true });
      await input(group, "Unité").click();
      await page.getByRole("option", { name: "semaines" }).click();
      await group.getByText("mar.", { exact: true }).click();
    },
    shows: /mardi/,
    value: "FREQ=WEEKLY;BYDAY=TU",
  },
  sequence: { field: { type: "sequence", pattern: "T-{000}" }, shows: "T-001", value: "T-001" },
  formula: {
    field: { type: "formula", expression: "f_money * 2", as: "money" },
    shows: /2.469\.00/,
    value: "2469.00",
  },
  rollup: { field: { type: "rollup", of: "f_children.price", function: "sum" }, shows: /12\.50/ },
  lookup: { field: { type: "lookup", path: "f_reference.place" }, shows: "Nyon" },
};

/** The field of a type in the app. */
export function fieldName(type: string): string {
  return `f_${type.replaceAll("-", "_")}`;
}

/** As the form names it. */
export function fieldLabel(type: string): string {
  return fieldTypes.get(type)?.label.fr ?? type;
}

const words = (fr: string) => ({ fr, en: fr });
const text = (name: string, fr: string, more: object = {}) => ({
  name,
  type: "text",
  label: words(fr),
  ...more,
});

/** Writes an app with a field of every type to a folder of its own, and says where. */
export async function writeEveryFieldApp(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "dossier-every-field-"));
  const metadata = join(folder, "metadata");
  await mkdir(metadata);
  for (const document of documents()) {
    const path = join(metadata, `${document.kind}-${document.name}.json`);
    await writeFile(path, JSON.stringify(document, null, 2));
  }
  return folder;
}

function documents() {
  const fields = [...fieldTypes.keys()].flatMap((type) => {
    const entered = enteredFields[type];
    if (!entered) return [];
    return [{ name: fieldName(type), label: { fr: fieldLabel(type), en: type }, ...entered.field }];
  });
  const named = (name: string, fr: string, more: object) => ({
    kind: "type",
    name,
    label: words(fr),
    title: "name",
    ...more,
  });
  return [
    {
      kind: "app",
      name: "everything",
      label: words("Tout"),
      languages: ["fr", "en"],
      country: "CH",
      currency: "CHF",
      timeZone: "Europe/Zurich",
      standard: false,
      modules: [
        { name: "things", label: words("Choses"), icon: "cube", type: "thing" },
        { name: "visits", label: words("Visites"), icon: "calendar", type: "visit" },
        { name: "others", label: words("Autres"), icon: "building", type: "other" },
      ],
    },
    { kind: "type", name: "thing", label: words("Chose"), title: fieldName("text"), fields },
    named("other", "Autre", { fields: [text("name", "Nom", { required: true }), text("place", "Localité")] }),
    named("collaborator", "Collaborateur", { fields: [text("name", "Nom")] }),
    named("breakdown", "Panne d’appareil", {
      extends: "matter",
      fields: [text("serial", "Numéro de série", { sensitive: true })],
    }),
    named("complaint", "Réclamation", {
      extends: "matter",
      fields: [text("grief", "Grief", { required: true })],
    }),
    named("matter", "Affaire", { abstract: true, fields: [text("name", "Nom", { required: true })] }),
    named("line", "Ligne", {
      fields: [
        text("name", "Nom", { required: true }),
        { name: "price", type: "money", label: words("Prix") },
        { name: "double", type: "formula", expression: "price * 2", as: "money", label: words("Double") },
        {
          name: "part",
          type: "formula",
          expression: "price / thing.f_rollup * 100",
          label: words("Part"),
        },
        { name: "thing", type: "reference", to: "thing", label: words("Chose") },
      ],
    }),
    {
      kind: "type",
      name: "tool_use",
      label: words("Emploi d’un outil"),
      fields: [
        { name: "visit", type: "reference", to: "visit", label: words("Visite") },
        { name: "tool", type: "reference", to: "other", label: words("Outil") },
        { name: "rank", type: "integer", label: words("Rang") },
        { name: "hours", type: "integer", min: 1, label: words("Heures") },
        { name: "minutes", type: "formula", expression: "hours * 60", label: words("Minutes") },
      ],
    },
    named("visit", "Visite", {
      fields: [
        text("name", "Nom", { required: true }),
        { name: "starts_on", type: "date", label: words("Début") },
        { name: "ends_on", type: "date", label: words("Fin") },
        {
          name: "kind",
          type: "select",
          label: words("Genre"),
          options: [
            { value: "control", label: words("Contrôle") },
            { value: "repair", label: words("Réparation"), when: "starts_on != null" },
          ],
        },
        { ...text("reason", "Panne", { required: true }), visible: 'kind == "repair"' },
        {
          name: "customer",
          type: "reference",
          to: "other",
          label: words("Client"),
          where: "place == record.town",
        },
        {
          name: "tools",
          type: "references",
          to: "other",
          through: "tool_use",
          by: "visit",
          other: "tool",
          position: "rank",
          label: words("Outils"),
        },
        text("town", "Localité", { defaultExpression: 'kind == "repair" ? "Nyon" : ""' }),
      ],
      rules: [
        {
          when: "ends_on < starts_on",
          refuse: { fr: "La fin précède le début.", en: "The end is before the start." },
          at: ["ends_on"],
        },
      ],
    }),
  ];
}
