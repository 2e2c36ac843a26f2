import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MetadataDocument } from "../../metamodel/index.ts";
import { openRuntime } from "../../runtime/open-runtime.ts";
import { type TestCrm, testCrm } from "../support/crm.ts";
import { app, label, lampHouse, template } from "./lamp-house.ts";

/** What an administrator says that shows in answers of the API. */

const admin = "administrator";

let crm: TestCrm;
let pluginFolder: string;
let makers: readonly string[];
beforeAll(async () => {
  pluginFolder = await bellPlugin();
  crm = await testCrm({ documents: lampHouse, jobs: false });
  makers = await Promise.all([
    made("maker", { name: "Duc", city: "Nyon" }),
    made("maker", { name: "Roy", city: "Morges" }),
  ]);
  for (const [name, height] of [
    ["Petite", 10],
    ["Grande", 90],
    ["Moyenne", 50],
  ] as const)
    await made("lamp", { name, height, maker: makers[0] });
});
afterAll(async () => {
  await crm[Symbol.asyncDispose]();
  await rm(pluginFolder, { recursive: true, force: true });
});

async function bellPlugin(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "dossier-effects-"));
  await mkdir(join(folder, "bell"));
  const door = fileURLToPath(new URL("../../runtime/plugin/index.ts", import.meta.url));
  await writeFile(
    join(folder, "bell", "index.ts"),
    `import { definePlugin } from ${JSON.stringify(door)};
    import * as z from ${JSON.stringify(fileURLToPath(import.meta.resolve("zod")))};
    export default definePlugin({ name: "bell", version: "1", label: { fr: "Sonnette", en: "Bell" }, settings: z.object({}) });`,
  );
  return folder;
}

async function ask(path: string, json?: unknown, who = admin) {
  const answer = await crm.request(path, json === undefined ? {} : { json }, who);
  return await answer.json();
}

async function made(type: string, values: object): Promise<string> {
  const record = await ask(`/api/records/${type}`, values);
  expect(record).toHaveProperty("id");
  return record.id;
}

const apply = (...changed: object[]) => ask("/api/metadata/apply", { documents: changed, why: "test" });

async function uploaded(name: string, content: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const body = new FormData();
  body.append("file", new File([content], name));
  return (await (await crm.request("/api/files", { method: "POST", body }, admin)).json()).id;
}

const redPoint = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
  "base64",
);
const pdf = "%PDF-1.4\n%%EOF\n";

test("who is signed in is told the name and the label of the house", async () => {
  expect((await ask("/api/me")).workspace).toEqual({ name: "atelier", label: label("L’Atelier") });
});

test("numbers of phones are written as in the house's country, amounts in its currency", async () => {
  const lamp = await made("lamp", { name: "Chère", price: "12.50", phone: "+33612345678" });
  const letter = async (house: object) => {
    await apply({ ...app, ...house });
    const { html } = await ask("/api/merge/price_letter", { type: "lamp", ids: [lamp], output: "preview" });
    return html.replace(/\s/g, " ");
  };
  expect(await letter({})).toContain("<p>12,50 € / 06 12 34 56 78</p>");
  expect(await letter({ country: "CH" })).toContain("<p>EUR 12.50 / +33 6 12 34 56 78</p>");
  expect(await letter({ currency: "CHF" })).toContain("<p>12,50 CHF / 06 12 34 56 78</p>");
  await crm.request(`/api/records/lamp/${lamp}`, { method: "DELETE" }, admin);
});

test("the plugins that the app names are loaded when the house opens", async () => {
  const loaded = async (plugins: readonly string[]) => {
    await apply({ ...app, plugins });
    const house = await openRuntime(crm.config, { log: pino({ level: "silent" }), pluginFolder });
    const states = house.plugins.states();
    await house.close();
    return states.map(({ name, state, reason }) => [name, reason ?? state]);
  };
  expect(await loaded(["bell"])).toEqual([["bell", "loaded"]]);
  expect(await loaded([])).toEqual([]);
});

test("what a type is for stands in the description of the API", async () => {
  const { components } = await ask("/api/openapi.json", undefined);
  expect(JSON.stringify(components.schemas)).toContain("Qui fabrique des lampes.");
});

test.each([
  ["plan", "a PDF", () => uploaded("a.pdf", pdf), () => uploaded("a.png", redPoint)],
  ["scan", "at most 60 bytes", () => uploaded("a.pdf", pdf), () => uploaded("b.pdf", pdf.padEnd(61))],
  [
    "photo",
    "an image of at most 100 bytes",
    () => uploaded("a.png", redPoint),
    () => uploaded("b.png", Buffer.concat([redPoint, Buffer.alloc(40)])),
  ],
])("the file of %s is taken where it is %s, and refused where it is not", async (field, _, fits, not) => {
  const lamp = await made("lamp", { name: "Fichiers" });
  const put = async (file: string) =>
    (await crm.request(`/api/records/lamp/${lamp}`, { method: "PATCH", json: { [field]: file } }, admin))
      .status;
  expect([await put(await fits()), await put(await not())]).toEqual([200, 422]);
  await crm.request(`/api/records/lamp/${lamp}`, { method: "DELETE" }, admin);
});

test("a list of links takes only records that fit its condition", async () => {
  const [near, far] = makers;
  const refused = await ask("/api/records/lamp", { name: "X", sellers: [near, far] });
  expect(refused).toMatchObject({ errors: [{ path: "sellers", code: "record.not-choosable" }] });
  const lamp = await ask("/api/records/lamp", { name: "Y", sellers: [near] });
  expect(lamp.sellers).toMatchObject([{ id: near }]);
  await crm.request(`/api/records/lamp/${lamp.id}`, { method: "DELETE" }, admin);
});

test("a rollup is read as the type that it names", async () => {
  const maker = await ask(`/api/records/maker/${makers[0]}`);
  expect(maker.sum).toBe("150.00");
});

test.each([
  ["above", "below", "lamp"],
  ["sellers", "sold", "maker"],
])(
  "the list that %s gives to the other side is renamed, not removed and made anew",
  async (field, name, on) => {
    const type = await ask("/api/metadata/type/lamp");
    const documents = (formerly: object) => [
      {
        ...type,
        fields: type.fields.map((one: { name: string; reverse?: object }) =>
          one.name === field ? { ...one, reverse: { ...one.reverse, name: "renamed", ...formerly } } : one,
        ),
      },
    ];
    const told = async (formerly: object) => {
      const { steps } = await ask("/api/metadata/plan", { documents: documents(formerly) });
      return steps.flatMap((step: { name: string; field: string; change: string }) =>
        step.field === field ? [] : [`${step.change} ${step.name}.${step.field}`],
      );
    };
    expect(await told({ formerly: name })).toEqual([`field-renamed ${on}.renamed`]);
    expect((await told({})).sort()).toEqual([`field-added ${on}.renamed`, `field-removed ${on}.${name}`]);
  },
);

test("each tile is answered under its name and counts the records of its type", async () => {
  const { tiles } = await ask("/api/dashboards/shop");
  const total = (name: string) => tiles.find((one: { name: string }) => one.name === name)?.data.total;
  expect(total("lamps")).toEqual([(await ask("/api/records/lamp?count=exact")).count.value]);
  expect(total("makers")).toEqual([(await ask("/api/records/maker?count=exact")).count.value]);
  expect(total("lamps")).not.toEqual(total("makers"));
});

test("a list tile shows its records in its order", async () => {
  const { tiles } = await ask("/api/dashboards/shop");
  const { items } = tiles.find((one: { name: string }) => one.name === "tallest").data;
  expect(items.slice(0, 3).map(({ name }: { name: string }) => name)).toEqual([
    "Grande",
    "Moyenne",
    "Petite",
  ]);
});

test("an account has the rights of the roles whose names it holds", async () => {
  expect((await ask("/api/me", undefined, "seller")).user.roles).toMatchObject(["seller"]);
  expect((await crm.request("/api/records/lamp", {}, "seller")).status).toBe(200);
  expect((await crm.request("/api/records/maker", {}, "seller")).status).toBe(403);
});

test.each([
  ["app", app],
  ["template", template],
  ["form", { kind: "form", name: "lamp_form", type: "lamp", label: label("Fiche"), sections: [] }],
  ["role", { kind: "role", name: "seller", label: label("Vendeuse"), types: { lamp: { see: true } } }],
  ["mapping", { kind: "mapping", name: "erp", type: "lamp", label: label("ERP"), columns: [] }],
] as const)(
  "a %s published again under its name takes the place of the one there",
  async (kind, document) => {
    await apply(document);
    await apply({ ...document, label: label("Autrement") });
    const { documents: all } = await ask("/api/metadata");
    const found = all.filter((one: MetadataDocument) => one.kind === kind && one.name === document.name);
    expect(found).toMatchObject([{ label: label("Autrement") }]);
    if (kind !== "app" && kind !== "role")
      await apply({ ...document, label: label("Encore"), name: `${document.name}_2` });
    expect((await ask(`/api/metadata/${kind}/${document.name}`)).label).toEqual(label("Autrement"));
  },
);
