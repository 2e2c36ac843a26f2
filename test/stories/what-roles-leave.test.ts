import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStoryHouse, type StoryHouse } from "./story-house.ts";

/** What somebody finds on his screens when his role hides a field, and lets him only read others. */

const label = (fr: string) => ({ fr, en: fr });
const field = (name: string, type: string, fr: string, more: object = {}) => ({
  name,
  type,
  label: label(fr),
  ...more,
});

const mayWork = { see: true, create: true, change: true };
const clerk = (worker: object) => ({
  kind: "role",
  name: "clerk",
  label: label("Employé"),
  types: { worker, course: { ...mayWork, fields: { price: "read" } } },
});
const fields = {
  pay: "hidden",
  limit: "read",
  margin: { write: 'grade == "low"' },
};
const documents = [
  {
    kind: "app",
    name: "house",
    label: label("Atelier"),
    languages: ["fr", "en"],
    modules: [{ name: "workers", label: label("Personnel"), type: "worker" }],
  },
  {
    kind: "type",
    name: "worker",
    label: label("Collaborateur"),
    plural: label("Collaborateurs"),
    title: "name",
    fields: [
      field("name", "text", "Nom"),
      field("pay", "integer", "Salaire"),
      field("limit", "integer", "Plafond"),
      field("grade", "select", "Niveau", {
        options: [
          { value: "low", label: label("Bas") },
          { value: "high", label: label("Haut") },
        ],
      }),
      field("margin", "integer", "Marge"),
      field("courses", "children", "Cours", { of: "course", by: "worker" }),
    ],
  },
  {
    kind: "type",
    name: "course",
    label: label("Cours"),
    title: "subject",
    fields: [
      field("worker", "reference", "Collaborateur", { to: "worker" }),
      field("subject", "text", "Matière"),
      field("price", "integer", "Prix"),
    ],
  },
  {
    kind: "view",
    name: "all",
    type: "worker",
    label: label("Tous"),
    shape: "list",
    columns: ["name", "pay", "limit", "grade"],
  },
  { kind: "view", name: "levels", type: "worker", label: label("Niveaux"), shape: "board", group: "grade" },
  clerk({ ...mayWork, fields }),
];

const account = { email: "luc@lemanix.example", password: "une agrafe correcte" };

let folder: string;
let house: StoryHouse;
let admin: Page;
let page: Page;
let worker: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dossier-roles-"));
  await mkdir(join(folder, "metadata"));
  for (const document of documents)
    await writeFile(
      join(folder, "metadata", `${document.kind}-${document.name}.json`),
      JSON.stringify(document),
    );
  house = await openStoryHouse({ app: folder });
  admin = await house.signedIn();
  const headers = { origin: house.address };
  const post = async (path: string, data: object) => {
    const answer = await admin.request.post(path, { data, headers });
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };
  await post("/api/accounts", { ...account, name: "Luc", roles: ["clerk"] });
  const courses = [{ subject: "Soudure", price: 900 }];
  worker = (
    await post("/api/records/worker", { name: "Huber", pay: 4321, limit: 77, grade: "high", courses })
  ).id;
  page = await house.visit();
  await page.request.post("/api/auth/sign-in/email", { data: account, headers });
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const hiddenWords = /Salaire|4321|"pay"/;

test("a hidden field is nowhere to be found: not in the list, its columns, a record, its form or the house's answers", async () => {
  await page.goto("/worker");
  await page.getByText("Huber").first().waitFor();
  expect(await page.content()).not.toMatch(hiddenWords);
  await page.goto(`/worker/${worker}`);
  await page.getByText("Plafond").first().waitFor();
  expect(await page.content()).not.toMatch(hiddenWords);
  const told = await page.evaluate(async () => {
    const paths = ["/api/metadata", "/api/openapi.json", "/api/records/worker"];
    return (await Promise.all(paths.map(async (path) => (await fetch(path)).text()))).join();
  });
  expect(told).not.toMatch(hiddenWords);
});

test("a field that may only be read cannot be typed into, and a locked one opens where its condition holds", async () => {
  await page.goto(`/worker/${worker}`);
  await page.getByText("Plafond").first().waitFor();
  expect(await page.locator("dt", { hasText: "Plafond" }).locator("~ dd button").count()).toBe(0);
  await page.keyboard.press("e");
  await page.locator("#form-worker_name").waitFor();
  expect(await page.locator("#form-worker_limit").count()).toBe(0);
  expect(await page.locator("#form-worker_margin").count()).toBe(0);
  expect(await page.locator("output", { hasText: "77" }).count()).toBe(1);
  // The price of a course is there to be read.
  expect(await page.getByLabel("Prix").isDisabled()).toBe(true);
  expect(await page.getByLabel("Prix").inputValue()).toBe("900");
  await page.getByLabel("Matière").fill("Soudure fine");
  await page.locator("#form-worker_name").fill("Huber-Rey");
  await page.keyboard.press("Control+s");
  await page.getByRole("heading", { name: "Huber-Rey" }).waitFor();
});

test("a new record is saved without what the house keeps for others", async () => {
  await page.goto("/worker/new");
  await page.locator("#form-worker_name").fill("Meyer");
  expect(await page.locator("#form-worker_limit").count()).toBe(0);
  await page.keyboard.press("Control+s");
  await page.getByRole("heading", { name: "Meyer" }).waitFor();
});

test("a change of the role is on the screen at once, without loading the page again", async () => {
  await page.goto(`/worker/${worker}`);
  await page.getByRole("button", { name: "Modifier", exact: true }).waitFor();
  const readOnly = clerk({ see: true });
  const answer = await admin.request.post("/api/metadata/apply", {
    data: { documents: [readOnly] },
    headers: { origin: house.address },
  });
  expect(answer.ok()).toBe(true);
  await page.getByText("Salaire").first().waitFor();
  await expect.poll(() => page.getByRole("button", { name: "Modifier", exact: true }).count()).toBe(0);
  await page.goto("/worker");
  await page.getByText("Huber-Rey").first().waitFor();
  expect(await page.getByRole("link", { name: "Créer" }).count()).toBe(0);
  expect(house.complaints).toEqual([]);
});
