import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withFormat } from "../../metamodel/upgrades/index.ts";
import { openStoryHouse, type StoryHouse } from "./story-house.ts";

const password = "un cheval correct";
const everywhere = Object.fromEntries(
  ["party", "collaborator", "sector", "trade", "equipment"].map((type) => [type, { see: true }]),
);
/** Three jobs, each told by one of the dimensions of rights. */
const roles = {
  of_sector: { ...everywhere, case: { see: "sector in user.sectors" } },
  of_team: {
    ...everywhere,
    case: { see: "assigned_to in user.reports", change: "assigned_to in user.reports" },
  },
  customer: {
    dossier: { see: "customer in user.organisations" },
    case: { see: "dossier.customer in user.organisations" },
  },
} as const;

let house: StoryHouse;
let office: Page;
beforeAll(async () => {
  house = await openStoryHouse({ size: 0.01 });
  office = await house.signedIn();
  for (const [name, types] of Object.entries(roles))
    await send(
      "PUT",
      `/api/metadata/role/${name}`,
      withFormat({ name, label: { fr: name, en: name }, types }),
    );
});
afterAll(() => house[Symbol.asyncDispose]());

async function send(method: string, path: string, data: object): Promise<{ id: string }> {
  const answer = await office.request.fetch(path, { method, data, headers: { origin: house.address } });
  if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
  return answer.json();
}

interface Case {
  readonly id: string;
  readonly subject: string;
  readonly sector: { id: string; title: string } | null;
  readonly assigned_to: { id: string; title: string } | null;
  readonly dossier: { customer: { id: string; type: string } | null } | null;
}

async function cases(filter: string): Promise<readonly Case[]> {
  const query = new URLSearchParams({
    limit: "500",
    filter,
    select: "subject,sector,assigned_to,dossier(customer)",
  });
  return (await (await office.request.get(`/api/records/case?${query}`)).json()).items;
}

async function account(name: string, more: object): Promise<string> {
  const account = { email: `${name}@lemanix.example`, name, password, language: "fr", ...more };
  return (await send("POST", "/api/accounts", account)).id;
}

async function signedIn(name: string): Promise<Page> {
  const page = await house.visit();
  const answer = await page.request.post("/api/auth/sign-in/email", {
    data: { email: `${name}@lemanix.example`, password },
    headers: { origin: house.address },
  });
  expect(answer.status()).toBe(200);
  return page;
}

/** The list of all cases says how many there are; a case out of reach is not there, whatever address leads to it. */
async function seesJust(page: Page, seen: readonly Case[], unseen: Case | undefined): Promise<void> {
  await page.goto("/case?view=case_all");
  const count = page.locator("footer").getByRole("status");
  await expect.poll(() => count.textContent(), { timeout: 10_000 }).toMatch(new RegExp(`^${seen.length}\\b`));
  await page.goto(`/case/${seen[0]?.id}`);
  await page.getByRole("heading", { name: new RegExp(seen[0]?.subject.slice(0, 12) ?? "none") }).waitFor();
  await page.goto(`/case/${unseen?.id}`);
  await page
    .getByText(/n’existe pas|introuvable/)
    .first()
    .waitFor();
  expect(await page.getByText(unseen?.subject ?? "none").count()).toBe(0);
}

test("a collaborator sees the cases of his sector and no others", async () => {
  const [first] = await cases("sector != null");
  const sector = first?.sector?.id ?? "";
  const { id: collaborator } = await send("POST", "/api/records/collaborator", {
    last_name: "Secteur",
    sectors: [sector],
  });
  await account("secteur", { roles: ["of_sector"], collaborator });
  const page = await signedIn("secteur");
  const [other] = await cases(`sector != "${sector}"`);
  await seesJust(page, await cases(`sector == "${sector}"`), other);
  await page.context().close();
});

test("a manager sees the cases of his team, and his deputy acts for him under a bar that says so", async () => {
  const { id: manager } = await send("POST", "/api/records/collaborator", { last_name: "Cheffe" });
  const [worked] = await cases("assigned_to != null");
  const member = worked?.assigned_to?.id ?? "";
  await send("PATCH", `/api/records/collaborator/${member}`, { manager });
  const [seen, [other]] = [
    await cases(`assigned_to == "${member}"`),
    await cases(`assigned_to != "${member}"`),
  ];
  const cheffe = await account("cheffe", { roles: ["of_team"], collaborator: manager });
  const page = await signedIn("cheffe");
  await seesJust(page, seen, other);
  await page.context().close();

  const deputy = await account("suppleant", { roles: ["customer"] });
  await send("POST", `/api/accounts/${cheffe}/deputies`, { deputy });
  const acting = await signedIn("suppleant");
  await acting.goto("/");
  await acting.getByRole("button", { name: /suppleant/ }).click();
  await acting.getByRole("menuitem", { name: "Agir au nom de cheffe" }).click();
  const bar = acting.getByRole("status").filter({ hasText: "Vous agissez au nom de cheffe" });
  await bar.waitFor();
  await seesJust(acting, seen, other);
  await bar.getByRole("button", { name: "Arrêter" }).click();
  await bar.waitFor({ state: "detached" });
  await acting.goto(`/case/${seen[0]?.id}`);
  await acting
    .getByText(/n’existe pas|introuvable/)
    .first()
    .waitFor();
  await acting.context().close();
});

test("a customer sees the cases of his own organisation, and nothing of the house; signing out leaves nothing behind", async () => {
  const mine = (each: Case) => each.dossier?.customer;
  const all = await cases("dossier != null");
  const organisation = all.map(mine).find((customer) => customer?.type === "organisation")?.id ?? "";
  await account("client", { roles: ["customer"], person: organisation });
  const page = await signedIn("client");
  const own = await cases(`dossier.customer == "${organisation}"`);
  await seesJust(
    page,
    own,
    all.find((each) => mine(each)?.id !== organisation),
  );
  const modules = page.getByRole("navigation", { name: "Modules" });
  expect(await modules.getByText("Collaborateurs").count()).toBe(0);
  expect((await page.request.get("/api/records/collaborator")).status()).toBe(403);
  expect(await page.evaluate(() => localStorage.getItem("dossier.recent"))).toContain(own[0]?.id);
  await page.getByRole("button", { name: /client/ }).click();
  await page.getByRole("menuitem", { name: "Se déconnecter" }).click();
  await page.getByLabel("Adresse e-mail").waitFor();
  expect(await page.evaluate(() => localStorage.getItem("dossier.recent"))).toBeNull();
  await page.context().close();
});

test("nothing went wrong in the browser meanwhile", () => {
  expect(house.complaints).toEqual([]);
});
