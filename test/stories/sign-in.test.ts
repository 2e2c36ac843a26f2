import { afterAll, beforeAll, expect, test } from "vitest";
import { administrator, openStoryHouse, type StoryHouse } from "./story-house.ts";

let house: StoryHouse;
beforeAll(async () => {
  house = await openStoryHouse();
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

test("a collaborator signs in in French, is told of a wrong password, and finds the modules", async () => {
  const page = await house.visit();
  await page.goto("/");
  await page.getByLabel("Adresse e-mail").fill(administrator.email);
  await page.getByLabel("Mot de passe").fill("faux mot de passe");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.getByRole("alert").filter({ hasText: "ne convient pas" }).waitFor();
  await page.getByLabel("Mot de passe").fill(administrator.password);
  await page.getByRole("button", { name: "Se connecter" }).click();
  const modules = page.getByRole("navigation", { name: "Modules" });
  await modules.getByText("Contrats d’entretien").waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("fr");
  await page.context().close();
});

test("whoever reads English gets English", async () => {
  const page = await house.visit({ locale: "en-GB" });
  await page.goto("/");
  await page.getByLabel("E-mail address").waitFor();
  await page.context().close();
});

test("the list of dossiers sorts, filters and searches, and its state is in the address", async () => {
  const page = await house.signedIn();
  await page.goto("/dossier");
  await page.getByRole("tab", { name: "Tous" }).click();
  const rows = page.getByRole("row");
  await rows.nth(5).waitFor();
  await page.getByRole("searchbox").first().fill("Lausanne");
  await expect.poll(() => rows.nth(1).textContent()).toContain("Lausanne");
  await expect.poll(() => page.url()).toContain("Lausanne");
  const found = await rows.nth(1).textContent();
  await page.reload();
  await expect.poll(() => rows.nth(1).textContent()).toBe(found);
  await page.getByRole("columnheader", { name: /Objet/ }).getByRole("button").first().click();
  await expect.poll(() => page.url()).toContain("sort");
  await expect.poll(() => rows.nth(1).textContent()).not.toBe(found);
  await page.context().close();
});

test("a dossier is edited in its generated form, kept, and the history tells who changed what", async () => {
  const page = await house.signedIn();
  const list = await page.request.get("/api/records/maintenance_contract?limit=1&select=subject");
  const { items } = await list.json();
  await page.goto(`/maintenance_contract/${items[0].id}`);
  await page.getByRole("button", { name: "Modifier", exact: true }).click();
  const subject = page.getByRole("textbox", { name: /^Objet/ }).first();
  await subject.fill("Entretien révisé, étage 3");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await page.getByText("Entretien révisé, étage 3").first().waitFor();
  await page.reload();
  await page.getByText("Entretien révisé, étage 3").first().waitFor();
  await page.keyboard.press("h");
  const history = page.getByRole("dialog").filter({ hasText: "Historique" });
  await history.getByText("Entretien révisé, étage 3").waitFor();
  await history.getByText(items[0].subject).first().waitFor();
  const words = "Tableau remplacé, capteurs contrôlés, rapport remis au concierge, clé rendue";
  for (const subject of [words, words.replace("concierge", "gérant")])
    await page.request.patch(`/api/records/maintenance_contract/${items[0].id}`, {
      data: { subject },
      headers: { origin: house.address },
    });
  await page.reload();
  await page.getByText("remis au gérant").first().waitFor();
  await page.keyboard.press("h");
  await history.locator("del").filter({ hasText: "concierge" }).waitFor();
  await history.locator("ins").filter({ hasText: "gérant" }).waitFor();
  await history.locator("summary").first().click();
  await history.getByText("Révision des métadonnées").first().waitFor();
  await page.context().close();
});

test("nothing went wrong in the browser meanwhile", () => {
  expect(house.complaints).toEqual([]);
});
