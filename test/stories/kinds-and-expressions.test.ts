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

async function made(type: string, data: object): Promise<{ id: string }> {
  const answer = await page.request.post(`/api/records/${type}`, {
    data,
    headers: { origin: house.address },
  });
  if (!answer.ok()) throw new Error(await answer.text());
  return await answer.json();
}

/** The dialogs stand in nobody’s way either; pictures of them are kept. */
async function lookedAt(name: string): Promise<void> {
  const settle = async (at: Page) => {
    await settled(at);
    const theme = await at.evaluate(() =>
      matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
    );
    await at.screenshot({ path: `test-results/kinds-and-expressions/${name}-${theme}.png` });
  };
  expect(await obstacles(page, settle)).toEqual([]);
  await page.emulateMedia({ colorScheme: "light" });
}

test("a record becomes one of another kind: what is hidden is said, what is needed is asked, and it comes back", async () => {
  const { id } = await made("breakdown", { name: "Pompe", serial: "P-77" });
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
  const other = await made("other", { name: "Duc SA", place: "Nyon" });
  await made("thing", { f_text: "Pompe", f_money: "10.00", f_reference: other.id });
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

test("nothing went wrong in the browser meanwhile", () => {
  expect(house.complaints).toEqual([]);
});
