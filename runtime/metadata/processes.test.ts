import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseDocument } from "../../metamodel/check/index.ts";
import type { MetadataDocument } from "../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { crmFor, type Runtime, systemUser } from "../crm.ts";
import { type House, openRuntime } from "../open-runtime.ts";
import { createApp } from "../server/app.ts";
import { makeSignInToken } from "../server/sign-in/index.ts";
import { applyChanges } from "./index.ts";

/** How long a change may take to reach every process, in milliseconds. */
const bound = 1_000;
/** How many records the long list has. */
const many = 6_000;

const text = (name: string, more: object = {}) => ({ name, type: "text", label: { fr: name }, ...more });
const parsed = (kind: "app" | "type", json: object): MetadataDocument[] => {
  const read = parseDocument(kind, { kind, label: { fr: "x" }, ...json });
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return [read.document];
};
const visit = (...fields: object[]) =>
  parsed("type", { name: "visit", fields: [text("subject"), ...fields] });

/** A further process of the same workspace: connections, model, sessions and HTTP of its own. */
interface Process extends AsyncDisposable {
  readonly house: House;
  request(path: string, json?: unknown, method?: string): Promise<Response>;
}

async function openProcess({ config, database }: TestCrm): Promise<Process> {
  const house = await openRuntime(config, { log: pino({ level: "silent" }) });
  const { hono, close } = createApp(house.runtime, { ...house, webFolder: "" });
  const [row] = await database.sql<{ id: string }[]>`
    select id from auth_user where email = 'administrator@test.example'`;
  const token = await makeSignInToken(house.runtime.database, { account: row?.id ?? "" });
  const headers = { "content-type": "application/json" };
  const signedIn = await hono.request("/api/auth/sign-in/link", {
    method: "POST",
    headers,
    body: JSON.stringify({ token }),
  });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  return {
    house,
    request: async (path, json, method = json === undefined ? "GET" : "POST") =>
      hono.request(path, {
        method,
        headers: { ...headers, cookie },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      }),
    [Symbol.asyncDispose]: async () => {
      close();
      await house.close();
    },
  };
}

let crm: TestCrm;
let others: readonly [Process, Process];
beforeAll(async () => {
  crm = await testCrm({ documents: [...parsed("app", { name: "house" }), ...visit(text("fee"))] });
  others = [await openProcess(crm), await openProcess(crm)];
});
afterAll(async () => {
  for (const other of others) await other[Symbol.asyncDispose]();
  await crm[Symbol.asyncDispose]();
});

const fieldsIn = (runtime: Runtime, type = "visit") =>
  [...(runtime.model().types.get(type)?.fields.values() ?? [])].map(
    (field) => `${field.name} ${field.type.name}`,
  );

/** Waits until every process has the fields; says what each has where one does not in time. */
async function reached(type: string, fields: readonly string[]): Promise<void> {
  const from = Date.now();
  const have = () => others.map(({ house }) => fieldsIn(house.runtime, type));
  // A process that is held up by a busy machine is told apart from one that is never told.
  await expect.poll(have, { timeout: 20_000, interval: 10 }).toEqual(others.map(() => fields));
  const took = Date.now() - from;
  if (took > bound) console.warn(`a change took ${took} ms to reach every process; ${bound} were wanted`);
}

test("each kind of change that one process publishes is used by all of them at once", async () => {
  const publish = async (...documents: readonly MetadataDocument[]) => {
    const answer = await crm.request("/api/metadata/apply", { json: { documents } }, "administrator");
    expect(answer.status).toBe(200);
  };
  const [first, second] = others;
  const made = await (await first.request("/api/records/visit", { subject: "Pompe", fee: "12.50" })).json();
  const read = async () => (await second.request(`/api/records/visit/${made.id}`)).json();

  await publish(...visit(text("fee"), text("place")));
  await reached("visit", ["subject text", "fee text", "place text"]);
  await first.request(`/api/records/visit/${made.id}`, { place: "Vevey" }, "PATCH");
  expect(await read()).toMatchObject({ place: "Vevey" });

  await publish(...visit(text("fee"), text("town", { formerly: "place" })));
  await reached("visit", ["subject text", "fee text", "town text"]);
  expect(await read()).toMatchObject({ town: "Vevey" });

  await publish(...visit({ ...text("fee"), type: "decimal" }, text("town")));
  await reached("visit", ["subject text", "fee decimal", "town text"]);
  expect(await read()).toMatchObject({ fee: expect.stringMatching(/^12\.50*$/) });

  await publish(...visit({ ...text("fee"), type: "decimal" }));
  await reached("visit", ["subject text", "fee decimal"]);
  expect(await read()).not.toHaveProperty("town");

  await publish(...parsed("type", { name: "tool", fields: [text("name")] }));
  await reached("tool", ["name text"]);
  expect((await second.request("/api/records/tool", { name: "Marteau" })).status).toBe(201);
});

test("requests that began under the old model end right or say why not; nothing that was acknowledged is lost", async () => {
  const [first, second] = others;
  await applyChanges(crmFor(crm.runtime, systemUser, "system"), {
    documents: visit(text("town"), text("note")),
  });
  await reached("visit", ["subject text", "town text", "note text"]);
  for (let from = 0; from < many; from += 3_000) {
    const create = Array.from({ length: 3_000 }, (_, n) => ({ subject: `long ${from + n}`, town: "Nyon" }));
    expect((await first.request("/api/records/visit/batch", { create })).status).toBe(200);
  }
  const exported = await first.request("/api/export/visit?format=csv&select=subject,town,note");
  const reader = (exported.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
  const begun = await reader.read();

  const statuses = new Map<number, number>();
  const acknowledged: string[] = [];
  let isDone = false;
  const write = async (process: Process, name: string) => {
    for (let n = 0; !isDone; n++) {
      const old = { subject: `${name} ${n}`, town: "Pully" };
      const answer = await process.request("/api/records/visit", old);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const body = await answer.json();
      if (answer.status === 201) acknowledged.push(body.id);
      else expect(body.code).toBe("record.invalid");
      const list = await process.request("/api/records/visit?limit=20&sort=-subject&count=none");
      expect(list.status).toBe(200);
    }
  };
  const writing = Promise.all([write(first, "first"), write(second, "second")]);
  await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(5);
  const publish = (documents: readonly MetadataDocument[]) =>
    applyChanges(crmFor(crm.runtime, systemUser, "system"), { documents });
  await publish(visit(text("city", { formerly: "town" }), text("note")));
  await publish(visit(text("city")));
  await reached("visit", ["subject text", "city text"]);
  await expect
    .poll(() => [...statuses.keys()].some((status) => status >= 400), { timeout: 20_000 })
    .toBe(true);
  isDone = true;
  await writing;

  let csv = begun.value ?? "";
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) csv += chunk.value;
  expect(csv.match(/long \d+[,;]Nyon/g)).toHaveLength(many);
  expect([...statuses.keys()].filter((status) => status !== 201 && status !== 422)).toEqual([]);
  const column = crm.runtime.model().types.get("visit")?.fields.get("city")?.column ?? "";
  const [kept] = await crm.database.sql`
    select count(*)::int as count from record_visit
    where id = any(${acknowledged}::uuid[]) and ${crm.database.sql(column)} = 'Pully'`;
  expect(kept?.count).toBe(acknowledged.length);
});

test("a process that ends right after it published has told the others", async () => {
  const { runtime } = crm;
  // What it would have told afterwards is never sent.
  const silent: Runtime = { ...runtime, events: { ...runtime.events, tell: () => undefined } };
  await applyChanges(crmFor(silent, systemUser, "system"), { documents: visit(text("city"), text("told")) });
  await reached("visit", ["subject text", "city text", "told text"]);
});

test("a process that was cut off from what the others say catches up when it hears again", async () => {
  const { runtime, database } = crm;
  const unheard = { ...runtime.events, tell: () => undefined, tellWithin: async () => undefined };
  await applyChanges(crmFor({ ...runtime, events: unheard }, systemUser, "system"), {
    documents: visit(text("city"), text("missed")),
  });
  for (const { house } of others) expect(fieldsIn(house.runtime)).not.toContain("missed text");
  const cut = await database.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query ilike 'listen %' and pid <> pg_backend_pid()`;
  expect(cut.length).toBeGreaterThan(2);
  await reached("visit", ["subject text", "city text", "missed text"]);
  expect((await others[0].request("/api/records/visit", { subject: "S", missed: "x" })).status).toBe(201);
});
