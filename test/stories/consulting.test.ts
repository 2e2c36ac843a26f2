import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStoryHouse, type StoryHouse } from "./story-house.ts";

/** Every business type of the consulting example has its list and its form in a browser, without a fault on the page. */

const types = [
  ["lead", "Piste"],
  ["opportunity", "Affaire"],
  ["service_level", "Niveau de service"],
  ["warranty_claim", "Garantie"],
  ["maintenance_visit", "Visite d’entretien"],
  ["project", "Projet"],
  ["timesheet", "Feuille d’heures"],
  ["leave_request", "Demande d’absence"],
  ["expense_claim", "Note de frais"],
  ["subscription", "Abonnement"],
] as const;

let house: StoryHouse;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  house = await openStoryHouse({ app: "consulting" });
  page = await house.signedIn();
  page.on("pageerror", (error) => faults.push(error.message));
});

afterAll(async () => {
  await house?.[Symbol.asyncDispose]();
});

test.each(types)("%s renders: its list, and the form to enter one", async (type, label) => {
  await page.goto(`/${type}`);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.goto(`/${type}/new`);
  await page.locator("button[type=submit]").last().waitFor();
  expect(await page.locator("main").innerText()).toContain(label);
  await expect.poll(() => page.locator("main input, main textarea").count()).toBeGreaterThan(2);
  expect(faults).toEqual([]);
});

test("a lead that is lost asks why, at once", async () => {
  await page.goto("/lead/new");
  await page.getByText("Perdue", { exact: true }).waitFor();
  expect(await page.getByText("Raison").count()).toBe(0);
  await page.getByText("Perdue", { exact: true }).click();
  await page.getByText("Raison").first().waitFor();
  await page.getByText("Contactée", { exact: true }).click();
  await expect.poll(() => page.getByText("Raison").count()).toBe(0);
});
