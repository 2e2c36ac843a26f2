import { afterAll, beforeAll, expect, test } from "vitest";
import {
  archiveRecord,
  batchRecords,
  changeRecord,
  createRecord,
  deleteRecord,
  listPage,
  readRecord,
  restoreRecord,
} from "../../../runtime/records/index.ts";
import { type TestCrm, testCrm } from "../../support/crm.ts";
import { all, matterHouse, role } from "./house.ts";

let house: TestCrm;
const vevey = 'city == "Vevey"';

const roles = [
  role("clerk", { matter: { ...all, see: vevey, change: vevey } }),
  role("visitor", { matter: { see: true } }),
  role("guarded", {
    matter: { ...all, deny: { delete: true, change: 'state == "closed"', see: 'name == "secret"' } },
  }),
  role("keeper", { matter: { ...all, delete: false, restore: true, archive: vevey, history: vevey } }),
  role("writer", {
    matter: { ...all, fields: { fee: "read", margin: "hidden", discount: { write: 'state == "draft"' } } },
  }),
  role("local", {
    matter: { see: true, create: vevey, change: vevey, fields: { name: "write", city: "write" } },
  }),
  role("lineless", { matter: { ...all }, line: { see: true } }),
  role("courier", { matter: { ...all, actions: { attach: vevey } }, document: { see: true, create: true } }),
  role("filer", { matter: { ...all }, document: { see: true, create: true } }),
  role("exporter", {
    matter: { see: true, export: vevey, import: vevey, merge: vevey, create: true, change: true },
  }),
  role(
    "stopped",
    {
      matter: {
        ...all,
        restore: true,
        archive: true,
        actions: { attach: true },
        deny: {
          create: 'name == "x"',
          restore: true,
          archive: true,
          history: true,
          export: true,
          merge: true,
          import: true,
          actions: { attach: true },
        },
      },
      document: { see: true, create: true },
    },
    { export: true, merge: true, import: true },
  ),
  role(
    "flagged",
    { matter: { see: true, create: true, change: true } },
    { export: true, import: true, merge: true },
  ),
];

beforeAll(async () => {
  house = await testCrm({
    documents: [...matterHouse, ...roles],
    users: [
      { email: "halted@test.example", roles: ["stopped", "flagged", "keeper", "filer"] },
      { email: "two@test.example", roles: ["visitor", "clerk"] },
      { email: "denied@test.example", roles: ["keeper", "guarded"] },
      { email: "fields@test.example", roles: ["writer", "local"] },
    ],
  });
});
afterAll(() => house?.[Symbol.asyncDispose]());

const boss = () => house.as("administrator");
const make = async (values: object, type = "matter") =>
  (await createRecord(boss(), { type, values: { name: "m", city: "Vevey", ...values } })).id;
const change = (who: string, id: string, values: object) =>
  changeRecord(house.as(who), { type: "matter", id, values });
const read = async (who: string, type: string, id: string) => {
  const found = await readRecord(house.as(who), { type, id });
  return found && JSON.parse(found.json);
};
const refusal = (code: string) => ({ code });
const atField = (path: string, code = "access.field") => ({
  faults: [expect.objectContaining({ path, code })],
});

test("several roles add up: what one does not allow another may", async () => {
  const id = await make({ city: "Bex" });
  expect(await read("visitor", "matter", id)).toMatchObject({ city: "Bex" });
  expect(await read("clerk", "matter", id)).toBeNull();
  expect(await read("two@test.example", "matter", id)).toMatchObject({ city: "Bex" });
  await expect(change("two@test.example", id, { fee: 1 })).rejects.toMatchObject(refusal("access.denied"));
});

test("what one role denies no other role gives", async () => {
  const closed = await make({ state: "closed" });
  const open = await make({ state: "open" });
  await expect(change("denied@test.example", closed, { fee: 1 })).rejects.toMatchObject(
    refusal("access.denied"),
  );
  await change("denied@test.example", open, { fee: 1 });
  await expect(change("denied@test.example", open, { state: "closed" })).rejects.toMatchObject(
    refusal("access.denied"),
  );
  await expect(deleteRecord(house.as("guarded"), { type: "matter", id: open })).rejects.toMatchObject(
    refusal("access.denied"),
  );
  const secret = await make({ name: "secret" });
  expect(await read("denied@test.example", "matter", secret)).toBeNull();
  expect(await read("keeper", "matter", secret)).not.toBeNull();
});

test("to restore, to archive and to read the history are rights of their own, like others where nothing is said", async () => {
  const here = await make({});
  const there = await make({ city: "Bex" });
  const keeper = house.as("keeper");
  await expect(deleteRecord(keeper, { type: "matter", id: here })).rejects.toMatchObject(
    refusal("access.denied"),
  );
  await deleteRecord(boss(), { type: "matter", id: here });
  await restoreRecord(keeper, { type: "matter", id: here });
  await archiveRecord(keeper, { type: "matter", id: here });
  await expect(archiveRecord(keeper, { type: "matter", id: there })).rejects.toMatchObject(
    refusal("access.denied"),
  );
  expect((await house.request(`/api/history/matter/${here}`, {}, "keeper")).status).toBe(200);
  const denied = await house.request(`/api/history/matter/${there}`, {}, "keeper");
  expect([denied.status, (await denied.json()).detail]).toEqual([
    403,
    expect.stringMatching(/historique|history/),
  ]);
  expect(
    (await house.request(`/api/records/matter/${there}?asOf=2099-01-01T00:00:00Z`, {}, "keeper")).status,
  ).toBe(403);
  const visited = await make({});
  await expect(archiveRecord(house.as("visitor"), { type: "matter", id: visited })).rejects.toMatchObject(
    refusal("access.denied"),
  );
  await expect(restoreRecord(house.as("guarded"), { type: "matter", id: visited })).rejects.toMatchObject(
    refusal("access.denied"),
  );
});

test("a field that is only read is refused with its place, alone, in a batch and with a new record", async () => {
  const id = await make({ fee: 5 });
  const crm = house.as("writer");
  await expect(change("writer", id, { fee: 6 })).rejects.toMatchObject(atField("fee"));
  await expect(createRecord(crm, { type: "matter", values: { name: "n", fee: 1 } })).rejects.toMatchObject(
    atField("fee"),
  );
  await expect(batchRecords(crm, { type: "matter", update: [{ id, fee: 6 }] })).rejects.toMatchObject(
    atField("update[0].fee"),
  );
  expect(await read("writer", "matter", id)).toMatchObject({ fee: 5 });
  expect(await read("writer", "matter", id)).not.toHaveProperty("margin");
});

test("a field that is written under a condition is, where the condition holds before and after", async () => {
  const draft = await make({});
  const sent = await make({ state: "sent" });
  await change("writer", draft, { discount: 1 });
  await expect(change("writer", sent, { discount: 1 })).rejects.toMatchObject(atField("discount"));
  await expect(change("writer", sent, { discount: 1, state: "draft" })).rejects.toMatchObject(
    atField("discount"),
  );
  await expect(change("writer", draft, { discount: 2, state: "sent" })).rejects.toMatchObject(
    atField("discount"),
  );
  await change("writer", sent, { state: "draft" });
  await change("writer", sent, { discount: 1 });
  const crm = house.as("writer");
  const create = [
    { name: "a", discount: 1 },
    { name: "b", state: "sent", discount: 1 },
    { name: "c", state: "sent" },
  ];
  const { created, faults } = await batchRecords(crm, { type: "matter", create, atomic: false });
  expect(created.map((one) => one !== null)).toEqual([true, false, true]);
  expect(faults).toMatchObject([{ path: "create[1].discount", code: "access.field" }]);
});

test("two roles do not open a field together on a record that neither opens alone", async () => {
  const here = await make({});
  const there = await make({ city: "Bex" });
  await change("fields@test.example", here, { fee: 1 });
  await expect(change("fields@test.example", there, { fee: 1 })).rejects.toMatchObject(atField("fee"));
  await expect(change("fields@test.example", here, { fee: 2, city: "Bex" })).rejects.toMatchObject(
    atField("fee"),
  );
});

test("nobody gives away or takes what he may not", async () => {
  const here = await make({});
  const there = await make({ city: "Bex" });
  await expect(change("clerk", here, { city: "Bex" })).rejects.toMatchObject(refusal("access.denied"));
  await expect(change("clerk", there, { city: "Vevey" })).rejects.toMatchObject(refusal("record.not-found"));
  await expect(change("two@test.example", there, { city: "Vevey" })).rejects.toMatchObject(
    refusal("access.denied"),
  );
  await expect(change("local", here, { type: "offer", city: "Bex" })).rejects.toMatchObject(
    refusal("access.denied"),
  );
});

test("lines and ties are seen and written with the record that lists them, unless a role speaks of them", async () => {
  const partner = (await createRecord(boss(), { type: "partner", values: { name: "p" } })).id;
  const here = await make({ lines: [{ name: "l" }], partners: [{ id: partner }] });
  const there = await make({ city: "Bex", lines: [{ name: "l" }], partners: [{ id: partner }] });
  const lines = async (who: string, type = "line") =>
    (await listPage(house.as(who), { type, filter: `matter == "${here}" || matter == "${there}"` })).count
      ?.value;
  expect(await lines("clerk")).toBe(1);
  expect(await lines("clerk", "tie")).toBe(1);
  expect(await lines("visitor")).toBe(2);
  const crm = house.as("clerk");
  await createRecord(crm, { type: "line", values: { name: "new", matter: here } });
  await expect(
    createRecord(crm, { type: "line", values: { name: "new", matter: there } }),
  ).rejects.toMatchObject({ code: expect.stringMatching(/access.denied|record.invalid/) });
  await expect(
    createRecord(house.as("visitor"), { type: "line", values: { name: "new", matter: here } }),
  ).rejects.toMatchObject(refusal("access.denied"));
  await expect(createRecord(crm, { type: "line", values: { name: "loose" } })).rejects.toMatchObject(
    refusal("access.denied"),
  );
  await change("clerk", here, { lines: [{ name: "only" }] });
  await expect(
    changeRecord(house.as("lineless"), { type: "matter", id: here, values: { lines: [{ name: "x" }] } }),
  ).rejects.toMatchObject({ code: expect.stringMatching(/access.denied/) });
});

test("whoever may make a record may make it with its lines, even where he may not change it afterwards", async () => {
  await using other = await testCrm({
    documents: [...matterHouse, role("sender", { matter: { see: true, create: true } })],
  });
  const crm = other.as("sender");
  const { id } = await createRecord(crm, { type: "matter", values: { name: "m", lines: [{ name: "l" }] } });
  expect((await listPage(crm, { type: "line" })).count?.value).toBe(1);
  await expect(
    createRecord(crm, { type: "line", values: { name: "later", matter: id } }),
  ).rejects.toMatchObject(refusal("access.denied"));
});

test("an action of a capability is allowed by its name, like the action that it says where a role is silent", async () => {
  const here = await make({});
  const there = await make({ city: "Bex" });
  const attach = async (who: string, id: string) => {
    const body = new FormData();
    body.append("file", new File(["x"], "x.txt"));
    return (await house.request(`/api/records/matter/${id}/documents`, { method: "POST", body }, who)).status;
  };
  expect(await attach("filer", there)).toBe(201);
  expect(await attach("courier", here)).toBe(201);
  expect(await attach("courier", there)).toBe(403);
});

test("files hold the records that the role lets into them", async () => {
  await make({ name: "export-here" });
  await make({ name: "export-there", city: "Bex" });
  const csv = async (who: string) => {
    const answer = await house.request("/api/export/matter?select=name", {}, who);
    return { status: answer.status, text: await answer.text() };
  };
  const some = await csv("exporter");
  expect(some.text).toContain("export-here");
  expect(some.text).not.toContain("export-there");
  expect((await csv("flagged")).text).toContain("export-there");
  expect((await csv("visitor")).status).toBe(403);
});

test("what comes from a file is asked for the right to import", async () => {
  const here = house.as("exporter", "import");
  await createRecord(here, { type: "matter", values: { name: "i", city: "Vevey" } });
  await expect(
    createRecord(here, { type: "matter", values: { name: "i", city: "Bex" } }),
  ).rejects.toMatchObject(refusal("access.denied"));
  await createRecord(house.as("exporter"), { type: "matter", values: { name: "i", city: "Bex" } });
  await createRecord(house.as("flagged", "import"), { type: "matter", values: { name: "i", city: "Bex" } });
});

test("letters go to the records that the role lets into them", async () => {
  const here = await make({ name: "letter-here" });
  const there = await make({ name: "letter-there", city: "Bex" });
  const preview = async (who: string, id: string) => {
    const json = { type: "matter", ids: [id], output: "preview" };
    const answer = await house.request("/api/merge/note", { json }, who);
    return (await answer.json()).code ?? answer.status;
  };
  expect(await preview("exporter", here)).toBe(200);
  expect(await preview("exporter", there)).toBe("merge.nobody");
  expect(await preview("flagged", there)).toBe(200);
  expect(await preview("visitor", here)).toBe("merge.denied");
});

test("each action can be denied by its name, whatever the other roles of the user say", async () => {
  const id = await make({});
  const who = "halted@test.example";
  const crm = house.as(who);
  const status = async (path: string, init: object = {}) => (await house.request(path, init, who)).status;
  await expect(createRecord(crm, { type: "matter", values: { name: "x" } })).rejects.toMatchObject(
    refusal("access.denied"),
  );
  await createRecord(crm, { type: "matter", values: { name: "y" } });
  await deleteRecord(crm, { type: "matter", id });
  await expect(restoreRecord(crm, { type: "matter", id })).rejects.toMatchObject(refusal("access.denied"));
  const other = await make({});
  await expect(archiveRecord(crm, { type: "matter", id: other })).rejects.toMatchObject(
    refusal("access.denied"),
  );
  expect(await status(`/api/history/matter/${other}`)).toBe(403);
  expect(await status("/api/export/matter")).toBe(403);
  expect(await status("/api/import/matter", { json: {} })).toBe(403);
  const letter = { type: "matter", ids: [other], output: "preview" };
  expect(await status("/api/merge/note", { json: letter })).toBe(403);
  const body = new FormData();
  body.append("file", new File(["x"], "x.txt"));
  expect(await status(`/api/records/matter/${other}/documents`, { method: "POST", body })).toBe(403);
});

test("an entry or a document reserved to trades is there for them, for its author and for administrators alone", async () => {
  await using other = await testCrm({
    documents: [...matterHouse, role("agent", { "*": { see: true }, entry: all, document: all })],
    users: ["heating", "plumbing", "author"].map((name) => ({
      email: `${name}@test.example`,
      roles: ["agent"],
    })),
  });
  const chief = other.as("administrator");
  const record = async (type: string, values: object, crm = chief) =>
    (await createRecord(crm, { type, values })).id;
  const trade = await record("trade", { name: "Heating" });
  const burner = await record("trade", { name: "Burners", parent: trade });
  const heater = await record("collaborator", { last_name: "Heater", trades: [burner] });
  const plumber = await record("collaborator", { last_name: "Plumber" });
  const reserved = { reserved_to: [burner] };
  const as = (name: string) => {
    const crm = other.as(`${name}@test.example`);
    const isHeater = name === "heating";
    return {
      ...crm,
      user: { ...crm.user, collaborator: isHeater ? heater : plumber, trades: isHeater ? [burner] : [] },
    };
  };
  const entry = await record("entry", { subject: "reserved", ...reserved }, as("author"));
  const byPlumber = await record("entry", { subject: "his own", author: plumber, ...reserved });
  const file = await record("document", { name: "reserved.pdf", ...reserved });
  const open = await record("entry", { subject: "open" });
  const sees = async (name: string, type: string, id: string) =>
    (await readRecord(name === "administrator" ? chief : as(name), { type, id })) !== null;
  for (const [name, expected] of [
    ["heating", [true, true, true, true]],
    ["plumbing", [false, true, false, true]],
    ["author", [true, true, false, true]],
    ["administrator", [true, true, true, true]],
  ] as const)
    expect([
      name,
      [
        await sees(name, "entry", entry),
        await sees(name, "entry", byPlumber),
        await sees(name, "document", file),
        await sees(name, "entry", open),
      ],
    ]).toEqual([name, expected]);
});
