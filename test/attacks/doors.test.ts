import { afterAll, beforeAll, expect, test } from "vitest";
import { house } from "../contract/house.ts";
import { type TestCrm, testCrm } from "../support/crm.ts";

/** Stands in every record: whoever has no rights must meet it nowhere. */
const marker = "geheim-4711";
/** What everybody may call: whether the house is there, and what leads to being signed in. */
const isOpen = ({ path }: Door) => path === "/health" || path.startsWith("/auth/");

let crm: TestCrm;
let thing: string;

interface Door {
  readonly method: string;
  readonly path: string;
}

beforeAll(async () => {
  const nobody = {
    kind: "role",
    name: "outsider",
    label: { fr: "Externe", en: "Outsider" },
    types: {},
  } as const;
  crm = await testCrm({ documents: [...house, nobody], jobs: false });
  const json = { subject: marker, notes: marker, lines: [{ text: marker }] };
  thing = (await (await crm.request("/api/records/thing", { json }, "administrator")).json()).id;
});
afterAll(() => crm?.[Symbol.asyncDispose]());

/** Every call that an administrator finds in the description, with keys of what is there. */
async function doors(): Promise<Door[]> {
  const described = await (await crm.request("/api/openapi.json", {}, "administrator")).json();
  return Object.entries<object>(described.paths).flatMap(([path, calls]) =>
    Object.keys(calls)
      .filter((method) => /^(get|post|put|patch|delete)$/.test(method))
      .map((method) => ({
        method: method.toUpperCase(),
        path: path.replace(/\{(\w+)\}/g, (_, name) => filled(name)),
      })),
  );
}

const filled = (name: string) => ({ type: "thing", kind: "type", name: "thing" })[name] ?? thing;

function call({ method, path }: Door, who?: string): Promise<Response> {
  const init = method === "GET" ? {} : { method, json: {} };
  return crm.request(`/api${path}`, init, who);
}

async function state(): Promise<unknown> {
  const { sql } = crm.database;
  return sql`
    select (select count(*) from record_thing) as things, (select max(version) from record_thing) as version,
      (select count(*) from record_thing where deleted_at is null and archived_at is null) as live,
      (select count(*) from auth_user) as accounts, (select max(revision) from kernel_revision) as revision`;
}

test("no call of the description but those of signing in answers somebody who is not signed in", async () => {
  const before = await state();
  const all = await doors();
  expect(all.length).toBeGreaterThan(60);
  for (const door of all) {
    const answer = await call(door);
    const text = await answer.text();
    const name = `${door.method} ${door.path}`;
    if (!isOpen(door)) expect([name, answer.status]).toEqual([name, 401]);
    expect(text).not.toContain(marker);
  }
  expect(await state()).toEqual(before);
});

test("who is signed in without any right gets nothing through any call, changes nothing, and breaks nothing", async () => {
  const before = await state();
  for (const door of await doors()) {
    if (door.path.startsWith("/auth/")) continue;
    const answer = await call(door, "outsider");
    const text = door.path === "/events" ? "" : await answer.text();
    const name = `${door.method} ${door.path}`;
    expect([name, answer.status < 500]).toEqual([name, true]);
    expect([name, text.includes(marker)]).toEqual([name, false]);
    if (door.path === "/events") await answer.body?.cancel();
  }
  expect(await state()).toEqual(before);
});
