import { rm } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fieldTypes } from "../../metamodel/index.ts";
import { enteredFields, fieldLabel, fieldName, writeEveryFieldApp } from "./every-field-app.ts";
import { obstacles } from "./obstacles.ts";
import { settled, watchRequests } from "./scenes.ts";
import { openStoryHouse, type StoryHouse } from "./story-house.ts";

let folder: string;
let house: StoryHouse;
let page: Page;
beforeAll(async () => {
  folder = await writeEveryFieldApp();
  house = await openStoryHouse({ app: folder });
  page = await house.signedIn({ permissions: ["geolocation"] });
  watchRequests(page);
  for (const [type, values] of [
    ["other", { name: "Duc SA", place: "Nyon" }],
    ["other", { name: "Roy SA", place: "Morges" }],
    ["collaborator", { name: "Anne" }],
  ] as const)
    await house.made(page, type, values);
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** What an element says, with the spaces that do not break as plain ones. */
async function words(element: Locator): Promise<string> {
  return (await element.innerText()).replace(/[\u00a0\u202f]/g, " ");
}

const types = [...fieldTypes.keys()];

test("the story knows every field type of the shelf", () => {
  expect(types.filter((type) => !enteredFields[type])).toEqual([]);
});

test("a record with a field of every type is entered in its form, and read as people write it", async () => {
  await page.goto("/thing/new");
  await page.locator("main button[type=submit], button[type=submit]").last().waitFor();
  for (const type of types) await enteredFields[type]?.enter?.(page, fieldLabel(type));
  await page.locator("main button[type=submit], button[type=submit]").last().click();
  await page.waitForURL(/\/thing\/[0-9a-f-]{36}$/);
  const id = page.url().split("/").at(-1);
  const record = await (await page.request.get(`/api/records/thing/${id}`)).json();
  const showAll = page.getByRole("button", { name: /champs vides/ });
  if (await showAll.count()) await showAll.click();
  for (const type of types) {
    const entered = enteredFields[type];
    if (!entered) continue;
    const name = fieldName(type);
    if (entered.value !== undefined) expect(record[name], type).toEqual(entered.value);
    const value = page
      .locator("dt", { hasText: new RegExp(`^${fieldLabel(type)}$`) })
      .locator("xpath=following-sibling::dd");
    if (typeof entered.shows === "string" || entered.shows instanceof RegExp)
      await expect.poll(() => words(value.first()), { message: type }).toMatch(entered.shows);
    else await value.first().locator(entered.shows.selector).first().waitFor();
  }
});

test("every value is entered again in the form as it is, and nothing is changed by saving", async () => {
  await page.keyboard.press("e");
  await page.getByRole("button", { name: "Enregistrer" }).waitFor();
  const id = page.url().split("/").at(-1);
  const before = await (await page.request.get(`/api/records/thing/${id}`)).json();
  await page.getByRole("textbox", { name: fieldLabel("text"), exact: true }).fill("Pompe à eau");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await page.getByText("Pompe à eau").first().waitFor();
  const after = await (await page.request.get(`/api/records/thing/${id}`)).json();
  expect({ ...after, f_text: 0, title: 0, version: 0, updated_at: 0 }).toEqual({
    ...before,
    f_text: 0,
    title: 0,
    version: 0,
    updated_at: 0,
  });
});

test("a list shows every type in its cells", async () => {
  const columns = types.map(fieldName).join(",");
  await page.goto(`/thing?columns=${columns}`);
  await page.getByRole("row").nth(1).waitFor();
  await page.getByRole("link", { name: "Pompe à eau" }).first().waitFor();
});

test("a cell is edited where it stands; a rule's refusal is said at the cell and the value can be mended", async () => {
  await house.made(page, "visit", { name: "Contrôle", starts_on: "2026-03-04", ends_on: "2026-03-05" });
  await page.goto("/visit");
  await page.getByRole("link", { name: "Contrôle" }).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("F2");
  await page.getByRole("textbox", { name: "Nom" }).fill("Contrôle annuel");
  await page.keyboard.press("Tab");
  await page.getByRole("textbox", { name: "Début" }).waitFor();
  await page.keyboard.press("Tab");
  const end = page.getByRole("textbox", { name: "Fin" });
  await end.fill("1.3.26");
  await page.keyboard.press("Enter");
  await page.getByRole("row").getByText("La fin précède le début.").waitFor();
  await end.fill("9.3.26");
  await page.keyboard.press("Enter");
  await page.getByRole("cell", { name: "09.03.2026" }).waitFor();
  expect(await page.getByRole("link", { name: "Contrôle annuel" }).count()).toBe(1);
  const kept = async () => (await (await page.request.get("/api/records/visit")).json()).items[0];
  await expect.poll(kept).toMatchObject({ name: "Contrôle annuel", ends_on: "2026-03-09" });
});

test("fields appear, are asked for, are filled and offer what fits, as others are entered", async () => {
  await page.goto("/visit/new");
  await page.getByRole("textbox", { name: "Nom" }).fill("Panne de pompe");
  const repair = page.getByText("Réparation", { exact: true });
  expect(await repair.count()).toBe(0);
  await page.getByRole("textbox", { name: "Début" }).fill("4.3.26");
  await repair.click();
  const reason = page.getByRole("textbox", { name: "Panne" });
  await reason.waitFor();
  await expect.poll(() => page.getByRole("textbox", { name: "Localité" }).inputValue()).toBe("Nyon");
  await page.locator("button[type=submit]").last().click();
  await page.getByText("Ce champ est obligatoire.").first().waitFor();
  await reason.fill("Fuite");
  await page
    .getByRole("textbox", { name: "Client" })
    .or(page.getByRole("combobox", { name: "Client" }))
    .first()
    .click();
  await page.getByRole("option", { name: /^Duc SA/ }).waitFor();
  expect(await page.getByRole("option", { name: /^Roy SA/ }).count()).toBe(0);
  await page.getByRole("option", { name: /^Duc SA/ }).click();
  await page.locator("button[type=submit]").last().click();
  await page.waitForURL(/\/visit\/[0-9a-f-]{36}$/);
  await page.getByText("Fuite").first().waitFor();
});

test("records are tied with what the tie says, moved, changed and taken out, with the record that lists them", async () => {
  await page.goto("/visit/new");
  await page.getByRole("textbox", { name: "Nom" }).fill("Montage");
  const search = page.getByRole("textbox", { name: "Ajouter à Outils" });
  const add = async (name: string) => {
    await search.fill(name);
    await page.getByRole("option", { name: new RegExp(`^${name}`) }).click();
  };
  await add("Duc SA");
  await add("Roy SA");
  const table = page.getByRole("table", { name: "Outils" });
  const hours = (name: string) => table.getByRole("row", { name }).getByRole("textbox", { name: "Heures" });
  await hours("Duc SA").fill("2");
  await table.getByRole("cell", { name: "120" }).waitFor();
  await hours("Roy SA").fill("5");
  await table.getByRole("button", { name: "Avancer Roy SA" }).click();
  await page.locator("button[type=submit]").last().click();
  await page.waitForURL(/\/visit\/[0-9a-f-]{36}$/);
  const id = page.url().split("/").at(-1);
  const tools = async () => {
    const answer = await page.request.get(`/api/records/visit/${id}?select=tools`);
    return (await answer.json()).tools;
  };
  const roy = { title: "Roy SA", link: { hours: 5, minutes: 300 } };
  await page.locator("dd").getByText("300").waitFor();
  expect(await tools()).toMatchObject([roy, { title: "Duc SA", link: { hours: 2 } }]);
  await page.keyboard.press("e");
  await hours("Roy SA").fill("6");
  await table.getByRole("button", { name: "Enlever Duc SA" }).click();
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect.poll(tools).toMatchObject([{ title: "Roy SA", link: { hours: 6, minutes: 360 } }]);
  await page.locator("dd").getByText("360").waitFor();
});

/** High enough for the whole form, which scrolls by itself. */
const devices = [
  ["desktop", { width: 1440, height: 3_600 }],
  ["phone", { width: 390, height: 5_200 }],
] as const;

test.each(devices)(
  "a form, a record and a list with every type stand in nobody’s way on a %s",
  async (device, size) => {
    const { items } = await (await page.request.get("/api/records/thing?limit=1")).json();
    const record = `/thing/${items[0].id}`;
    const list = `/thing?columns=${types.map(fieldName).join(",")}`;
    const found: string[] = [];
    await page.setViewportSize(size);
    for (const [place, path] of Object.entries({ form: record, record, list })) {
      await page.goto(path);
      await settled(page);
      if (place === "form") {
        await page.keyboard.press("e");
        await page.getByRole("button", { name: "Enregistrer" }).waitFor();
      }
      const settle = async (at: Page) => {
        await settled(at);
        await at.screenshot({ path: `test-results/every-field/${place}-${device}-${await themeOf(at)}.png` });
      };
      found.push(...(await obstacles(page, settle)).map((each) => `${place} ${each}`));
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wider > 0) found.push(`${place} is ${wider} px wider than the screen`);
    }
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(found).toEqual([]);
  },
);

function themeOf(page: Page): Promise<string> {
  return page.evaluate(() => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
}

test("Esc leaves a cell as it was", async () => {
  await page.goto("/visit?q=annuel");
  await page.getByRole("link", { name: "Contrôle annuel" }).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("F2");
  await page.getByRole("textbox", { name: "Nom" }).fill("Autre chose");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Contrôle annuel" }).waitFor();
});

test("nothing went wrong in the browser meanwhile", () => {
  expect(house.complaints).toEqual([]);
});
