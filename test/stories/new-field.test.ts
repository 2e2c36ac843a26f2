import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStoryHouse, type StoryHouse } from "./story-house.ts";

let house: StoryHouse;
let page: Page;
beforeAll(async () => {
  house = await openStoryHouse();
  page = await house.signedIn();
});
afterAll(() => house[Symbol.asyncDispose]());

const label = "Garantie jusqu’au";
let name: string;

async function publish(designer: Page): Promise<void> {
  await designer.getByRole("button", { name: /^Brouillon · 1 changement/ }).click();
  const drawer = designer.getByRole("dialog", { name: "Changements" });
  await drawer.getByText("Prix total").waitFor();
  await drawer.getByRole("button", { name: "Publier" }).click();
  await designer.getByText(/Publié\s: révision\s\d+/).waitFor();
}

test("a field added in the designer shows its price and is everywhere at once, in pages already open", async () => {
  const list = await page.context().newPage();
  await list.goto("/maintenance_contract?view=contract_all");
  await list.getByRole("row").nth(3).waitFor();

  await page.goto("/-/designer/maintenance_contract");
  await page.getByRole("button", { name: "Ajouter un champ" }).click();
  const drawer = page.getByRole("dialog");
  await drawer
    .getByRole("button", { name: /^Date Une|^Date / })
    .first()
    .click();
  await drawer
    .getByRole("textbox", { name: /\(français\)/ })
    .first()
    .fill(label);
  await drawer
    .getByRole("textbox", { name: /\(anglais\)/ })
    .first()
    .fill("Warranty until");
  await drawer.locator("button[type=submit]").click();
  await publish(page);

  await list.getByRole("button", { name: "Colonnes" }).click();
  await list.getByRole("checkbox", { name: label }).check();
  await list.keyboard.press("Escape");
  await list.getByRole("columnheader", { name: label }).waitFor();
  await list.getByRole("row").nth(1).getByRole("link").first().click();
  await list.getByRole("button", { name: "Modifier", exact: true }).first().click();
  await list.getByRole("textbox", { name: label }).fill("31.12.2027");
  await list.getByRole("button", { name: "Enregistrer" }).click();
  await list.getByText("31.12.2027").first().waitFor();
  await list.close();
});

test("the same field is in the API's description, the filters, the letters, the imports and the figures", async () => {
  const api = page.request;
  const metadata = await (await api.get("/api/metadata")).json();
  const type = metadata.documents.find(
    ({ kind, name }: { kind: string; name: string }) => kind === "type" && name === "maintenance_contract",
  );
  const field = type.fields.find(({ label: words }: { label: { fr: string } }) => words.fr === label);
  expect(field).toMatchObject({ type: "date" });
  name = field.name;
  const openapi = await (await api.get("/api/openapi.json")).text();
  expect(openapi).toContain(`"${field.name}"`);

  const filter = encodeURIComponent(`${field.name} == date("2027-12-31")`);
  const listed = await (await api.get(`/api/records/maintenance_contract?filter=${filter}`)).json();
  expect(listed.items).toHaveLength(1);
  expect(listed.items[0][field.name]).toBe("2027-12-31");

  const figures = await (
    await api.get(
      `/api/aggregate/maintenance_contract?group=${field.name}:year&measures=count,max:${field.name}`,
    )
  ).json();
  expect(figures.groups.map(({ keys }: { keys: [{ value: string | null }] }) => keys[0].value)).toContain(
    "2027",
  );

  const draft = {
    kind: "template",
    name: "draft",
    type: "maintenance_contract",
    label: { fr: "Essai" },
    channel: "letter",
    subject: { fr: "Essai" },
    body: { fr: `<p>{{date ${field.name} "long"}}</p>` },
  };
  const preview = await api.post("/api/merge/draft", {
    headers: { origin: house.address },
    data: { type: "maintenance_contract", ids: [listed.items[0].id], output: "preview", draft },
  });
  expect((await preview.json()).html).toContain("31 décembre 2027");

  const csv = Buffer.from(`Objet;${label}\nEssai;01.02.2028\n`, "utf8");
  const analysis = await api.post("/api/import/maintenance_contract?mode=analyse", {
    headers: { origin: house.address },
    multipart: { file: { name: "contrats.csv", mimeType: "text/csv", buffer: csv } },
  });
  expect(JSON.stringify(await analysis.json())).toContain(`"field":"${field.name}"`);
});

test("a field is removed from everywhere and brought back with its values", async () => {
  await page.goto("/-/designer/maintenance_contract");
  const actions = page.getByRole("button", { name: `Actions : ${label}` });
  await actions.click();
  await page.getByRole("menuitem", { name: /^Retirer/ }).click();
  await publish(page);
  await expect.poll(() => actions.count()).toBe(0);
  const openapi = await (await page.request.get("/api/openapi.json")).text();
  expect(openapi).not.toContain(`"${name}"`);

  await page.goto("/-/designer/maintenance_contract");
  await page
    .getByText(/Champ retiré|Champs retirés/)
    .first()
    .click();
  await page
    .getByRole("button", { name: /^Rétablir/ })
    .first()
    .click();
  await publish(page);
  const { items } = await (await page.request.get("/api/records/maintenance_contract?limit=1000")).json();
  expect(JSON.stringify(items)).toContain("2027-12-31");
});

test("nothing went wrong in the browser meanwhile", () => {
  expect(house.complaints).toEqual([]);
});
