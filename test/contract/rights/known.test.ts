import { afterAll, beforeAll, expect, test } from "vitest";
import type { TypeDocument } from "../../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../support/crm.ts";
import { knownHouse, secret } from "./known-house.ts";

let crm: TestCrm;

beforeAll(async () => {
  crm = await testCrm({ documents: knownHouse });
});
afterAll(() => crm[Symbol.asyncDispose]());

async function ask(path: string, who: string, init: object = {}) {
  const answer = await crm.request(path, init, who);
  const text = await answer.text();
  const isJson = /json/.test(answer.headers.get("content-type") ?? "");
  return { answer, text, json: isJson ? JSON.parse(text) : null };
}

async function typeOf(name: string, who: string): Promise<TypeDocument> {
  return (await ask(`/api/metadata/type/${name}`, who)).json;
}

test("what a role hides is nowhere in the metadata, neither as a field nor where others name it", async () => {
  const { text, json } = await ask("/api/metadata", "clerk");
  expect(text).not.toContain(secret);
  const names = json.documents.map(({ kind, name }: { kind: string; name: string }) => `${kind}/${name}`);
  expect(names.toSorted()).toEqual([
    ...["app/known", "dashboard/figures", "form/worker", "mapping/workers", "role/clerk", "template/note"],
    ...["type/apprentice", "type/manager", "type/vault", "type/worker", "view/all", "view/grades"],
  ]);
});

test("what is left of it stays whole: fields, lists, layouts and figures that name nothing hidden", async () => {
  const worker = await typeOf("worker", "clerk");
  expect(worker.fields.map(({ name }) => name)).toEqual([
    ...["name", "grade", "remark", "budget", "started", "limit", "open_limit", "first_limit"],
    ...["boss", "locker", "locker_code"],
  ]);
  expect(worker.rules).toMatchObject([{ when: "limit < 0", at: ["limit"] }]);
  // A field that is hidden in managers only is said by each of the others.
  expect((await typeOf("apprentice", "clerk")).fields.map(({ name }) => name)).toEqual(["phone", "school"]);
  // What is read from a record out of reach is a value without a way to it.
  expect(worker.fields.at(-1)).toEqual({
    name: "locker_code",
    type: "text",
    label: { fr: "locker_code", en: "locker_code" },
    readOnly: true,
  });
  expect((await ask("/api/metadata/form/worker", "clerk")).json).toMatchObject({
    head: ["limit"],
    sections: [{ label: { en: "Plain" }, fields: ["name", "limit"] }],
  });
  expect((await ask("/api/metadata/view/all", "clerk")).json).toMatchObject({
    columns: ["name"],
    sort: ["name"],
  });
  const { tiles } = (await ask("/api/metadata/dashboard/figures", "clerk")).json;
  expect(tiles.map(({ name }: { name: string }) => name)).toEqual(["workers", "grades", "list"]);
});

test("a type out of reach keeps its name and labels where others refer to it; a role is a name to who holds it", async () => {
  expect(await typeOf("vault", "clerk")).toMatchObject({ abstract: true, fields: [] });
  expect((await ask("/api/metadata/role/clerk", "clerk")).json).toEqual({
    kind: "role",
    name: "clerk",
    label: { fr: "clerk", en: "clerk" },
    types: {},
    format: 3,
  });
});

test("a document that the caller does not know is answered like one that does not exist", async () => {
  for (const path of ["role/canary_chief", "view/canary_rich", "dashboard/canary_board"]) {
    const unknown = path.replace(secret, "unknown");
    const hidden = await ask(`/api/metadata/${path}`, "clerk");
    const missing = await ask(`/api/metadata/${unknown}`, "clerk");
    expect(hidden.answer.status).toBe(404);
    expect(hidden.text.replaceAll(secret, "unknown")).toBe(missing.text);
  }
});

test("administrators read all of it, and nobody is answered what another one was", async () => {
  const whole = await ask("/api/metadata", "administrator");
  expect(whole.json.documents).toHaveLength(knownHouse.length);
  const own = await ask("/api/metadata", "clerk");
  const tags = [whole, own].map(({ answer }) => answer.headers.get("etag") ?? "");
  expect(new Set(tags).size).toBe(2);
  for (const [tag, status] of [
    [tags[1], 304],
    [tags[0], 200],
  ] as const) {
    const again = await crm.request("/api/metadata", { headers: { "if-none-match": tag ?? "" } }, "clerk");
    expect(again.status).toBe(status);
  }
});

test("what may only be read is told with the model, for creating and changing apart", async () => {
  const { writable, allowed } = (await ask("/api/metadata", "clerk")).json;
  expect(writable).toEqual({
    worker: { limit: never, open_limit: lowGrade },
    apprentice: { limit: never, open_limit: lowGrade },
    // Of who may drive it the clerk is told what he may know: where he may change a manager at all.
    manager: { limit: { change: false }, car: { change: 'name != "Boss"' } },
  });
  expect(allowed.manager).toEqual({
    ...{ see: true, history: true, export: true, merge: true, import: true },
    ...{ change: 'name != "Boss"', archive: 'name != "Boss"', "actions.attach": true },
  });
});
const never = { create: false, change: false };
const lowGrade = { create: 'grade == "low"', change: 'grade == "low"' };

test("the OpenAPI document of the caller has what he may call, and tells what he only reads", async () => {
  const { text, json } = await ask("/api/openapi.json", "clerk");
  expect(text).not.toContain(secret);
  const { paths, components } = json;
  expect(Object.keys(paths["/records/worker"])).toEqual(["get", "post"]);
  expect(Object.keys(paths["/records/worker/{id}"])).toEqual(["get", "patch"]);
  expect(Object.keys(paths["/records/manager"])).toEqual(["get"]);
  for (const path of [
    "/records/worker/{id}/restore",
    "/records/vault",
    "/aggregate/vault",
    "/metadata/apply",
  ])
    expect(paths).not.toHaveProperty([path]);
  const { worker, worker_create, worker_change, manager_change, vault } = components.schemas;
  expect(vault).toBeUndefined();
  expect(worker.properties.limit).toMatchObject({ readOnly: true });
  expect(worker.properties.name).not.toHaveProperty("readOnly");
  expect(worker_create.properties.limit).toMatchObject({ readOnly: true });
  expect(worker_change.properties.open_limit).toMatchObject({ "x-writable-where": 'grade == "low"' });
  expect(manager_change.properties.limit).toMatchObject({ readOnly: true });
});

test("no door tells of what is hidden, neither by its values nor by its errors", async () => {
  const made = await ask("/api/records/manager", "administrator", {
    json: {
      name: "Meier",
      canary_pay: 4321,
      canary_state: "canary_new",
      grade: "high",
      remark: "x",
      started: 1,
    },
  });
  expect(made.answer.status).toBe(201);
  const worker = await ask("/api/records/worker", "administrator", {
    json: { name: "Huber", canary_pay: 4321, boss: made.json.id, remark: "x", started: 1 },
  });
  const { id } = worker.json;
  const told = await Promise.all(
    [
      "/api/records/worker?count=exact",
      "/api/records/worker?select=name,team(name)",
      "/api/records/worker?filter=cnary_pay > 1",
      "/api/records/worker?sort=cnary_pay",
      "/api/records/worker?select=cnary_pay",
      "/api/aggregate/worker?measures=count,sum:cnary_pay",
      "/api/aggregate/worker?group=cnary_state",
      `/api/records/worker/${id}`,
      `/api/history/worker/${id}`,
      "/api/search?q=Meier",
      "/api/suggest/worker?q=Meier",
      "/api/export/worker?format=csv",
      "/api/export/worker?format=csv&select=cnary_pay",
      "/api/dashboards/figures",
      "/api/dashboards/cnary_board",
      "/api/records/vault",
    ].map((path) => ask(path, "clerk")),
  );
  for (const { text } of told) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain("4321");
  }
});

test("a rule about what is hidden refuses without telling what it is about", async () => {
  const made = await ask("/api/records/worker", "administrator", {
    json: { name: "Weber", canary_pay: 2000, remark: "x" },
  });
  const refused = await ask(`/api/records/worker/${made.json.id}`, "clerk", {
    method: "PATCH",
    json: { budget: 13 },
  });
  expect(refused.text).not.toContain(secret);
  expect(refused.json.errors).toMatchObject([{ path: "", code: "record.rule-unseen" }]);
  const whole = await ask(`/api/records/worker/${made.json.id}`, "administrator", {
    method: "PATCH",
    json: { budget: 13 },
  });
  expect(whole.json.errors).toMatchObject([{ code: "record.rule" }]);
  const again = await ask("/api/records/worker", "clerk", { json: { name: "Weber" } });
  expect(again.text).not.toContain(secret);
});

test("a letter leaves empty what its writer does not know, and says so to nobody else", async () => {
  const boss = await ask("/api/records/worker", "administrator", {
    json: { name: "Boss", canary_pay: 77, remark: "x", started: 1 },
  });
  await ask("/api/records/worker", "administrator", {
    json: { name: "Keller", canary_pay: 66, remark: "x", started: 1, boss: boss.json.id },
  });
  const body = { type: "worker", ids: [boss.json.id], output: "preview" };
  const whole = await ask("/api/merge/note", "administrator", { json: body });
  expect(whole.json.html).toContain("[Boss][77][][rich][Keller 66;][]");
  const own = await ask("/api/merge/note", "clerk", { json: body });
  expect(own.json.html).toContain("[Boss][][][poor][Keller ;][]");
  expect(own.json).toMatchObject({ subject: "Note", missing: expect.not.arrayContaining(["canary_pay"]) });
  expect(own.text).not.toContain(secret);
});

test("a page of figures has the tiles about what its reader knows, under his rights", async () => {
  const { json, text } = await ask("/api/dashboards/figures", "clerk");
  expect(text).not.toContain(secret);
  const tiles: readonly { name: string; data?: object }[] = json.tiles;
  expect(tiles.map(({ name, data }) => [name, data !== undefined])).toEqual([
    ["workers", true],
    ["grades", true],
    ["list", true],
  ]);
});

test("an import refuses a column that may only be read before any line, and proposes none", async () => {
  const form = new FormData();
  form.append("file", new Blob(["name,limit,canary_pay\nFrei,7,9\n"], { type: "text/csv" }), "workers.csv");
  const { json, text } = await ask("/api/import/worker", "clerk", { method: "POST", body: form });
  const proposed = json.mapping.columns.map(({ field }: { field?: string }) => field ?? null);
  expect(proposed).toEqual(["name", null, null]);
  // The header of the file is the user's own.
  expect(text.replaceAll('"canary_pay"', "").includes(secret)).toBe(false);
  const preview = (field: string) =>
    ask("/api/import/worker", "clerk", {
      json: {
        file: json.file,
        mode: "preview",
        mapping: {
          columns: [
            { column: "name", field: "name" },
            { column: "limit", field },
          ],
        },
      },
    });
  expect((await preview("limit")).json).toMatchObject({
    status: 422,
    errors: [{ path: "mapping.columns[1].field", code: "access.field" }],
  });
  expect((await preview("canary_pay")).json.errors).toMatchObject([{ code: "import.field-unknown" }]);
  expect((await preview("open_limit")).answer.status).toBe(200);
});

test("who gets another role reads another model at once", async () => {
  const before = await ask("/api/metadata", "clerk");
  await crm.setAccount("clerk", { roles: ["clerk", "canary_chief"] });
  const after = await ask("/api/metadata", "clerk");
  expect(after.answer.headers.get("etag")).not.toBe(before.answer.headers.get("etag"));
  expect(after.json.documents.some(({ name }: { name: string }) => name === "canary_chief")).toBe(true);
  await crm.setAccount("clerk", { roles: ["clerk"] });
  expect((await ask("/api/metadata", "clerk")).text).toBe(before.text);
});

test("a record is read although one of its values lies in a record of a type that its reader does not see", async () => {
  const vault = await ask("/api/records/vault", "administrator", { json: { name: "V", canary_code: "zz" } });
  const made = await ask("/api/records/worker", "administrator", {
    json: { name: "Suter", started: 1, locker: vault.json.id },
  });
  expect(made.json.locker_code).toBe("zz");
  const seen = await ask(`/api/records/worker/${made.json.id}`, "clerk");
  expect(seen.json).toMatchObject({ name: "Suter", locker_code: null, locker: { title: null } });
  expect((await ask("/api/records/worker", "clerk")).answer.status).toBe(200);
  const changed = await ask(`/api/records/worker/${made.json.id}`, "clerk", {
    method: "PATCH",
    json: { budget: 2 },
  });
  expect(changed.json).toMatchObject({ budget: 2, locker_code: null });
});
