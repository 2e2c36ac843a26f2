import { afterAll, beforeAll, expect, test } from "vitest";
import type { MetadataDocument } from "../../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../../test/support/crm.ts";
import { createApp } from "../app.ts";

let crm: TestCrm;

const documents: MetadataDocument[] = [
  {
    kind: "app",
    name: "shop",
    label: { en: "Shop" },
    languages: ["en"],
    country: "CH",
    currency: "CHF",
    timeZone: "Europe/Zurich",
    modules: [],
    standard: false,
    plugins: [],
  },
  {
    kind: "type",
    name: "thing",
    label: { en: "Thing" },
    fields: [
      { name: "name", type: "text", label: { en: "Name" }, required: true, maxLength: 40 },
      { name: "price", type: "money", label: { en: "Price" } },
      { name: "maker", type: "reference", to: "maker", label: { en: "Maker" } },
      { name: "secret", type: "text", label: { en: "Secret" } },
    ],
  },
  {
    kind: "type",
    name: "maker",
    label: { en: "Maker" },
    fields: [{ name: "name", type: "text", label: { en: "Name" } }],
  },
  {
    kind: "role",
    name: "reader",
    label: { en: "Reader" },
    types: { thing: { see: true, fields: { secret: "hidden" } } },
  },
];

beforeAll(async () => {
  crm = await testCrm({ documents, jobs: false });
});

afterAll(() => crm[Symbol.asyncDispose]());

async function document(who: string) {
  return (await crm.request("/api/openapi.json", {}, who)).json();
}

test("an administrator finds every call of every type, and every schema that is referred to exists", async () => {
  const api = await document("administrator");
  expect(api.openapi).toBe("3.1.0");
  for (const path of [
    "/records/thing",
    "/records/thing/{id}",
    "/records/thing/batch",
    "/aggregate/maker",
    "/metadata/apply",
  ])
    expect(api.paths).toHaveProperty([path]);
  const named = [...JSON.stringify(api).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name]) => name,
  );
  expect(named.length).toBeGreaterThan(10);
  for (const name of named) expect(api.components.schemas).toHaveProperty([name ?? ""]);
  const ids = Object.values<Record<string, { operationId: string }>>(api.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test("every call that the server answers is listed, but those that serve the list itself and the frame of letters", async () => {
  const { plugins, signIn } = crm.house;
  const { hono, close } = createApp(crm.runtime, { plugins, signIn, webFolder: "" });
  close();
  const { paths } = await document("administrator");
  const listed = Object.entries<object>(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} /api${path}`),
  );
  const served = hono.routes
    .filter(({ method, path }) => method !== "ALL" && path.startsWith("/api/") && !path.includes("*"))
    .filter(({ path }) => !/^\/api\/(docs|openapi\.json|paper)/.test(path))
    .map(({ method, path }) => `${method} ${path}`);
  expect(served.length).toBeGreaterThan(50);
  const missing = served.filter((call) => {
    const pattern = new RegExp(`^${call.replaceAll(".", "\\.").replace(/:\w+/g, "[^/]+")}$`);
    return !listed.some((each) => pattern.test(each));
  });
  expect(missing).toEqual([]);
});

test("a field is described as it is read and as it is written", async () => {
  const { schemas } = (await document("administrator")).components;
  expect(schemas.thing.properties.maker.anyOf[0]).toEqual({ $ref: "#/components/schemas/Reference" });
  expect(schemas.thing_create.required).toEqual(["name"]);
  expect(schemas.thing_create.properties.name).toMatchObject({
    type: "string",
    maxLength: 40,
    title: "Name",
  });
});

test("a reader finds only what he may do, and nothing of what is hidden from him", async () => {
  const api = await document("reader");
  expect(Object.keys(api.paths["/records/thing"])).toEqual(["get"]);
  expect(api.paths).not.toHaveProperty(["/records/maker"]);
  for (const path of ["/metadata/apply", "/import/{type}", "/imports", "/export/{type}", "/outbox"])
    expect(api.paths).not.toHaveProperty([path]);
  expect(JSON.stringify(api)).not.toContain("ecret");
  expect(api.components.schemas).not.toHaveProperty("maker");
});

test("a field published a moment ago is there, without a restart", async () => {
  const type = await (await crm.request("/api/metadata/type/thing", {}, "administrator")).json();
  type.fields.push({ name: "warranty", type: "date", label: { en: "Warranty until" } });
  await crm.request("/api/metadata/type/thing", { method: "PUT", json: type }, "administrator");
  const { schemas } = (await document("administrator")).components;
  expect(schemas.thing_change.properties.warranty).toMatchObject({ title: "Warranty until" });
});

test("open browsers hear of written records of the types they may see, and of no others", async () => {
  const events: string[] = [];
  const heard = async (who: string, list: string[]) => {
    const answer = await crm.request("/api/events", {}, who);
    const reader = (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { value = "", done } = await reader.read();
      if (done || value.includes("revision")) return reader.cancel();
      if (value.startsWith("data")) list.push(JSON.parse(value.slice(6)).type);
    }
  };
  const listening = heard("reader", events);
  await expect
    .poll(async () => {
      await crm.request("/api/records/maker", { json: { name: "Meier" } }, "administrator");
      const answer = await crm.request("/api/records/thing", { json: { name: "Lamp" } }, "administrator");
      expect(answer.status).toBe(201);
      return events.length;
    })
    .toBeGreaterThan(0);
  crm.runtime.events.tell({ kind: "metadata", revision: 9 });
  await listening;
  expect(new Set(events)).toEqual(new Set(["thing"]));
});
