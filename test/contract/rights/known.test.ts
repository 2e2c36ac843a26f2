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
  return { answer, text, json: text === "" ? null : JSON.parse(text) };
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
