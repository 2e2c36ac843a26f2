import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOTP } from "@better-auth/utils/otp";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Mailbox, openMailbox } from "../support/mailbox.ts";
import { fromBase32 } from "../support/one-time-codes.ts";
import { openStoryHouse, type StoryHouse } from "./story-house.ts";

const label = (fr: string) => ({ fr, en: fr });
const documents = [
  {
    kind: "app",
    name: "vault",
    label: label("Chambre forte"),
    languages: ["fr", "en"],
    modules: [{ name: "papers", label: label("Papiers"), type: "paper" }],
  },
  {
    kind: "type",
    name: "paper",
    label: label("Papier"),
    plural: label("Papiers"),
    title: "name",
    fields: [{ name: "name", type: "text", label: label("Nom") }],
  },
  { kind: "role", name: "clerk", label: label("Commis"), types: { paper: { see: true } } },
  {
    kind: "role",
    name: "keeper",
    label: label("Gardien"),
    secondFactor: true,
    types: { paper: { see: true } },
  },
];

let folder: string;
let mailbox: Mailbox;
let house: StoryHouse;
let administrator: Page;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dossier-vault-"));
  await mkdir(join(folder, "metadata"));
  for (const document of documents)
    await writeFile(
      join(folder, "metadata", `${document.kind}-${document.name}.json`),
      JSON.stringify(document),
    );
  mailbox = await openMailbox();
  house = await openStoryHouse({ app: folder, environment: { SMTP_URL: mailbox.address } });
  administrator = await house.signedIn();
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await mailbox[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** Adds somebody and sends him his invitation; the answer is the link in it. */
async function invited(email: string, roles: string[]): Promise<string> {
  const post = async (path: string, data: object) => {
    const answer = await administrator.request.post(path, { data, headers: { origin: house.address } });
    expect(answer.status()).toBe(201);
    return answer.json();
  };
  const { id } = await post("/api/accounts", { email, name: email.split("@")[0], roles, language: "fr" });
  expect(await post(`/api/accounts/${id}/invite`, {})).toMatchObject({ sent: true, link: null });
  return mailed(email);
}

/** The link of the next mail; the house of a story learns its port only once it has started. */
async function mailed(email: string): Promise<string> {
  const { pathname, search, hash } = new URL(await mailbox.linkFor(email));
  return pathname + search + hash;
}

/** A device that keeps passkeys and always says that its owner is there. */
async function authenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const inside = (page: Page) => page.getByRole("navigation", { name: "Modules" }).waitFor();

async function signOut(page: Page): Promise<void> {
  await page.request.post("/api/auth/sign-out", { data: {}, headers: { origin: house.address } });
  await page.goto("/");
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("Adresse e-mail").fill(email);
  await page.getByLabel("Mot de passe", { exact: true }).fill(password);
  await button(page, "Se connecter").click();
}

test("whoever is invited makes a passkey, and signs in with nothing else", async () => {
  const link = await invited("paul@vault.example", ["clerk"]);
  const page = await house.visit();
  await authenticator(page);
  await page.goto(link);
  await page.getByRole("heading", { name: "Bienvenue, paul" }).waitFor();
  await button(page, "Plutôt une clé d’identification").click();
  await page.getByLabel("Nom de la clé").fill("Portable de Paul");
  await button(page, "Créer la clé").click();
  await inside(page);

  await signOut(page);
  await button(page, "Avec une clé d’identification").click();
  await inside(page);
  await page.goto("/-/account");
  await page.getByText("Portable de Paul").waitFor();
  await page.getByText("par clé d’identification").waitFor();

  // The link holds once.
  await signOut(page);
  await page.goto(link);
  await page.reload();
  await page.getByRole("heading", { name: "Lien non valable" }).waitFor();
  await page.context().close();
});

test("a role that asks for it leads to an app of codes; its code, then a recovery code, opens the house", async () => {
  const email = "rose@vault.example";
  const password = "girafe agrafeuse onze";
  const page = await house.visit();
  await page.goto(await invited(email, ["keeper"]));
  await page.getByLabel("Mot de passe", { exact: true }).fill("motdepasse12");
  await button(page, "Enregistrer et entrer").click();
  await page.getByText("parmi les premiers que l’on essaie").waitFor();
  await page.getByLabel("Mot de passe", { exact: true }).fill(password);
  await button(page, "Enregistrer et entrer").click();

  await page.getByRole("heading", { name: "Protégez votre compte" }).waitFor();
  await page.goto("/paper");
  await button(page, "Relier une application de codes").click();
  await page.getByRole("img", { name: "Code QR pour l’application" }).waitFor();
  const secret = fromBase32((await page.locator("code").textContent()) ?? "");
  const step = Math.floor(Date.now() / 30_000);
  const code = (later: number) => createOTP(secret).hotp(step + later);
  await page.getByLabel("Code affiché par l’application").fill(await code(0));
  await button(page, "Relier").click();
  await button(page, "Je les ai mis de côté").waitFor();
  const codes = await page.getByRole("listitem").allTextContents();
  expect(codes).toHaveLength(10);
  await button(page, "Je les ai mis de côté").click();
  await inside(page);

  await signOut(page);
  await signIn(page, email, password);
  await page.getByLabel("Code à 6 chiffres").fill("000000");
  await button(page, "Continuer").click();
  await page.getByText("Ce code ne convient pas").waitFor();
  await page.getByLabel("Code à 6 chiffres").fill(await code(1));
  await button(page, "Continuer").click();
  await inside(page);

  await signOut(page);
  await signIn(page, email, password);
  await button(page, "Utiliser un code de secours").click();
  await page.getByLabel("Code de secours").fill(codes[3] ?? "");
  await button(page, "Continuer").click();
  await inside(page);
  await page.goto("/-/account");
  await page.getByText("9 codes de secours restants").waitFor();
  await page.context().close();
});

test("a forgotten password is chosen anew by the link of a mail, which ends the other sessions", async () => {
  const email = "luc@vault.example";
  const page = await house.visit();
  await page.goto(await invited(email, ["clerk"]));
  await page.getByLabel("Mot de passe", { exact: true }).fill("girafe agrafeuse onze");
  await button(page, "Enregistrer et entrer").click();
  await inside(page);

  const other = await house.visit();
  await other.goto("/");
  await button(other, "Mot de passe oublié ?").click();
  await other.getByLabel("Adresse e-mail").fill(email);
  await button(other, "Envoyer le lien").click();
  await other.getByText(`Si un compte existe pour ${email}`).waitFor();
  await other.goto(await mailed(email));
  await other.reload();
  await other.getByLabel("Mot de passe", { exact: true }).fill("lampe orange velours");
  await button(other, "Enregistrer et entrer").click();
  await inside(other);
  await page.goto("/");
  await page.getByLabel("Adresse e-mail").waitFor();

  await other.goto("/-/account");
  await button(other, "Changer le mot de passe").click();
  await other.getByLabel("Mot de passe actuel").fill("girafe agrafeuse onze");
  await other.getByLabel("Nouveau mot de passe").fill("violon brouette cumin");
  await button(other, "Enregistrer le mot de passe").click();
  await other.getByText("Le mot de passe actuel ne convient pas").waitFor();
  await other.getByLabel("Mot de passe actuel").fill("lampe orange velours");
  await button(other, "Enregistrer le mot de passe").click();
  await other.getByText("Mot de passe enregistré.").waitFor();
  await page.context().close();
  await other.context().close();
});

test("nothing went wrong in the browser meanwhile", () => {
  expect(house.complaints).toEqual([]);
});
