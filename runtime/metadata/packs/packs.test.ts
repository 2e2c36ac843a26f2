import { afterAll, beforeAll, expect, test } from "vitest";
import { kindOf, parseDocument } from "../../../metamodel/check/index.ts";
import { type TestCrm, testCrm } from "../../../test/support/crm.ts";

const text = (name: string, fr: string, more: object = {}) => ({
  name,
  type: "text",
  label: { fr },
  ...more,
});
const option = (value: string, fr: string) => ({ value, label: { fr } });
const state = (...options: object[]) => ({ name: "state", type: "select", label: { fr: "État" }, options });
const open = option("open", "Ouvert");
const type = (name: string, ...fields: object[]) => ({ kind: "type", name, label: { fr: name }, fields });
const view = (name: string, columns: readonly string[], of = "contract") => ({
  kind: "view",
  name,
  type: of,
  label: { fr: name },
  columns,
});

const first = [
  type(
    "contract",
    text("subject", "Objet"),
    text("place", "Lieu"),
    text("remark", "Remarque"),
    text("old", "Ancien"),
    text("fee", "Montant"),
    state(open),
  ),
  view("contracts", ["subject", "fee"]),
];

/** Another label for the subject and the place, one field less, one more, and the fee under another key. */
const second = [
  type(
    "contract",
    text("subject", "Intitulé"),
    text("place", "Endroit"),
    text("remark", "Remarque"),
    text("amount", "Montant", { formerly: "fee" }),
    state(open, option("won", "Gagné")),
    text("source", "Origine"),
  ),
  view("contracts", ["subject", "amount"]),
];

/** What a customer makes of the first version. */
const customized = type(
  "contract",
  text("subject", "Titre"),
  text("place", "Lieu"),
  text("old", "Ancien"),
  text("fee", "Montant"),
  state(open, option("paused", "En pause")),
  text("internal", "Interne"),
);

const app = parseDocument("app", { kind: "app", name: "house", label: { fr: "Maison" } });
const admin = "administrator";
const subject = "type/contract fields.subject.label.fr";

let crm: TestCrm;
beforeAll(async () => {
  crm = await testCrm({ documents: "document" in app ? [app.document] : [] });
});
afterAll(() => crm[Symbol.asyncDispose]());

async function post(path: string, json: object): Promise<{ status: number; body: Answer }> {
  const answer = await crm.request(`/api/metadata/${path}`, { json }, admin);
  return { status: answer.status, body: await answer.json() };
}

// biome-ignore lint/suspicious/noExplicitAny: what the server answers is what these tests are about.
type Answer = any;

async function listed(): Promise<Answer[]> {
  return (await (await crm.request("/api/metadata/packs", {}, admin)).json()).items;
}

const fieldsOf = (name: string) => [...(crm.runtime.model().types.get(name)?.fields.values() ?? [])];
const labels = (name: string) => Object.fromEntries(fieldsOf(name).map((each) => [each.name, each.label.fr]));

test("the next version of a pack is merged with what the customer changed, once he has settled what both changed", async () => {
  expect(await post("packs/apply", { name: "field-work", version: "1", documents: first })).toMatchObject({
    status: 200,
  });
  await post("apply", { documents: [customized, view("mine", ["fee", "subject"])] });
  const made = await crm.request(
    "/api/records/contract",
    { json: { subject: "A", fee: "1200", old: "x", place: "Vevey" } },
    admin,
  );
  const { id } = await made.json();

  const pack = { name: "field-work", version: "2", documents: second };
  const { body: plan } = await post("packs/plan", pack);
  expect(plan.conflicts).toMatchObject([
    {
      place: subject,
      where: { fr: "type « contract » › champ « Titre » › libellé › en français" },
      base: "Objet",
      ours: "Titre",
      theirs: "Intitulé",
    },
  ]);
  expect(plan.steps.map(({ change, field }: Answer) => [change, field])).toEqual(
    expect.arrayContaining([
      ["field-removed", "old"],
      ["field-renamed", "amount"],
      ["field-added", "source"],
    ]),
  );
  const refused = await post("packs/apply", pack);
  expect(refused).toMatchObject({
    status: 409,
    body: { code: "metadata.merge-conflict", errors: [{ path: subject, code: "metadata.changed-by-both" }] },
  });
  expect(refused.body.errors[0].message).toContain(
    'à l’origine "Objet", ici "Titre", dans ce qui arrive "Intitulé"',
  );
  expect(labels("contract").place).toBe("Lieu");

  expect(await post("packs/apply", { ...pack, resolve: { [subject]: "ours" } })).toMatchObject({
    status: 200,
  });
  // The customer's order, his label, his removal and his field; the pack's label, key, removal and field.
  expect(labels("contract")).toEqual({
    subject: "Titre",
    place: "Endroit",
    amount: "Montant",
    state: "État",
    internal: "Interne",
    source: "Origine",
  });
  const options = fieldsOf("contract").find(({ name }) => name === "state")?.document.options;
  expect(options).toMatchObject([{ value: "open" }, { value: "won" }, { value: "paused" }]);
  expect(crm.runtime.model().views.get("mine")).toMatchObject({ columns: ["amount", "subject"] });
  expect(await (await crm.request(`/api/records/contract/${id}`, {}, admin)).json()).toMatchObject({
    amount: "1200",
    place: "Vevey",
  });
  expect(await listed()).toMatchObject([
    { name: "field-work", version: "2", documents: 2, by: { name: "administrator@test.example" } },
  ]);
  const again = await post("packs/plan", pack);
  expect(again.body).toMatchObject({ steps: [], conflicts: [], faults: [] });
});

test("once the taking in is undone, the version before counts, and the next one comes in again", async () => {
  const { revision } = crm.runtime.model();
  expect(await post("undo", { revision })).toMatchObject({ status: 200 });
  expect(await listed()).toMatchObject([{ version: "1" }]);
  expect(labels("contract")).toMatchObject({
    subject: "Titre",
    place: "Lieu",
    fee: "Montant",
    old: "Ancien",
  });
  const pack = {
    name: "field-work",
    version: "2",
    documents: second,
    resolve: { "type/contract": "theirs" },
  };
  expect(await post("packs/apply", pack)).toMatchObject({ status: 200 });
  expect(labels("contract")).toMatchObject({ subject: "Intitulé", amount: "Montant", internal: "Interne" });
  expect(await listed()).toMatchObject([{ version: "2" }]);
});

test("a sector pack over the base pack changes its documents; the next base pack keeps what the sector changed", async () => {
  const base = (label: string, ...more: object[]) => [
    type("site", text("name", label), ...more),
    type("tool", text("name", "Outil")),
  ];
  const sector = [
    type("site", text("name", "Nom"), text("depth", "Profondeur")),
    type("well", text("name", "Puits")),
  ];
  await post("packs/apply", { name: "base", version: "1", documents: base("Nom") });
  await post("apply", { documents: [type("site", text("name", "Nom"), text("mine", "À moi"))] });
  await post("packs/apply", { name: "sector", version: "1", documents: sector });
  expect(labels("site")).toEqual({ name: "Nom", depth: "Profondeur", mine: "À moi" });
  await post("packs/apply", {
    name: "base",
    version: "2",
    documents: base("Désignation", text("plot", "Parcelle")),
  });
  expect(labels("site")).toEqual({
    name: "Désignation",
    depth: "Profondeur",
    mine: "À moi",
    plot: "Parcelle",
  });
  // Given up by one of them, a document that the other has brought as well stays.
  await post("packs/apply", { name: "sector", version: "2", documents: sector.slice(1) });
  expect(labels("site")).toMatchObject({ depth: "Profondeur" });
  // Given up by the only one that brought it, it goes.
  await post("packs/apply", {
    name: "base",
    version: "3",
    documents: base("Désignation", text("plot", "Parcelle")).slice(0, 1),
  });
  expect(crm.runtime.model().types.has("tool")).toBe(false);
  expect((await listed()).map(({ name, version }) => `${name} ${version}`)).toEqual([
    "field-work 2",
    "base 3",
    "sector 2",
  ]);
});

test("a pack that is forgotten leaves its documents; taken in anew, what differs is a conflict", async () => {
  const { runtime } = crm;
  const forget = () => crm.request("/api/metadata/packs/sector", { method: "DELETE" }, admin);
  expect((await forget()).status).toBe(204);
  expect((await forget()).status).toBe(404);
  expect(runtime.model().types.has("well")).toBe(true);
  const { body } = await post("packs/plan", {
    name: "sector",
    version: "3",
    documents: [type("well", text("name", "Forage"))],
  });
  expect(body.conflicts).toMatchObject([
    { place: "type/well fields.name.label", ours: { fr: "Puits" }, theirs: { fr: "Forage" } },
  ]);
});

test("broken packs are refused with their places, stale ones with the revision, and only administrators take packs in", async () => {
  const broken = {
    name: "broken",
    version: "1",
    documents: [type("x", { name: "a", type: "moneyy", label: {} }), { kind: "tipe" }],
  };
  expect((await post("packs/plan", broken)).body.faults.length).toBeGreaterThan(0);
  expect(await post("packs/apply", broken)).toMatchObject({
    status: 422,
    body: { code: "metadata.invalid" },
  });
  expect(await post("packs/apply", { name: "../x", version: "1", documents: [] })).toMatchObject({
    status: 400,
  });
  expect(
    await post("packs/apply", { name: "x", version: "1", documents: [], resolve: { a: "mine" } }),
  ).toMatchObject({ status: 400 });
  expect(await post("packs/apply", { name: "x", version: "1", documents: [], revision: 1 })).toMatchObject({
    status: 409,
    body: { code: "metadata.stale" },
  });
  expect((await listed()).some(({ name }) => name === "x" || name === "broken")).toBe(false);
});

test("a workspace keeps its own app document, whatever app a pack was tried with", async () => {
  const other = { kind: "app", name: "trial", label: { fr: "Essai" } };
  expect(kindOf(other)).toBe("app");
  expect(
    await post("packs/apply", {
      name: "trial",
      version: "1",
      documents: [other, type("trial", text("name", "Nom"))],
    }),
  ).toMatchObject({ status: 200 });
  expect(crm.runtime.model().app.name).toBe("house");
});

test("a revision tells who changed which property, from what to what", async () => {
  const { body: published } = await post("apply", {
    documents: [type("trial", text("name", "Nom complet", { required: true }))],
    why: "Plus clair",
  });
  const answer = await crm.request(`/api/metadata/revisions/${published.revision}`, {}, admin);
  expect(await answer.json()).toMatchObject({
    revision: published.revision,
    why: "Plus clair",
    by: { name: "administrator@test.example" },
    changes: [{ fr: expect.stringContaining("Nom complet") }],
    documents: [
      {
        kind: "type",
        name: "trial",
        change: "changed",
        properties: [
          {
            path: "fields.name.label.fr",
            before: "Nom",
            after: "Nom complet",
            where: { en: "type “trial” › field “Nom complet” › label › in French" },
          },
          { path: "fields.name.required", after: true },
        ],
      },
    ],
  });
  for (const unknown of ["999", "none", "99999999999"])
    expect((await crm.request(`/api/metadata/revisions/${unknown}`, {}, admin)).status).toBe(404);
});
