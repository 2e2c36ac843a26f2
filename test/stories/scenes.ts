import type { Page, Request } from "playwright-core";

/** What the scenes say on screen, in the language of the reader. */
export const spoken = {
  fr: {
    edit: "Modifier",
    all: "Tous",
    check: "Contrôler",
    export: "Exporter",
    add: "Ajouter un champ",
    fee: "Forfait annuel",
    merge: "Publipostage",
    template: "Échéance de contrat",
  },
  en: {
    edit: "Edit",
    all: "All",
    check: "Check",
    export: "Export",
    add: "Add a field",
    fee: "Yearly fee",
    merge: "Mail merge",
    template: "Contract expiry",
  },
} as const;

export type Spoken = (typeof spoken)[keyof typeof spoken];

/** Identifiers of records that the scenes open. */
export interface Cast {
  readonly contract: string;
  readonly case: string;
  readonly person: string;
}

/** One page of the product, in the state in which it is looked at. */
export interface Scene {
  readonly name: string;
  readonly path: (cast: Cast) => string;
  /** What a reader does there before looking. */
  readonly play?: (page: Page, say: Spoken) => Promise<void>;
  readonly isPublic?: true;
}

/** Looks up the first record of each kind that a scene needs. */
export async function castOf(page: Page): Promise<Cast> {
  const first = async (type: string, filter = "") => {
    const found = await page.request.get(`/api/records/${type}?limit=1&select=id${filter}`);
    const { items } = await found.json();
    return String(items[0].id);
  };
  return {
    contract: await first("maintenance_contract", `&filter=${encodeURIComponent('state == "active"')}`),
    case: await first("case"),
    person: await first("person"),
  };
}

export const scenes: readonly Scene[] = [
  { name: "sign-in", path: () => "/", isPublic: true },
  { name: "dashboard", path: () => "/-/dashboards/service", play: (page) => drawn(page) },
  { name: "management", path: () => "/-/dashboards/management", play: (page) => drawn(page) },
  { name: "list", path: () => "/maintenance_contract?view=contract_all" },
  { name: "list-mine", path: () => "/maintenance_contract" },
  { name: "list-cases", path: () => "/case?view=case_urgent" },
  { name: "list-people", path: () => "/person" },
  {
    name: "list-filtered",
    path: () =>
      `/maintenance_contract?view=contract_all&filter=${encodeURIComponent('state == "active" && fee > 1000')}`,
  },
  {
    name: "list-empty",
    path: () => `/person?filter=${encodeURIComponent('name == "Personne ne s’appelle ainsi"')}`,
  },
  { name: "board", path: () => "/offer?view=offer_board" },
  { name: "export-menu", path: () => "/maintenance_contract?view=contract_all", play: openExport },
  { name: "record", path: ({ contract }) => `/maintenance_contract/${contract}` },
  { name: "record-case", path: (cast) => `/case/${cast.case}` },
  { name: "record-person", path: ({ person }) => `/person/${person}` },
  {
    name: "form",
    path: ({ contract }) => `/maintenance_contract/${contract}`,
    play: (page) => page.keyboard.press("e"),
  },
  { name: "create", path: () => "/maintenance_contract/new" },
  {
    name: "history",
    path: ({ contract }) => `/maintenance_contract/${contract}`,
    play: (page) => page.keyboard.press("h"),
  },
  { name: "palette", path: () => "/case", play: openPalette },
  { name: "designer", path: () => "/-/designer/maintenance_contract" },
  { name: "designer-field", path: () => "/-/designer/maintenance_contract", play: openField },
  { name: "designer-changes", path: () => "/-/designer/maintenance_contract", play: openChanges },
  { name: "designer-breaks", path: () => "/-/designer/maintenance_contract", play: openBreaks },
  { name: "designer-pack", path: () => "/-/designer/maintenance_contract", play: readPack },
  { name: "import", path: () => "/-/import?type=person" },
  { name: "import-columns", path: () => "/-/import?type=person", play: (page) => readFile(page) },
  { name: "import-check", path: () => "/-/import?type=person", play: checkFile },
  { name: "merge", path: ({ contract }) => `/maintenance_contract/${contract}`, play: openLetter },
  { name: "account", path: () => "/-/account" },
  { name: "outbox", path: () => "/-/outbox" },
  { name: "missing-record", path: () => "/person/019f0000-0000-7000-8000-000000000000" },
  { name: "missing-page", path: () => "/nothing-of-the-kind" },
];

/** Opens the page of a scene and plays it, whatever the scenes before have left in the draft. */
export async function playScene(
  page: Page,
  { scene, cast, say }: { scene: Scene; cast: Cast; say: Spoken },
): Promise<void> {
  if (page.url().startsWith("http")) await page.evaluate(forgetDrafts);
  await page.goto(scene.path(cast));
  await settled(page);
  await scene.play?.(page, say);
  await settled(page);
}

/** Runs in the browser. */
function forgetDrafts(): void {
  for (const key of Object.keys(localStorage))
    if (key.startsWith("dossier.designer-draft.")) localStorage.removeItem(key);
}

/** Waits until no answer is awaited and nothing moves any more; the stream of events stays open for ever. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("load");
  for (let quiet = 0; quiet < 4; quiet = (await isAtRest(page)) ? quiet + 1 : 0)
    await page.waitForTimeout(100);
}

const awaited = new WeakMap<Page, Set<Request>>();

/** Keeps in mind what a page asks the server for; before its first scene. */
export function watchRequests(page: Page): void {
  const open = new Set<Request>();
  awaited.set(page, open);
  page.on("request", (request) => open.add(request));
  page.on("requestfinished", (request) => open.delete(request));
  page.on("requestfailed", (request) => open.delete(request));
}

async function isAtRest(page: Page): Promise<boolean> {
  const open = [...(awaited.get(page) ?? [])].filter((request) => !request.url().includes("/api/events"));
  if (open.length > 0) return false;
  return page.evaluate(() => {
    const moving = document.getAnimations().filter(({ playState }) => playState === "running");
    return moving.length === 0 && document.querySelector("[aria-busy=true]") === null;
  });
}

async function drawn(page: Page): Promise<void> {
  await page.locator("canvas").first().waitFor();
}

async function openExport(page: Page, say: Spoken): Promise<void> {
  await page.getByRole("button", { name: say.export }).click();
  await page.getByRole("menuitem").first().waitFor();
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("lausanne");
  await page.getByRole("option").or(page.getByText("Lausanne")).first().waitFor();
}

async function openField(page: Page): Promise<void> {
  await page.locator("[data-field=fee]").click();
  await page.getByRole("dialog").waitFor();
}

async function openChanges(page: Page): Promise<void> {
  await page.locator("[data-field=visits_per_year]").press("Control+d");
  await page.getByRole("button", { name: /^(Brouillon|Draft) · 1/ }).click();
  await page.getByRole("dialog").waitFor();
}

/** A limit that records there are exceed, and a change that is felt in many places: the first of them unfolded. */
async function openBreaks(page: Page): Promise<void> {
  await openField(page);
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("textbox", { name: /^(Au plus|At most)/ }).fill("2000");
  await drawer.locator("button[type=submit]").click();
  await page.getByRole("button", { name: /^(Brouillon|Draft) · 1/ }).click();
  const changes = page.getByRole("dialog");
  await changes.getByRole("link").first().waitFor();
  await changes.locator("summary").first().click();
}

async function readFile(page: Page): Promise<void> {
  await page.locator("input[type=file]").setInputFiles({
    name: "personnes.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(people),
  });
  await page.getByText("personnes.csv").first().waitFor();
}

async function checkFile(page: Page, say: Spoken): Promise<void> {
  await readFile(page);
  await page.getByRole("button", { name: say.check }).click();
}

/** A pack that calls the contract and its fee otherwise, and has a field more: two conflicts and a step. */
async function readPack(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^(Aucun changement|No changes)/ }).click();
  await page.getByRole("dialog").waitFor();
  const type = await page.evaluate(async () =>
    (await fetch("/api/metadata/type/maintenance_contract")).json(),
  );
  type.label = { ...type.label, fr: "Contrat de service" };
  for (const field of type.fields) if (field.name === "fee") field.label = { fr: "Redevance", en: "Dues" };
  type.fields.push({ name: "site", type: "text", label: { fr: "Lieu d’intervention", en: "Site" } });
  const pack = { name: "lemanix-base", version: "2.0", documents: [type] };
  await page.getByRole("tab", { name: /Paquets|Packs/ }).click();
  await page.locator("input[type=file]").setInputFiles({
    name: "pack.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(pack)),
  });
  await page.getByRole("radio").first().waitFor();
}

async function openLetter(page: Page): Promise<void> {
  await page.keyboard.press("l");
  await page.getByRole("dialog").waitFor();
}

const people = `Titre;Nom;Prénom;Rue;NPA;Localité;Téléphone;E-mail;Né le
Mme;Rochat;Élise;Chemin des Vignes 4;1096;Cully;079 412 33 18;elise.rochat@example.ch;12.03.1978
M.;Favre;Olivier;Rue du Lac 21;1800;Vevey;021 921 40 22;olivier.favre@example.ch;04.11.1965
Mme;Bianchi;Lucia;Avenue de la Gare 7;1003;Lausanne;078 600 12;pas une adresse;31.02.1990
`;
