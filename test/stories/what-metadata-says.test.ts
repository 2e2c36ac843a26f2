import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStoryHouse, type StoryHouse } from "./story-house.ts";

/** What an administrator says that shows on screens alone: one small house, each property looked for where it is seen. */

const label = (fr: string) => ({ fr, en: fr });
const text = (name: string, fr: string, more: object = {}) => ({
  name,
  type: "text",
  label: label(fr),
  ...more,
});
const option = (value: string, fr: string, tone?: string) => ({
  value,
  label: label(fr),
  ...(tone ? { tone } : {}),
});

const documents = [
  {
    kind: "app",
    name: "lamps",
    label: label("Maison Lumière"),
    languages: ["fr", "en"],
    home: "figures",
    modules: [
      { name: "lamps", label: label("Nos lampes"), type: "lamp", icon: "star" },
      { name: "shelves", label: label("Rayons"), type: "shelf" },
      { name: "figures", label: label("Chiffres"), dashboard: "sales", icon: "chart-bar" },
    ],
  },
  {
    kind: "type",
    name: "lamp",
    label: label("Lampe"),
    plural: label("Toutes les lampes"),
    title: "name",
    state: "stage",
    fields: [
      text("name", "Nom", { help: label("Comme au catalogue"), placeholder: label("Vega 3") }),
      text("colour", "Couleur"),
      {
        name: "stage",
        type: "select",
        label: label("Étape"),
        options: [
          option("new", "Neuve", "green"),
          option("sold", "Vendue", "red"),
          option("old", "Ancienne"),
        ],
      },
      {
        name: "tags",
        type: "multi-select",
        label: label("Marques"),
        options: [option("rare", "Rare", "violet")],
      },
      { name: "price", type: "money", label: label("Prix") },
      ...[
        { name: "shelf", type: "reference", to: "shelf" },
        { name: "shelves", type: "references", to: "shelf" },
        { name: "bought", type: "date" },
        { name: "weight", type: "decimal" },
        { name: "remark", type: "long-text" },
        { name: "story", type: "rich-text" },
        { name: "words", type: "tags" },
        { name: "shade", type: "colour" },
        { name: "place", type: "location" },
        { name: "more", type: "multi-select", options: [option("a", "A")] },
        {
          name: "kind",
          type: "select",
          options: ["a", "b", "c", "d", "e", "f"].map((one) => option(one, one)),
        },
      ].map((field) => ({ ...field, label: label(field.name), placeholder: label(`Vide : ${field.name}`) })),
    ],
  },
  {
    kind: "type",
    name: "shelf",
    label: label("Rayon"),
    plural: label("Rayons du magasin"),
    icon: "archive",
    help: label("Où les lampes sont rangées."),
    title: "name",
    fields: [text("name", "Nom")],
  },
  {
    kind: "form",
    name: "lamp_form",
    type: "lamp",
    label: label("Fiche de lampe"),
    head: ["price", "colour"],
  },
  {
    kind: "view",
    name: "cheap",
    type: "lamp",
    label: label("Les bon marché"),
    order: 20,
    filter: 'price < decimal("100")',
    sort: ["-price"],
    columns: ["name", "price"],
  },
  {
    kind: "view",
    name: "stages",
    type: "lamp",
    label: label("Par étape"),
    order: 30,
    shape: "board",
    group: "stage",
    card: ["colour"],
    sum: "price",
  },
  {
    kind: "view",
    name: "all",
    type: "lamp",
    label: label("Le catalogue"),
    order: 10,
    columns: ["colour", "name"],
  },
  {
    kind: "template",
    name: "offer_letter",
    type: "lamp",
    label: label("Offre de lampe"),
    channel: "letter",
    subject: label("Offre"),
    body: label("<p>{{name}}</p>"),
  },
  {
    kind: "dashboard",
    name: "sales",
    label: label("Chiffres du magasin"),
    tiles: [
      { shape: "number", name: "count", label: label("Combien"), type: "lamp", width: 3, measure: "count" },
      {
        shape: "table",
        name: "by_stage",
        label: label("Selon l’étape"),
        type: "lamp",
        width: 6,
        group: "stage",
        measures: [
          { measure: "count", label: label("Pièces") },
          { measure: "sum:price", label: label("Valeur") },
        ],
      },
    ],
  },
] as const;

const lamps = [
  { name: "Sirius", colour: "Bleu", stage: "new", tags: ["rare"], price: "10.00" },
  { name: "Vega", colour: "Blanc", stage: "new", price: "90.00" },
  { name: "Altaïr", colour: "Rouge", stage: "sold", price: "250.00" },
];

let folder: string;
let house: StoryHouse;
let page: Page;
const keys = new Map<string, string>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dossier-says-"));
  await mkdir(join(folder, "metadata"));
  for (const document of documents)
    await writeFile(
      join(folder, "metadata", `${document.kind}-${document.name}.json`),
      JSON.stringify(document),
    );
  house = await openStoryHouse({ app: folder });
  page = await house.signedIn();
  for (const data of lamps) {
    const answer = await page.request.post("/api/records/lamp", { data, headers: { origin: house.address } });
    keys.set(data.name, (await answer.json()).id);
  }
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const plain = (said: string) => said.replace(/[\u00a0\u202f]/g, " ");
const words = async (element: Locator) => plain(await element.innerText());
const allWords = async (elements: Locator) => (await elements.allInnerTexts()).map(plain);
/** The colour in which a tone is written; each tone has its own. */
const inkOf = (word: Locator) =>
  word.locator("xpath=ancestor-or-self::*[@style]").last().getAttribute("style");

test("the app says its name above its modules, what they are called, their pictures, and where it opens", async () => {
  await page.goto("/");
  await page.waitForURL("**/-/dashboards/sales");
  const rail = page.getByRole("navigation", { name: "Modules" });
  await rail.getByText("Maison Lumière").waitFor();
  const links = rail.getByRole("listitem").getByRole("link");
  expect(await allWords(links)).toEqual(["Nos lampes", "Rayons", "Chiffres"]);
  const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  expect(hrefs).toEqual(["/lamp", "/shelf", "/-/dashboards/sales"]);
  for (const [at, icon] of ["star", "archive", "chart-bar"].entries())
    expect(await links.nth(at).locator("svg").getAttribute("class")).toContain(`tabler-icon-${icon}`);
});

test("a dashboard and its tiles say what they are called, how wide they are, and what their figures mean", async () => {
  await page.goto("/-/dashboards/sales");
  await page.getByRole("heading", { name: "Chiffres du magasin" }).waitFor();
  const count = page.getByRole("region", { name: "Combien" });
  const table = page.getByRole("region", { name: "Selon l’étape" });
  await table.getByRole("row").nth(1).waitFor();
  expect(await allWords(table.getByRole("columnheader"))).toEqual(["Étape", "Pièces", "Valeur"]);
  const widths = await Promise.all(
    [count, table].map(async (tile) => (await tile.boundingBox())?.width ?? 0),
  );
  // 6 of 12 are twice 3 of 12 and the gap between them.
  expect((widths[1] ?? 0) / (widths[0] ?? 1)).toBeGreaterThan(1.9);
  expect((widths[1] ?? 0) / (widths[0] ?? 1)).toBeLessThan(2.3);
});

test("a list is headed by the plural of its type, its views are tabs in their order, each with what it shows", async () => {
  await page.goto("/lamp");
  await page.getByRole("heading", { name: "Toutes les lampes" }).waitFor();
  const tabs = page.getByRole("tab");
  expect(await allWords(tabs)).toEqual(["Le catalogue", "Les bon marché", "Par étape"]);
  const heads = page.getByRole("columnheader").filter({ hasText: /\S/ });
  await page.getByRole("row").nth(3).waitFor();
  expect((await allWords(heads)).slice(0, 2)).toEqual(["Couleur", "Nom"]);
  await tabs.nth(1).click();
  await page.waitForURL("**/lamp?view=cheap");
  await expect.poll(async () => (await allWords(heads))[0]).toBe("Nom");
  const rows = page.getByRole("row").filter({ has: page.getByRole("link") });
  await expect.poll(async () => await allWords(rows.getByRole("link"))).toEqual(["Vega", "Sirius"]);
});

test("a board has a column for each choice of its group, with its sum, and cards with its fields", async () => {
  await page.goto("/lamp?view=stages");
  const fresh = page.getByRole("region", { name: "Neuve" });
  await fresh.getByRole("article").nth(1).waitFor();
  expect(await words(fresh.locator("header"))).toMatch(/Neuve\s+2\s+(CHF )?100\.00/);
  expect(await words(fresh.getByRole("article").filter({ hasText: "Vega" }))).toContain("Blanc");
  expect(await words(page.getByRole("region", { name: "Vendue" }).getByRole("article"))).toContain("Altaïr");
});

test("an empty list says what its type is for", async () => {
  await page.goto("/shelf");
  await page.getByText("Où les lampes sont rangées.").waitFor();
});

test("a record has its state beside its title, and the figures of its form below it", async () => {
  await page.goto(`/lamp/${keys.get("Sirius")}`);
  await page.getByRole("heading", { name: "Sirius" }).waitFor();
  await page.getByRole("button", { name: "Changer l’état : Neuve" }).waitFor();
  const figures = page.locator("dl").first();
  expect(await allWords(figures.locator("dt"))).toEqual(["Prix", "Couleur"]);
  expect(await allWords(figures.locator("dd"))).toEqual([expect.stringContaining("10.00"), "Bleu"]);
});

test("a choice has the colour of its tone", async () => {
  await page.goto(`/lamp/${keys.get("Sirius")}`);
  const pill = (said: string) => page.getByTitle(said, { exact: true }).first();
  await pill("Neuve").waitFor();
  expect(await inkOf(pill("Neuve"))).toContain("--tone-green-ink");
  expect(await inkOf(pill("Rare"))).toContain("--tone-violet-ink");
  await page.goto(`/lamp/${keys.get("Altaïr")}`);
  await pill("Vendue").waitFor();
  expect(await inkOf(pill("Vendue"))).toContain("--tone-red-ink");
});

test("a field says its help below its input, and what could stand in it", async () => {
  await page.goto("/lamp/new");
  await page.getByRole("heading", { name: "Fiche de lampe" }).waitFor();
  const name = page.getByRole("textbox", { name: "Nom" });
  expect(await name.getAttribute("placeholder")).toBe("Vega 3");
  await page.getByText("Comme au catalogue").waitFor();
});

test.each(["shelf", "shelves", "bought", "weight", "remark", "words", "shade", "place", "more", "kind"])(
  "the empty input of %s shows what the field says could stand in it",
  async (name) => {
    await page.getByPlaceholder(`Vide : ${name}`, { exact: true }).waitFor();
  },
);

test("an empty text with headings shows what could stand in it, until something does", async () => {
  const hint = page.locator('[data-hint="Vide : story"]');
  await hint.waitFor();
  await page.getByRole("textbox", { name: "story" }).fill("x");
  await hint.waitFor({ state: "detached" });
});

test("a letter is chosen by the label of its template", async () => {
  await page.goto(`/lamp/${keys.get("Vega")}`);
  await page.getByRole("button", { name: "Lettre", exact: true }).click();
  await page.getByRole("dialog").getByText("Offre de lampe").first().waitFor();
});

test("nothing went wrong in the browser meanwhile", () => {
  expect(house.complaints).toEqual([]);
});
