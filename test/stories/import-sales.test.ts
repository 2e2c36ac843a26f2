import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStoryHouse, type StoryHouse } from "./story-house.ts";

const data = fileURLToPath(new URL("../../../shared/data/sales/", import.meta.url));

/** A real pipeline that nobody of this project wrote; it is not part of the repository. */
describe.skipIf(!existsSync(data))("a sales team's own files", () => {
  let house: StoryHouse;
  let page: Page;
  beforeAll(async () => {
    house = await openStoryHouse({ app: "sales" });
    page = await house.signedIn();
  });
  afterAll(() => house[Symbol.asyncDispose]());

  async function importFile(file: string, into: string): Promise<void> {
    await page.goto("/-/import");
    await page
      .getByRole("combobox", { name: "Importer dans" })
      .or(page.getByLabel("Importer dans"))
      .first()
      .click();
    await page.getByRole("option", { name: into, exact: true }).click();
    await page.locator("input[type=file]").setInputFiles(`${data}${file}`);
    await page.getByText("Colonne du fichier").waitFor();
    await page.getByRole("button", { name: "Contrôler" }).click();
    await page.getByRole("button", { name: /^Importer \d/ }).click();
    await page.getByText("Terminé").first().waitFor({ timeout: 120_000 });
  }

  test("come in through the wizard, one after the other, without a refused line", async () => {
    await importFile("accounts.csv", "Comptes");
    await importFile("products.csv", "Produits");
    await importFile("sales_teams.csv", "Vendeurs");
    await importFile("sales_pipeline.csv", "Affaires");
    const { items } = await (await page.request.get("/api/imports")).json();
    expect(items.map(({ created }: { created: number }) => created)).toEqual([8_800, 35, 7, 85]);
    expect(items.map(({ refused }: { refused: number }) => refused)).toEqual([0, 0, 0, 0]);
  });

  test("say on the dashboard what they are worth, and lead to the deals behind a figure", async () => {
    await page.goto("/-/dashboards/sales_results");
    await page
      .getByText(/10’005’534/)
      .first()
      .waitFor();
    await page.getByText("4’238", { exact: true }).first().waitFor();
    await page.getByRole("link", { name: "Affaires gagnées" }).first().click();
    await page.getByText(/4’238/).first().waitFor();
    await expect.poll(() => page.url()).toContain("/opportunity");
  });

  test("go out again when the import is undone", async () => {
    const { items } = await (await page.request.get("/api/imports")).json();
    await page.goto(`/-/imports/${items[1].id}`);
    await page.getByRole("button", { name: "Annuler cet import" }).click();
    await page.getByText("Annulé").first().waitFor({ timeout: 60_000 });
  });

  test("nothing went wrong in the browser meanwhile", () => {
    expect(house.complaints).toEqual([]);
  });
});
