import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { obstacles } from "./obstacles.ts";
import { settled, watchRequests } from "./scenes.ts";
import { openStoryHouse, type StoryHouse } from "./story-house.ts";

let house: StoryHouse;
let page: Page;
beforeAll(async () => {
  house = await openStoryHouse();
  page = await house.signedIn();
  watchRequests(page);
});
afterAll(() => house[Symbol.asyncDispose]());

test("a user is added, and what his role may is taken away only after it was told what he loses", async () => {
  await page.goto("/-/access");
  await page.getByRole("button", { name: "Ajouter un utilisateur" }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("textbox", { name: "Nom" }).fill("Luc Favre");
  await drawer.getByRole("textbox", { name: "Adresse e-mail" }).fill("luc@lemanix.example");
  await drawer.getByRole("combobox", { name: "Rôles" }).click();
  await page.getByRole("option", { name: "Technicien" }).click();
  await page.keyboard.press("Escape");
  await drawer.locator("button[type=submit]").click();
  await page.getByRole("button", { name: /Voir comme cette personne/ }).waitFor();
  await page.keyboard.press("Escape");

  await page.getByRole("tab", { name: "Rôles" }).click();
  await page.getByRole("button", { name: /^Technicien, Équipements/ }).click();
  await page.getByRole("dialog").getByRole("combobox", { name: "Consulter", exact: true }).click();
  await page.getByRole("option", { name: "Aucune" }).click();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: /^Brouillon · 1 changement/ }).click();
  const changes = page.getByRole("dialog", { name: "Changements" });
  await changes.getByText(/ne peut plus consulter «\s*Équipements/).waitFor();
  const gains = changes.getByRole("region", { name: "Qui y gagne, qui y perd" });
  await gains.getByText("Luc Favre").first().waitFor();
  await gains.getByText(/Consulter «\s*Équipements\s*»\s*: perd [\d’]+ fiches/).waitFor();
  expect(await gains.getByRole("link").count()).toBeGreaterThan(0);
  await changes.getByRole("button", { name: "Publier" }).click();
  await page.getByText(/Publié\s: révision\s\d+/).waitFor();
});

test("why he may not is told, and the administrator sees the app as he does", async () => {
  await page.goto("/-/access");
  await page.getByRole("button", { name: /^Luc Favre/ }).click();
  await page.locator("summary", { hasText: "Pourquoi" }).click();
  await page.getByRole("combobox", { name: "Type" }).click();
  await page.getByRole("option", { name: "Équipements" }).click();
  await page.getByText(/Luc Favre ne peut pas consulter/).waitFor();
  await page
    .getByText(/Le rôle «\s*Technicien\s*» ne le permet pas/)
    .first()
    .waitFor();

  await page.getByRole("button", { name: /Voir comme cette personne/ }).click();
  const bar = page.getByRole("status").filter({ hasText: "Luc Favre" });
  await bar.waitFor();
  await page.getByRole("link", { name: "Équipements" }).first().click();
  await page
    .getByText(/ne vous permet pas de consulter «\s*Équipement/)
    .first()
    .waitFor();
  await bar.getByRole("button").click();
  await page.getByRole("link", { name: "Équipements" }).first().click();
  await page.getByRole("row").nth(2).waitFor();
});

test.each(["users", "roles"])("nothing stands in the way of anybody on the page of %s", async (tab) => {
  await page.goto(`/-/access/${tab}`);
  await settled(page);
  expect(await obstacles(page, settled)).toEqual([]);
});

test("the browser had nothing to complain of", () => {
  expect(house.complaints).toEqual([]);
});
