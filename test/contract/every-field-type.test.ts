import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fieldTypes, type MetadataDocument, typeDocument } from "../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../support/crm.ts";
import { hostileTexts } from "../support/hostile-texts.ts";

/** What every field type that a person fills in promises, through the doors of the API. */

const entered = [...fieldTypes.values()].filter((type) => {
  const sample = type.sample();
  return !type.generated && type.relation(sample) === null && type.computation(sample) === null;
});
const fieldName = (name: string) => `f_${name.replaceAll("-", "_")}`;
const label = { fr: "Fiche", en: "Thing" };

const thing: MetadataDocument = typeDocument.parse({
  kind: "type",
  name: "thing",
  label,
  title: "name",
  fields: [
    { name: "name", type: "text", label },
    ...entered.map((type) => ({
      ...type.sample(),
      name: fieldName(type.name),
      label: type.label,
      ...(type.sort === null || type.name === "rich-text" ? {} : { indexed: true }),
    })),
  ],
});

const admin = "administrator@test.example";
let crm: TestCrm;

beforeAll(async () => {
  crm = await testCrm({ documents: [thing], jobs: false });
}, 60_000);

afterAll(async () => {
  await crm?.[Symbol.asyncDispose]();
});

describe.each(entered)("a field of the type $name", (type) => {
  const name = fieldName(type.name);

  test("gives back every example exactly, created and changed", async () => {
    for (const value of type.examples) {
      const made = await ask("", { json: { name: type.name, [name]: value } });
      expect(made, JSON.stringify(value)).toMatchObject({ status: 201, body: { [name]: value } });
      const [first] = type.examples;
      const changed = await ask(`/${made.body.id}`, { method: "PATCH", json: { [name]: first } });
      expect(changed).toMatchObject({ status: 200, body: { [name]: first } });
      const emptied = await ask(`/${made.body.id}`, { method: "PATCH", json: { [name]: null } });
      expect(emptied).toMatchObject({ status: 200, body: { [name]: null } });
    }
  });

  test("tells in its history what it was, in the same form", async () => {
    const [before, after] = type.examples;
    const { body } = await ask("", { json: { [name]: before } });
    await ask(`/${body.id}`, { method: "PATCH", json: { [name]: after } });
    const { items } = await (await crm.request(`/api/history/thing/${body.id}`, {}, admin)).json();
    expect(items[0].changes).toContainEqual({ field: name, before, after });
  });

  test("refuses at its place what it does not take, and everything hostile, without falling", async () => {
    for (const value of [...type.refused, ...hostileTexts, { $ne: 1 }, [[[]]], 1e308]) {
      const { status, body } = await ask("", { json: { [name]: value } });
      expect([201, 400, 422], `${JSON.stringify(value)?.slice(0, 60)}`).toContain(status);
      if (status === 422) expect(body.errors[0].path.startsWith(name)).toBe(true);
    }
    for (const value of type.refused.filter((each) => type.accept(each, type.sample()) === each))
      expect((await ask("", { json: { [name]: value } })).status).toBe(422);
  });

  test("is filtered by each of its words", async () => {
    const [value] = type.examples;
    for (const [word, operator] of Object.entries(type.operators)) {
      const given = { nothing: null, value, values: [value], text: String(value), number: value }[
        operator.takes
      ];
      const filter = encodeURIComponent(operator.cel(name, given));
      expect((await ask(`?filter=${filter}&limit=3`)).status, word).toBe(200);
    }
  });

  test("sorts, groups and sums as it says", async () => {
    for (const sort of [name, `-${name}`])
      expect((await ask(`?sort=${sort}&limit=2`)).status).toBe(type.sort === null ? 400 : 200);
    const measures = type.aggregates.map((each) => (each === "count" ? each : `${each}:${name}`)).join(",");
    const figures = await crm.request(`/api/aggregate/thing?measures=${measures || "count"}`, {}, admin);
    expect(figures.status).toBe(200);
  });

  test("goes out into a file and its cell is read back", async () => {
    const [value] = type.examples;
    const { body } = await ask("", { json: { name: "exported", [name]: value } });
    const filter = encodeURIComponent(`id == "${body.id}"`);
    const csv = await crm.request(
      `/api/export/thing?format=csv&filter=${filter}&select=name,${name}`,
      {},
      admin,
    );
    expect(csv.status).toBe(200);
    expect((await csv.text()).split("\n").length).toBeGreaterThan(1);
    const xlsx = await crm.request(
      `/api/export/thing?format=xlsx&filter=${filter}&select=${name}`,
      {},
      admin,
    );
    expect(xlsx.status).toBe(200);
  });
});

// biome-ignore lint/suspicious/noExplicitAny: what the server answers is looked at by the tests.
async function ask(path: string, init: object = {}): Promise<{ status: number; body: any }> {
  const answer = await crm.request(`/api/records/thing${path}`, init, admin);
  return { status: answer.status, body: await answer.json() };
}
