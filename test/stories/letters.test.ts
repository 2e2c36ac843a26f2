import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStoryHouse, type StoryHouse } from "./story-house.ts";

let house: StoryHouse;
let page: Page;
let contract: { id: string; number: string };
beforeAll(async () => {
  house = await openStoryHouse();
  page = await house.signedIn();
  const filter = encodeURIComponent('state == "active" && customer.email != null');
  const { items } = await (
    await page.request.get(`/api/records/maintenance_contract?limit=1&select=number&filter=${filter}`)
  ).json();
  contract = items[0];
});
afterAll(() => house[Symbol.asyncDispose]());

test("a letter to a dossier is seen before it is made, then kept with it and noted in its journal", async () => {
  await page.goto(`/maintenance_contract/${contract.id}`);
  await page.getByRole("button", { name: "Lettre", exact: true }).click();
  const window = page.getByRole("dialog");
  await window.getByText("Échéance de contrat").first().click();
  await window.locator("iframe").waitFor();
  const letter = window.frameLocator("iframe");
  await letter.getByText(contract.number).first().waitFor();
  await window.getByRole("button", { name: /^Produire|^Créer/ }).click();
  await expect
    .poll(async () => {
      const filter = encodeURIComponent(`dossier == "${contract.id}"`);
      const answer = await page.request.get(
        `/api/records/document?filter=${filter}&select=name,template,file`,
      );
      return (await answer.json()).items;
    })
    .toMatchObject([{ template: "contract_expiry", file: { mime: "application/pdf" } }]);
  await page.goto(`/maintenance_contract/${contract.id}`);
  await page
    .getByText(/Échéance.*\.pdf/)
    .first()
    .waitFor();
  await page.getByText("Courrier", { exact: true }).first().waitFor();
});

test("without a mail server a mail waits in the outbox, where it can be read", async () => {
  const answer = await page.request.post("/api/merge/contract_expiry_mail", {
    headers: { origin: house.address },
    data: { type: "maintenance_contract", ids: [contract.id], output: "send" },
  });
  const { job } = await answer.json();
  await expect
    .poll(async () => (await (await page.request.get(`/api/jobs/${job}`)).json()).state)
    .toBe("done");
  await page.goto("/-/outbox");
  await page.getByText(contract.number).first().click();
  await page.frameLocator("iframe").getByText(contract.number).first().waitFor();
  await page.getByText("En attente").first().waitFor();
});

test("every figure of the dashboard leads to the list behind it", async () => {
  await page.goto("/-/dashboards/service");
  const link = page.getByRole("link", { name: "Cas ouverts" });
  await link.first().waitFor();
  const tile = page.locator("section, article, div").filter({ has: link }).filter({ hasText: /\d/ }).last();
  const said = ((await tile.textContent()) ?? "").replace(/\D/g, "");
  await link.first().click();
  await expect.poll(() => page.url()).toContain("/case");
  const filter = encodeURIComponent('!(state in ["resolved", "closed"])');
  const { count } = await (
    await page.request.get(`/api/records/case?filter=${filter}&count=exact&limit=1`)
  ).json();
  expect(Number(said)).toBe(count.value);
});

test("nothing went wrong in the browser meanwhile", () => {
  expect(house.complaints).toEqual([]);
});
