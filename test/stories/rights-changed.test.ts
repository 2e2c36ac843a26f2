import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { identityProvider } from "../support/identity-provider.ts";
import { obstacles } from "./obstacles.ts";
import { settled, watchRequests } from "./scenes.ts";
import { openStoryHouse, type StoryHouse } from "./story-house.ts";

let house: StoryHouse;
let page: Page;
beforeAll(async () => {
  house = await openStoryHouse({ environment: { OUTGOING_ALLOW: "127.0.0.1" } });
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
  const gained = drawer.getByRole("region", { name: "Qui y gagne, qui y perd" });
  await gained
    .getByText(/gagne [\d’]+ fiches/)
    .first()
    .waitFor();
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

test("what a role denies, and what capabilities let it do, is edited in the matrix", async () => {
  await page.goto("/-/access/roles");
  await page
    .getByRole("button", { name: /^Technicien, Prestations : consulter où Collaborateur est moi/ })
    .click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("combobox", { name: "Supprimer", exact: true }).click();
  await page.getByRole("option", { name: "Interdite" }).click();
  await drawer.getByRole("button", { name: "Modifier : Interdire où…" }).click();
  await drawer.getByRole("textbox", { name: "Interdite où (CEL)" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Technicien, Prestations.*supprimer : interdit/ }).waitFor();
  await page.getByRole("button", { name: "Réglages du rôle Technicien" }).click();
  await page.getByRole("switch", { name: "Second facteur obligatoire" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Brouillon · 1 changement/ }).click();
  const changes = page.getByRole("dialog", { name: "Changements" });
  await changes.getByText(/exige un second facteur|demande un second facteur/).waitFor();
  await changes.getByRole("button", { name: "Abandonner" }).first().click();
});

test("a provider is tried before it is kept, its groups give roles, and the sign-in page shows it", async () => {
  await using provider = await identityProvider({
    redirect: `${house.address}/api/auth/sign-in/with/firm-sa/callback`,
    after: `${house.address}/`,
  });
  const headers = { origin: house.address };
  const desk = { name: "desk", label: "Guichet", roles: ["technician"] };
  await page.request.post("/api/groups", { data: desk, headers });
  await page.goto("/-/access/providers");
  await page.getByRole("button", { name: "Ajouter un fournisseur" }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("textbox", { name: "Nom affiché" }).fill("Firm SA");
  await drawer.getByRole("textbox", { name: "Adresse du fournisseur" }).fill(provider.issuer);
  await drawer.getByRole("textbox", { name: "Identifiant du client" }).fill(provider.client.id);
  await drawer.getByLabel("Secret du client").fill(provider.client.secret);
  await drawer.getByRole("button", { name: "Essayer la connexion" }).click();
  await drawer.getByText("Il reconnaît l’identifiant et le secret du client.").waitFor();
  expect(await obstacles(page, settled)).toEqual([]);
  await drawer.getByRole("button", { name: "Enregistrer" }).click();

  await page.getByRole("button", { name: /^Firm SA/ }).click();
  await drawer.getByRole("textbox", { name: "Groupe chez le fournisseur" }).fill("CRM-Desk");
  await drawer.getByRole("combobox", { name: "Groupe ici" }).click();
  await page.getByRole("option", { name: /^Guichet/ }).click();
  await drawer.getByRole("button", { name: "Relier" }).click();
  await drawer.getByText("CRM-Desk").waitFor();
  expect(await drawer.getByLabel("Secret du client").inputValue()).toBe("");

  const visitor = await house.visit();
  await visitor.goto("/");
  await visitor.getByRole("link", { name: /Firm SA/ }).waitFor();
  await visitor.context().close();

  await drawer.getByRole("button", { name: /^Retirer « ?Firm SA/ }).click();
  await drawer.getByText(/Personne ne s’est encore connecté/).waitFor();
  await drawer.getByRole("button", { name: /^Retirer « ?Firm SA/ }).click();
  await page.getByText("Aucun fournisseur d’identité").waitFor();
});

test("on a phone a list of choices opens where its field is", async () => {
  const phone = await house.signedIn({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  await phone.goto("/-/access/users");
  await phone.getByRole("button", { name: /^Luc Favre/ }).click();
  await phone.locator("summary", { hasText: "Pourquoi" }).tap();
  await phone.getByRole("combobox", { name: "Type" }).tap();
  await phone.getByRole("option", { name: "Équipements" }).tap();
  await phone.getByText(/Luc Favre ne peut pas consulter/).waitFor();
  await phone.context().close();
});

test.each(["users", "roles"])("nothing stands in the way of anybody on the page of %s", async (tab) => {
  await page.goto(`/-/access/${tab}`);
  await settled(page);
  expect(await obstacles(page, settled)).toEqual([]);
});

test("the browser had nothing to complain of", () => {
  expect(house.complaints).toEqual([]);
});
