import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import type { Crm } from "../crm.ts";
import type { HouseEvent } from "../events.ts";
import {
  archiveRecord,
  batchRecords,
  changeRecord,
  createRecord,
  deleteRecord,
  listPage,
  reactivateRecord,
  readRecord,
  restoreRecord,
} from "./index.ts";
import { sample } from "./records-sample.ts";

let house: TestCrm;
let crm: Crm;

beforeAll(async () => {
  house = await testCrm({ documents: sample });
  crm = house.as("administrator");
});
afterAll(() => house?.[Symbol.asyncDispose]());

async function contract(values: Record<string, unknown> = {}) {
  return createRecord(crm, { type: "contract", values: { subject: "Pompe", ...values } });
}

function faults(...expected: readonly [path: string, code: string][]) {
  return expect.objectContaining({
    faults: expect.arrayContaining(expected.map(([path, code]) => expect.objectContaining({ path, code }))),
  });
}

test("a created record comes back in canonical form, numbered, with defaults, and reads the same", async () => {
  const customer = await createRecord(crm, {
    type: "person",
    values: { last_name: "Müller", first_name: "Anne" },
  });
  const { id, json, version } = await contract({
    customer: { id: customer.id },
    fee: "1234.5",
    hours: 3,
    urgent: false,
    trades: ["heating"],
    signed_at: "2026-03-04T10:00:00+01:00",
    notes: "",
  });
  expect(version).toBe(1);
  expect((await readRecord(crm, { type: "contract", id }))?.json).toBe(json);
  const number = JSON.parse(json).number;
  expect(number).toMatch(/^C-\d{4}-\d{4}$/);
  expect(JSON.parse(json)).toMatchObject({
    id,
    type: "contract",
    version: 1,
    title: `${number} Pompe`,
    fee: "1234.50",
    state: "draft",
    hours: 3,
    urgent: false,
    notes: null,
    customer: { id: customer.id, type: "person", title: "Müller Anne" },
    trades: ["heating"],
    signed_at: "2026-03-04T09:00:00.000Z",
    created_by: { id: crm.user.id, name: expect.any(String) },
    archived_at: null,
  });
});

describe("a record is refused with a fault at each wrong field:", () => {
  test.each<[string, Record<string, unknown>, string, string]>([
    ["missing", { subject: undefined }, "subject", "record.required"],
    ["null where required", { subject: null }, "subject", "record.required"],
    ["empty where required", { subject: "" }, "subject", "record.required"],
    ["too long", { subject: "x".repeat(81) }, "subject", "record.too-long"],
    ["a number for a text", { subject: 12 }, "subject", "record.wrong-type"],
    ["a float for money", { fee: 12.5 }, "fee", "record.wrong-type"],
    ["three decimals of money", { fee: "12.345" }, "fee", "record.too-precise"],
    ["less than the least", { fee: "-1.00" }, "fee", "record.too-small"],
    ["an unknown option", { state: "activ" }, "state", "record.not-an-option"],
    ["a day that does not exist", { starts_on: "2026-02-30" }, "starts_on", "record.wrong-format"],
    ["an instant without zone", { signed_at: "2026-03-04T10:00:00" }, "signed_at", "record.wrong-format"],
    ["a fraction for a whole number", { hours: 1.5 }, "hours", "record.wrong-type"],
    ["beyond safe integers", { hours: 2 ** 60 }, "hours", "record.too-large"],
    ["no key for a reference", { customer: "Müller" }, "customer", "record.wrong-format"],
    ["twice the same choice", { trades: ["heating", "heating"] }, "trades", "record.repeated"],
    ["an unknown field", { subjct: "x" }, "subjct", "record.unknown-field"],
    ["what every object has", { toString: "x" }, "toString", "record.unknown-field"],
    ["a value of the house", { created_at: "2026-01-01T00:00:00Z" }, "created_at", "record.read-only"],
    ["a read-only field", { checked_on: "2026-01-01" }, "checked_on", "record.read-only"],
    ["a number that is given", { number: "C-2026-0001" }, "number", "record.read-only"],
    ["a null character", { notes: "a\0b" }, "notes", "text.unreadable"],
    ["half a character", { notes: "a\ud800b" }, "notes", "text.unreadable"],
    ["children that are no list", { lines: {} }, "lines", "record.wrong-type"],
    [
      "a wrong value in a child",
      { lines: [{ text: "a", quantity: 0 }] },
      "lines[0].quantity",
      "record.too-small",
    ],
    ["a child without what it needs", { lines: [{ text: "a" }, {}] }, "lines[1].text", "record.required"],
    ["a key that is none", { id: "12" }, "id", "record.wrong-key"],
  ])("%s", async (_, values, path, code) => {
    await expect(contract(values)).rejects.toEqual(faults([path, code]));
  });

  test("all at once, in both languages", async () => {
    const error = await contract({ subject: 1, fee: "x", nonsense: 1 }).catch((cause) => cause);
    expect(error).toEqual(
      faults(
        ["subject", "record.wrong-type"],
        ["fee", "record.wrong-format"],
        ["nonsense", "record.unknown-field"],
      ),
    );
    expect(error.code).toBe("record.invalid");
  });

  test.each([null, [], "x", 12])("%j is no record", async (values) => {
    await expect(createRecord(crm, { type: "contract", values })).rejects.toEqual(
      faults(["", "record.not-an-object"]),
    );
  });
});

test("a reference to nothing, to the trash or to another type is refused at its field", async () => {
  const gone = await createRecord(crm, { type: "person", values: { last_name: "Gone" } });
  await deleteRecord(crm, { type: "person", id: gone.id });
  const other = await contract();
  for (const customer of ["019a8b6c-1f2e-7c3d-8a4b-5c6d7e8f9a0b", gone.id, other.id])
    await expect(contract({ customer })).rejects.toEqual(faults(["customer", "record.reference-missing"]));
  const { id } = await contract();
  await expect(changeRecord(crm, { type: "contract", id, values: { customer: gone.id } })).rejects.toEqual(
    faults(["customer", "record.reference-missing"]),
  );
});

test("a rule refuses at the fields it names, when creating and when only one of its fields changes", async () => {
  await expect(contract({ starts_on: "2026-02-01", ends_on: "2026-01-01" })).rejects.toEqual(
    faults(["ends_on", "record.rule"]),
  );
  const { id } = await contract({ starts_on: "2026-02-01", ends_on: "2026-03-01" });
  await expect(
    changeRecord(crm, { type: "contract", id, values: { ends_on: "2026-01-31" } }),
  ).rejects.toEqual(faults(["ends_on", "record.rule"]));
  await changeRecord(crm, { type: "contract", id, values: { ends_on: null } });
});

test("a value that occurs once is refused the second time, and free again after the first left", async () => {
  const { id } = await contract({ code: "unique" });
  await expect(contract({ code: "unique" })).rejects.toEqual(faults(["code", "record.not-unique"]));
  await expect(contract({ code: "unique" })).rejects.toMatchObject({ code: "record.taken" });
  await deleteRecord(crm, { type: "contract", id });
  const second = await contract({ code: "unique" });
  await expect(restoreRecord(crm, { type: "contract", id })).rejects.toEqual(
    faults(["code", "record.not-unique"]),
  );
  await changeRecord(crm, { type: "contract", id: second.id, values: { code: "other" } });
  await restoreRecord(crm, { type: "contract", id });
});

test("only the sent fields change, the version counts, and who did it is kept", async () => {
  const { id } = await contract({ notes: "kept", hours: 1 });
  const changed = await changeRecord(crm, { type: "contract", id, values: { hours: 2 }, version: 1 });
  expect(changed.version).toBe(2);
  expect(JSON.parse(changed.json)).toMatchObject({
    hours: 2,
    notes: "kept",
    version: 2,
    updated_by: { id: crm.user.id },
  });
});

test("a stale version is refused with both versions, and nothing changes", async () => {
  const { id } = await contract({ hours: 1 });
  await changeRecord(crm, { type: "contract", id, values: { hours: 2 } });
  await expect(
    changeRecord(crm, { type: "contract", id, values: { hours: 3 }, version: 1 }),
  ).rejects.toMatchObject({
    code: "record.stale",
    values: { current: 2, yours: 1 },
  });
  await expect(deleteRecord(crm, { type: "contract", id, version: 1 })).rejects.toMatchObject({
    code: "record.stale",
  });
  const read = await readRecord(crm, { type: "contract", id });
  expect(JSON.parse(read?.json ?? "")).toMatchObject({ hours: 2, version: 2 });
});

test("twenty changes at once without a version are all kept; with one only the first is", async () => {
  const { id } = await contract({ hours: 0 });
  const some = Array.from({ length: 5 }, (_, index) =>
    changeRecord(crm, { type: "contract", id, values: { hours: index } }),
  );
  await Promise.all(some);
  expect((await readRecord(crm, { type: "contract", id }))?.version).toBe(6);
  const all = await Promise.allSettled(
    Array.from({ length: 20 }, (_, hours) =>
      changeRecord(crm, { type: "contract", id, values: { hours }, version: 6 }),
    ),
  );
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("fifty records created at once get fifty different numbers", async () => {
  const made = await Promise.all(Array.from({ length: 50 }, () => contract()));
  expect(new Set(made.map(({ json }) => JSON.parse(json).number)).size).toBe(50);
});

test("an import brings numbers along, and the next one goes on behind them", async () => {
  const year = new Date().getFullYear();
  const importing = house.as("administrator", "import");
  const number = `C-${year}-7000`;
  await createRecord(importing, {
    type: "contract",
    values: { subject: "old", number, checked_on: "2020-01-01" },
  });
  const { json } = await contract();
  expect(JSON.parse(json).number).toBe(`C-${year}-7001`);
});

test("a list that is cut when it is read says so, and sending it back loses no line", async () => {
  const { id } = await contract();
  const create = Array.from({ length: 1_500 }, (_, index) => ({ contract: id, text: `line ${index}` }));
  await batchRecords(crm, { type: "line", create });
  const read = await readRecord(crm, { type: "contract", id, select: "subject,lines(text)" });
  const { lines, cutLists } = JSON.parse(read?.json ?? "");
  expect([lines.length, cutLists]).toEqual([1_000, ["lines"]]);
  const back = lines.map(({ id, text }: Record<string, unknown>) => ({ id, text }));
  for (const list of [back, back.slice(0, 3), []])
    await expect(
      changeRecord(crm, { type: "contract", id, values: { hours: 9, lines: list } }),
    ).rejects.toEqual(faults(["lines", "record.list-too-long"]));
  const [count] = await house.database.sql<{ n: number }[]>`
    select count(*)::int as n from record_line where contract = ${id} and deleted_at is null`;
  expect(count?.n).toBe(1_500);
  await changeRecord(crm, { type: "contract", id, values: { hours: 9 } });
  const [line] = lines;
  await changeRecord(crm, { type: "line", id: line.id, values: { text: "changed" } });
  const full = await contract({ lines: [{ text: "a" }] });
  const whole = await readRecord(crm, { type: "contract", id: full.id, select: "lines(text)" });
  expect(JSON.parse(whole?.json ?? "").cutLists).toEqual([]);
});

test("children are saved with their parent: new, changed and left out ones", async () => {
  const { id, json } = await contract({ lines: [{ text: "a", quantity: 1 }, { text: "b" }] });
  expect(JSON.parse(json).lines).toBeUndefined();
  const lines = async () => {
    const read = await readRecord(crm, { type: "contract", id, select: "lines(text,quantity)" });
    return JSON.parse(read?.json ?? "").lines;
  };
  const [a, b] = await lines();
  expect([a, b]).toMatchObject([
    { text: "a", quantity: 1 },
    { text: "b", quantity: null },
  ]);
  await changeRecord(crm, {
    type: "contract",
    id,
    values: { lines: [{ id: a.id, quantity: 5 }, { text: "c" }] },
  });
  expect(await lines()).toMatchObject([{ id: a.id, text: "a", quantity: 5, version: 2 }, { text: "c" }]);
  expect(await readRecord(crm, { type: "line", id: b.id })).toBeNull();
  await expect(
    changeRecord(crm, { type: "contract", id, values: { hours: 9, lines: [{ id: b.id, text: "x" }] } }),
  ).rejects.toEqual(faults(["lines[0].id", "record.not-found"]));
  expect(JSON.parse((await readRecord(crm, { type: "contract", id }))?.json ?? "").hours).toBeNull();
});

test("what is in use stays; links that may be emptied are; what belongs to a record leaves and returns with it", async () => {
  const { id } = await contract({ lines: [{ text: "a" }] });
  const read = await readRecord(crm, { type: "contract", id, select: "lines(id)" });
  const line = JSON.parse(read?.json ?? "").lines[0].id;
  const visit = await createRecord(crm, { type: "visit", values: { purpose: "v", contract: id, other: id } });
  const refused = await deleteRecord(crm, { type: "contract", id }).catch((cause) => cause);
  expect(refused.code).toBe("record.in-use");
  expect(refused.values.users.fr).toBe("1 Visite (Contrat)");
  await changeRecord(crm, { type: "visit", id: visit.id, values: { contract: null } });
  await deleteRecord(crm, { type: "contract", id });
  expect(await readRecord(crm, { type: "contract", id })).toBeNull();
  expect(await readRecord(crm, { type: "line", id: line })).toBeNull();
  expect(JSON.parse((await readRecord(crm, { type: "visit", id: visit.id }))?.json ?? "").other).toBeNull();
  expect((await listPage(crm, { type: "contract", trash: true, ids: [id] })).items).toContain(id);
  await restoreRecord(crm, { type: "contract", id });
  expect(await readRecord(crm, { type: "contract", id })).not.toBeNull();
  expect(await readRecord(crm, { type: "line", id: line })).not.toBeNull();
});

test("an archived record is read but neither listed nor changed until it is reactivated", async () => {
  const { id } = await contract();
  await archiveRecord(crm, { type: "contract", id });
  expect((await listPage(crm, { type: "contract", ids: [id] })).items).toBe("");
  expect((await listPage(crm, { type: "contract", ids: [id], archived: "only" })).items).toContain(id);
  await expect(changeRecord(crm, { type: "contract", id, values: { hours: 1 } })).rejects.toMatchObject({
    code: "record.archived",
  });
  await reactivateRecord(crm, { type: "contract", id });
  await changeRecord(crm, { type: "contract", id, values: { hours: 1 } });
});

test.each([
  [() => changeRecord(crm, { type: "contract", id: "019a8b6c-1f2e-7c3d-8a4b-5c6d7e8f9a0b", values: {} })],
  [() => changeRecord(crm, { type: "contract", id: "1' or true --", values: {} })],
  [() => deleteRecord(crm, { type: "contract", id: "x" })],
  [() => restoreRecord(crm, { type: "contract", id: "019a8b6c-1f2e-7c3d-8a4b-5c6d7e8f9a0b" })],
  [() => changeRecord(crm, { type: "party", id: "019a8b6c-1f2e-7c3d-8a4b-5c6d7e8f9a0b", values: {} })],
])("writing what is not there is refused", async (write) => {
  await expect(write()).rejects.toMatchObject({ code: "record.not-found" });
});

test("an abstract type is created through one of its subtypes, and its records change through either", async () => {
  await expect(createRecord(crm, { type: "party", values: { city: "Vevey" } })).rejects.toEqual(
    faults(["type", "record.type-abstract"]),
  );
  await expect(createRecord(crm, { type: "party", values: { type: "contract" } })).rejects.toEqual(
    faults(["type", "record.not-an-option"]),
  );
  const made = await createRecord(crm, { type: "party", values: { type: "person", last_name: "Duc" } });
  const changed = await changeRecord(crm, {
    type: "party",
    id: made.id,
    values: { last_name: "Duc-Roy", city: "Bex" },
  });
  expect(JSON.parse(changed.json)).toMatchObject({ type: "person", title: "Duc-Roy", city: "Bex" });
  expect(await readRecord(crm, { type: "organisation", id: made.id })).toBeNull();
});

test("an unknown type is refused with the nearest one", async () => {
  const error = await createRecord(crm, { type: "contrat", values: {} }).catch((cause) => cause);
  expect(error.code).toBe("record.type-unknown");
  expect(error.message).toContain("“contract”");
});

test("listeners are told what was written, after it was", async () => {
  const told: HouseEvent[] = [];
  const stop = house.runtime.events.hear((event) => told.push(event));
  const { id } = await contract({ lines: [{ text: "a" }] });
  await contract({ subject: "" }).catch(() => null);
  stop();
  expect(told.filter(({ kind }) => kind === "records")).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ type: "contract", ids: [id], by: crm.user.id }),
      expect.objectContaining({ type: "line" }),
    ]),
  );
  expect(told).toHaveLength(2);
});

const nasty = new URL("../../../shared/data/hostile/blns.json", import.meta.url);
const hostile: string[] = existsSync(nasty)
  ? JSON.parse(readFileSync(nasty, "utf8"))
  : [
      "'; drop table record_contract; --",
      "\u202eabc",
      "<script>alert(1)</script>",
      "𝕿𝖍𝖊 quick",
      "$1",
      "\\",
      '"',
      "{}",
    ];
const storable = hostile.filter((text) => !text.includes("\0") && text.isWellFormed() && text !== "");

test("hostile texts come back as they were sent, and find their record again", async () => {
  const create = storable.map((notes) => ({ subject: "hostile", notes }));
  const { created } = await batchRecords(crm, { type: "contract", create });
  const ids = created.flatMap((one) => one?.id ?? []);
  const { items } = await listPage(crm, { type: "contract", ids, sort: "id", limit: 1_000 });
  const back = new Map<string, string>(
    JSON.parse(`[${items}]`).map((one: { id: string; notes: string }) => [one.id, one.notes]),
  );
  expect(ids.map((id) => back.get(id))).toEqual(storable);
  for (const [index, notes] of storable.entries()) {
    if (index % 10 > 0 || notes.length > 500) continue;
    const filter = `notes == ${JSON.stringify(notes)}`;
    const found = await listPage(crm, { type: "contract", filter, ids, limit: 1_000 }).catch(onlyRefusal);
    if (found) expect(found.items).toContain(ids[index]);
    await listPage(crm, { type: "contract", search: notes, limit: 1 });
  }
});

/** Not every escape of JSON is one of the expression language. */
function onlyRefusal(cause: unknown): null {
  expect(cause).toMatchObject({ code: expect.stringMatching(/^expression\./) });
  return null;
}
