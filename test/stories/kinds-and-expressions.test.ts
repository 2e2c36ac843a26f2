import { rm } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeEveryFieldApp } from "./every-field-app.ts";
import { obstacles } from "./obstacles.ts";
import { settled, watchRequests } from "./scenes.ts";
import { openStoryHouse, type StoryHouse } from "./story-house.ts";

let folder: string;
let house: StoryHouse;
let page: Page;
beforeAll(async () => {
  folder = await writeEveryFieldApp();
  house = await openStoryHouse({ app: folder });
  page = await house.signedIn();
  watchRequests(page);
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** The dialogs stand in nobody’s way either, on a desk or on a phone; pictures of them are kept. */
async function lookedAt(name: string): Promise<void> {
  const picture = async (at: Page, device: string) => {
    await settled(at);
    const theme = await at.evaluate(() =>
      matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
    );
    await at.screenshot({ path: `test-results/kinds-and-expressions/${name}-${device}-${theme}.png` });
  };
  expect(await obstacles(page, (at) => picture(at, "desk"))).toEqual([]);
  const desk = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await picture(page, "phone");
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  await page.emulateMedia({ colorScheme: "light" });
  await picture(page, "phone");
  if (desk) await page.setViewportSize(desk);
}

test("a record becomes one of another kind: what is hidden is said, what is needed is asked, and it comes back", async () => {
  const { id } = await house.made(page, "breakdown", { name: "Pompe", serial: "P-77" });
  await page.goto(`/breakdown/${id}`);
  await page.getByText("P-77").waitFor();
  await page.getByRole("img", { name: /Donnée personnelle/ }).waitFor();
  await page.getByRole("button", { name: "Autres actions" }).click();
  await page.getByRole("menuitem", { name: "Changer le genre…" }).click();
  const dialog = page.getByRole("dialog", { name: "Changer le genre…" });
  await dialog.getByText(/reviennent.*Numéro de série/).waitFor();
  await lookedAt("change-kind");
  await dialog.getByRole("button", { name: "Changer le genre" }).click();
  await dialog
    .getByText(/obligatoire/)
    .first()
    .waitFor();
  await dialog.getByRole("textbox", { name: "Grief" }).fill("Trop lent");
  await dialog.getByRole("button", { name: "Changer le genre" }).click();
  await page.waitForURL(`**/complaint/${id}`);
  await page.getByText("Trop lent").first().waitFor();
  const kept = async (type: string) => (await page.request.get(`/api/records/${type}/${id}`)).json();
  expect(await kept("complaint")).toMatchObject({ type: "complaint", grief: "Trop lent" });
  await page.getByRole("button", { name: "Annuler", exact: true }).click();
  await page.waitForURL(`**/breakdown/${id}`);
  await page.getByText("P-77").waitFor();
  expect(await kept("breakdown")).toMatchObject({ type: "breakdown", serial: "P-77" });
});

test("an expression is written with what is offered, its fault is underlined, and its result shown on a record", async () => {
  const other = await house.made(page, "other", { name: "Duc SA", place: "Nyon" });
  await house.made(page, "thing", { f_text: "Pompe", f_money: "10.00", f_reference: other.id });
  await page.goto("/-/designer/thing");
  await page.locator("[data-field=f_formula]").click();
  const input = page.getByRole("textbox", { name: "Formule" }).first();
  await input.fill("f_mon");
  await page.getByRole("option", { name: /^f_money/ }).waitFor();
  await page.keyboard.press("Enter");
  expect(await input.inputValue()).toBe("f_money");
  await input.press("End");
  await input.pressSequentially(" * nothing");
  expect(await page.locator("mark").innerText()).toBe("nothing");
  await lookedAt("fault");
  await input.fill("f_reference.pl");
  await page.getByRole("option", { name: /^place/ }).waitFor();
  await page.keyboard.press("Tab");
  await page.getByText("Sur Pompe :").waitFor();
  await page.getByText("Nyon").waitFor();
  await lookedAt("preview");
});

test("which records a figure counts is written over those records, not over the one that shows it", async () => {
  await page.goto("/-/designer/thing");
  await page.locator("[data-field=f_rollup]").click();
  const input = page.getByRole("textbox", { name: "Seulement si" });
  await input.fill("pri");
  await page.getByRole("option", { name: /^price/ }).waitFor();
  await page.keyboard.press("Enter");
  await input.press("End");
  await input.pressSequentially(" > 10 && f_money > 1");
  expect(await page.locator("mark").innerText()).toBe("f_money");
  await lookedAt("counted");
  await input.fill("price > 10.0");
  await page.locator("mark").waitFor({ state: "detached" });
});

test("when an option is offered is written below it", async () => {
  await page.goto("/-/designer/visit");
  await page.locator("[data-field=kind]").click();
  await page.getByRole("textbox", { name: "« Réparation » proposé si" }).fill("starts != null");
  await page.locator("mark").waitFor();
  await lookedAt("option-when");
});

test("nothing went wrong in the browser meanwhile", () => {
  expect(house.complaints).toEqual([]);
});
