import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openDatabase } from "../../core/database/index.ts";
import type { TestCrm } from "../../test/support/crm.ts";
import { dossier } from "../command/command-line.ts";
import { sealJournals, verifyJournal } from "../history/index.ts";
import { openWritingHouse } from "../merge/merge-sample.ts";
import { writeReadings } from "../readings/index.ts";
import { enqueue } from "../readings/queue.ts";

const label = (text: string) => ({ fr: text, en: text });
const survey = {
  kind: "type",
  name: "survey",
  label: label("Survey"),
  fields: [
    { name: "subject", type: "text", label: label("Subject") },
    { name: "asked", type: "reference", to: "person", label: label("Asked"), onDelete: "empty" },
    { name: "witness", type: "reference", to: "person", label: label("Witness"), onDelete: "empty" },
    { name: "answer", type: "long-text", sensitive: true, label: label("Answer") },
  ],
} as const;

let crm: TestCrm;
beforeAll(async () => {
  crm = await openWritingHouse({ jobs: false });
  await call("/api/metadata/type/survey", survey, "PUT");
  await call("/api/metadata/type/person", { ...(await personType()), traceReads: true }, "PUT");
});
afterAll(() => crm[Symbol.asyncDispose]());

async function call(path: string, json?: unknown, method = "POST", who = "administrator") {
  const init = json === undefined ? {} : { json, method };
  const answer = await crm.request(path, init, who);
  const text = await answer.text();
  const body = text.startsWith("{") ? JSON.parse(text) : text;
  if (!answer.ok && who === "administrator") throw new Error(`${path}: ${answer.status} ${text}`);
  return { status: answer.status, ...body };
}

async function create(type: string, values: object): Promise<string> {
  const { id } = await call(`/api/records/${type}`, values);
  return id;
}

async function personType(): Promise<object> {
  const { documents } = await call("/api/metadata", undefined, "GET");
  return documents.find(
    ({ kind, name }: { kind: string; name: string }) => kind === "type" && name === "person",
  );
}

/** Everything in the workspace's database and files as one text. */
async function everything(): Promise<string> {
  const { sql } = crm.database;
  const tables = await sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and not relispartition`;
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await sql<{ text: string }[]>`
        select coalesce(string_agg(to_jsonb(t)::text, E'\n'), '') as text from ${sql(name)} t`;
      return row?.text ?? "";
    }),
  );
  return texts.join("\n");
}

/** The entries of a ZIP file as texts by name. */
function unzip(file: Buffer): Map<string, string> {
  const entries = new Map<string, string>();
  let at = file.readUInt32LE(file.length - 6);
  while (file.readUInt32LE(at) === 0x02014b50) {
    const [name, extra, comment] = [at + 28, at + 30, at + 32].map((place) => file.readUInt16LE(place));
    const called = file.toString("utf8", at + 46, at + 46 + (name ?? 0));
    const local = file.readUInt32LE(at + 42);
    const begin = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const packed = file.subarray(begin, begin + file.readUInt32LE(at + 20));
    const isDeflated = file.readUInt16LE(at + 10) === 8;
    entries.set(called, (isDeflated ? inflateRawSync(packed) : packed).toString("utf8"));
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

/** Reads people with the name of one in the question. */
async function readAmongOthers() {
  const filter = encodeURIComponent('name != "Quenottet, Ursule"');
  await call(`/api/records/person?filter=${filter}`, undefined, "GET");
}

/** Another process notes readings of a person, and writes them when it is called. */
async function readElsewhere(id: string): Promise<() => Promise<void>> {
  const { url, schema } = crm.database;
  const database = await openDatabase({ data: "", databaseUrl: url, schema, pool: 1 });
  const common = { who: null, via: "api", trace: { reason: "Quenottet asked" }, type: "person" };
  const detail = { search: "quenottet", records: [crypto.randomUUID(), id] };
  await enqueue({ database, log: pino({ level: "silent" }) }, [
    { ...common, record: null, how: "list", detail },
    { ...common, record: id, how: "list", detail: { filter: 'name == "Quenottet"' } },
  ]);
  return async () => {
    await writeReadings(database);
    const [row] = await database.sql`
      select count(*)::int as count from kernel_reading where via = 'api' and trace = '{}' and (record = ${id}
        or detail = ${JSON.stringify({ records: detail.records })}::text::jsonb)`;
    await database.close();
    expect(row?.count).toBe(2);
  };
}

/** Ursule Quenottet, whose name stands nowhere but where she is meant, with all that a CRM keeps of somebody. */
async function ursule() {
  const id = await create("person", {
    name: "Quenottet",
    first_name: "Ursule",
    email: "ursule@quenottet.example",
    mobile: "+41791234567",
    contact_points: [{ kind: "phone", value: "+41 21 111 22 33", remark: "Quenottet au bureau" }],
  });
  await call(
    `/api/records/person/${id}`,
    { name: "Quenottet-Durand", remarks: "Quenottet était son nom" },
    "PATCH",
  );
  const dossier = await create("dossier", { subject: "Toiture", customer: id });
  const entry = await create("entry", {
    kind: "call",
    party: id,
    subject: "Quenottet a appelé",
    text: "Mme Quenottet veut un rendez-vous",
    duration: 600,
  });
  await call(`/api/records/entry/${entry}`, { text: "Quenottet rappelle demain" }, "PATCH");
  const form = new FormData();
  form.append("file", new Blob(["passeport de Quenottet"], { type: "text/plain" }), "quenottet.txt");
  const attached = await crm.request(
    `/api/records/person/${id}/documents`,
    { method: "POST", body: form },
    "administrator",
  );
  const document: { id: string; file: { id: string } } = await attached.json();
  const witness = await create("person", { name: "Témoin" });
  const alone = await create("survey", { subject: "Un", asked: id, answer: "Quenottet est contente" });
  const both = await create("survey", { subject: "Deux", asked: id, witness, answer: "les deux" });
  await crm.setAccount("writer", { person: id, name: "Ursule Quenottet" });
  await crm.request("/api/me", {}, "writer");
  await readAmongOthers();
  await writeReadings(crm.database);
  await crm.database.sql`
    insert into kernel_outbox (id, template, type, record, recipient, subject, html, text, state, sender_name, sender_email)
    values (${crypto.randomUUID()}, 'news', 'person', ${id}, 'ursule@quenottet.example', 'Quenottet', 'x', 'Quenottet', 'sent', 'a', 'b')`;
  await sealJournals(crm.database);
  return { id, dossier, entry, document, alone, both };
}

test("a person's data are given out as a whole, and erased wherever they stood, while the journal stays proven", async () => {
  const { id, dossier: folder, entry, document, alone, both } = await ursule();
  expect((await call(`/api/people/${id}/data`, undefined, "GET", "reader")).status).toBe(403);
  expect((await call(`/api/people/${id}/erasure`, {}, "POST", "reader")).status).toBe(403);

  const answer = await crm.request(`/api/people/${id}/data`, {}, "administrator");
  expect(answer.headers.get("content-disposition")).toContain("Quenottet");
  const given = unzip(Buffer.from(await answer.arrayBuffer()));
  expect([...given.keys()].sort()).toEqual(
    [
      "README.txt",
      "accounts.json",
      `files/${document.id}/quenottet.txt`,
      "history.json",
      "imports.json",
      "mails.json",
      "readings.json",
      "records/contact_point.party.json",
      "records/document.party.json",
      "records/dossier.customer.json",
      "records/entry.party.json",
      "records/person.json",
      "records/survey.asked.json",
      "signed-in.json",
    ].sort(),
  );
  expect(given.get("records/person.json")).toContain("ursule@quenottet.example");
  const asked: { subject: string }[] = JSON.parse(given.get("records/survey.asked.json") ?? "");
  expect(asked.map(({ subject }) => subject).sort()).toEqual(["Deux", "Un"]);
  expect(given.get("readings.json")).toContain("Quenottet, Ursule");
  expect(given.get("readings.json")).not.toContain("records");
  expect(given.get("records/dossier.customer.json")).toContain("Toiture");
  expect(given.get("history.json")).toContain("Quenottet était son nom");
  expect(given.get(`files/${document.id}/quenottet.txt`)).toBe("passeport de Quenottet");
  expect(given.get("accounts.json")).toContain("Ursule Quenottet");
  for (const [name, text] of given)
    if (name.endsWith(".json")) expect(() => JSON.parse(text), name).not.toThrow();

  const plan = await call(`/api/people/${id}/erasure`, undefined, "GET");
  const told = (shares: { what: string; count: number; treatment: string }[]) =>
    shares.map(({ what, count, treatment }) => `${count} ${what}: ${treatment}`);
  expect(told(plan.goes)).toEqual([
    "1 person: whole",
    "1 contact_point: whole",
    "2 entry: words",
    "1 document: words",
    "1 survey: personal",
    "1 accounts: kept-by-room",
    "1 mails: kept-by-room",
  ]);
  expect(told(plan.stays)).toEqual(["1 dossier: stays", "1 survey: stays"]);
  expect(plan.reasons).toEqual([]);

  await readAmongOthers();
  const late = await readElsewhere(id);
  await call(`/api/people/${id}/erasure`, { reason: "asked by letter" });
  await writeReadings(crm.database);
  await late();
  expect((await everything()).match(/.{0,60}(quenottet|1234567|ursule).{0,60}/gi)).toBeNull();
  await sealJournals(crm.database);
  expect((await verifyJournal(crm.database)).findings).toEqual([]);
  const file = await crm.request(`/api/files/${document.file.id}`, {}, "administrator");
  expect(file.status).toBe(404);
  expect((await crm.request("/api/me", {}, "writer")).status).toBe(401);

  expect((await call(`/api/records/dossier/${folder}`, undefined, "GET")).customer.title).toBe(
    "Personne effacée",
  );
  expect(await call(`/api/records/entry/${entry}`, undefined, "GET")).toMatchObject({
    text: null,
    duration: 600,
  });
  expect((await call(`/api/records/survey/${alone}`, undefined, "GET")).answer).toBeNull();
  expect((await call(`/api/records/survey/${both}`, undefined, "GET")).answer).toBe("les deux");
  const { items } = await call(`/api/history/person/${id}`, undefined, "GET");
  expect(items[0]).toMatchObject({ reason: "asked by letter", op: "archive", erased: true });
  expect(items[1]).toMatchObject({ op: "change", erased: true, changes: [] });
  expect(items.at(-1)).toMatchObject({ op: "create", erased: false });
});

test("a person is kept where the type says why, and its own account or the last administrator's is not erased", async () => {
  const because = label("A contract runs.");
  await call(
    "/api/metadata/type/person",
    { ...(await personType()), keep: [{ when: 'remarks == "contract"', because }] },
    "PUT",
  );
  const id = await create("person", { name: "Gardé", remarks: "contract" });
  await crm.setAccount("administrator", { person: id });
  const { reasons } = await call(`/api/people/${id}/erasure`, undefined, "GET");
  expect(reasons.map(({ code }: { code: string }) => code)).toEqual(["person.reason", "person.yourself"]);
  expect(reasons[0].message).toBe("A contract runs.");
  const refused = await crm.request(`/api/people/${id}/erasure`, { json: {} }, "administrator");
  expect(refused.status).toBe(409);
  expect((await refused.json()).errors).toHaveLength(2);
  expect((await call(`/api/records/person/${id}`, undefined, "GET")).name).toBe("Gardé");
});

test("a reason to keep somebody that arises while he is being erased is heard", async () => {
  const id = await create("person", { name: "Juste" });
  const isWritten = Promise.withResolvers<void>();
  const isAsked = Promise.withResolvers<void>();
  const other = crm.database.transaction(async (tx) => {
    await tx`update record_party set remarks = 'contract' where id = ${id}`;
    isWritten.resolve();
    await isAsked.promise;
  });
  await isWritten.promise;
  const refused = crm.request(`/api/people/${id}/erasure`, { json: {} }, "administrator");
  await expect
    .poll(async () => {
      const [row] = await crm.database.sql`
        select count(*)::int as count from pg_stat_activity
        where wait_event_type = 'Lock' and datname = current_database()`;
      return row?.count;
    })
    .toBeGreaterThan(0);
  isAsked.resolve();
  await other;
  expect((await refused).status).toBe(409);
  expect((await call(`/api/records/person/${id}`, undefined, "GET")).name).toBe("Juste");
});

test("the command line gives out and erases as well, and overwrites nothing", async () => {
  const id = await create("person", { name: "Zwischenbrugger" });
  const folder = await mkdtemp(join(tmpdir(), "dossier-people-"));
  const file = join(folder, "data.zip");
  vi.stubEnv("DATABASE_URL", crm.database.url);
  vi.stubEnv("DATA", crm.config.data);
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const errors = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const said = () => write.mock.calls.map(([text]) => String(text)).join("");
  try {
    await dossier(["person", "export", id, file]);
    expect(unzip(await readFile(file)).get("records/person.json")).toContain("Zwischenbrugger");
    await dossier(["person", "export", id, file]);
    expect(errors.mock.calls.join("")).toContain("nothing is overwritten");
    write.mockClear();
    await dossier(["person", "erase", id, "--for-good"]);
    expect(said()).toContain("1 records");
    expect((await call(`/api/records/person/${id}`, undefined, "GET")).name).toBe("Personne effacée");
    expect((await verifyJournal(crm.database)).findings).toEqual([]);
  } finally {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    process.exitCode = 0;
    await rm(folder, { recursive: true });
  }
});
