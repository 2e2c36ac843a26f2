import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { all, matterHouse, role } from "../../test/contract/rights/house.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { archiveRecord, createRecord, deleteRecord } from "../records/index.ts";

let house: TestCrm;
const ids: Record<string, string> = {};

const roles = [
  role("clerk", { matter: { ...all, see: 'city == "Vevey" && fee < 100', delete: false } }),
  role("mine", { matter: { see: "created_by == user.id", change: true } }),
  role("guarded", { matter: { deny: { delete: true, change: 'state == "closed"' } } }),
  role("visitor", { matter: { see: true } }),
  role("writer", {
    matter: { ...all, fields: { fee: "read", margin: "hidden", discount: { write: 'state == "draft"' } } },
  }),
];

beforeAll(async () => {
  house = await testCrm({
    documents: [...matterHouse, ...roles],
    users: [
      { email: "anna@test.example", name: "Anna", roles: ["clerk"] },
      { email: "two@test.example", name: "Two", roles: ["visitor", "guarded", "writer"] },
      { email: "none@test.example", name: "None", roles: [] },
    ],
  });
  const boss = house.as("administrator");
  const make = async (values: object, type = "matter") =>
    (await createRecord(boss, { type, values: { name: "M", ...values } })).id;
  ids.near = await make({ city: "Vevey", fee: 10 });
  ids.far = await make({ city: "Bex", fee: 10 });
  ids.closed = await make({ city: "Vevey", state: "closed" });
  ids.line = await make({ name: "L", matter: ids.far }, "line");
  ids.nearLine = await make({ name: "L", matter: ids.near }, "line");
  ids.gone = await make({ city: "Vevey", fee: 1 });
  await deleteRecord(boss, { type: "matter", id: ids.gone });
  ids.archived = await make({ city: "Vevey", fee: 1 });
  await archiveRecord(boss, { type: "matter", id: ids.archived });
});
afterAll(() => house?.[Symbol.asyncDispose]());

async function ask(query: Record<string, string | undefined>, who = "administrator") {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const answer = await house.request(`/api/access/explain?${new URLSearchParams(given)}`, {}, who);
  return { status: answer.status, ...(await answer.json()) };
}
const why = async (account: string, action: string, record: string, field?: string) => {
  const [type = "", name] = record.split("/");
  const email = `${account}@test.example`;
  return ask({ account: email, action, type, id: name && ids[name], field });
};

describe("why somebody sees, or does not see, a record", () => {
  test("the role that lets him is named, with its condition", async () => {
    const found = await why("anna", "see", "matter/near");
    expect(found).toMatchObject({ allowed: "yes" });
    expect(found.words.fr).toBe(
      'Anna peut consulter « M » (matter). Le rôle « clerk » le permet où `city == "Vevey" && fee < 100` : c’est le cas.',
    );
  });

  test("of a condition that does not hold, the part is told that is not true, with the values it compares", async () => {
    const found = await why("anna", "see", "matter/far");
    expect(found).toMatchObject({ allowed: "no" });
    expect(found.words.en).toContain('this is not so, because of `city == "Vevey"`.');
    expect(found.reasons[0].parts).toEqual([
      { text: 'city == "Vevey"', holds: false, values: [{ name: "city", value: "Bex" }] },
      { text: "fee < 100", holds: true, values: [{ name: "fee", value: "10" }] },
    ]);
  });

  test("an account without roles, a locked one and an administrator are told as such", async () => {
    expect((await why("none", "see", "matter/near")).words.en).toContain("This account has no role.");
    expect((await why("administrator", "delete", "matter/near")).words.en).toContain("gives every right");
    await house.setAccount("none@test.example", { disabled: true });
    expect((await why("none", "see", "matter/near")).words.en).toContain("This account is disabled.");
  });

  test("what may be done with all records of a type is told in French as one says it", async () => {
    const all = { account: "administrator@test.example", type: "matter" };
    const history = await ask({ ...all, action: "history" });
    expect(history.words.fr).toContain("peut consulter l’historique des fiches « matter ».");
    const field = await ask({ ...all, action: "see", field: "city" });
    expect(field.words.fr).toContain("peut voir le champ « city » des fiches « matter ».");
  });

  test("a line is explained by the record that lists it", async () => {
    const far = await why("anna", "see", "line/line");
    expect(far).toMatchObject({ allowed: "no" });
    expect(far.words.en).toContain("follows the record “matter” of which this one is a line: it does not");
    expect(await why("anna", "see", "line/nearLine")).toMatchObject({ allowed: "yes" });
  });

  test("the trash and the archive are told beside the rights", async () => {
    expect((await why("anna", "see", "matter/archived")).words.en).toContain("The record is archived");
    expect((await why("anna", "change", "matter/gone")).words.en).toContain("The record is in the trash.");
    expect(await why("anna", "restore", "matter/gone")).toMatchObject({ allowed: "no" });
  });
});

describe("why somebody does, or may not do, something", () => {
  test("who may not see it may not change it", async () => {
    const found = await why("mine", "change", "matter/near");
    expect(found).toMatchObject({ allowed: "no" });
    expect(found.words.en).toContain("would have to be seen first");
    expect(found.reasons[0].parts[0].values).toEqual([
      { name: "created_by", value: "administrator@test.example" },
      expect.objectContaining({ name: "user.id" }),
    ]);
  });

  test("what a role denies is told before what another one allows", async () => {
    const never = await why("two", "delete", "matter/near");
    expect(never.words.en).toContain("The role “guarded” denies it.");
    const closed = await why("two", "change", "matter/closed");
    expect(closed).toMatchObject({ allowed: "no" });
    expect(closed.words.en).toContain('denies it where `state == "closed"`: this is so.');
    expect(await why("two", "change", "matter/near")).toMatchObject({ allowed: "yes" });
  });

  test("without a record the answer says where", async () => {
    const found = await why("clerk", "see", "matter");
    expect(found).toMatchObject({ allowed: "depends", id: null });
    expect(found.words.en).toContain("may see some of the records “matter”");
    expect(await why("clerk", "delete", "matter")).toMatchObject({ allowed: "no" });
    expect(await why("visitor", "create", "matter")).toMatchObject({ allowed: "no" });
  });

  test("an action that a capability brings is explained like the others", async () => {
    expect(await why("writer", "attach", "matter/near")).toMatchObject({ allowed: "yes" });
    expect(await why("clerk", "attach", "matter/far")).toMatchObject({ allowed: "no" });
  });
});

describe("why somebody sees or fills in a field", () => {
  test("hidden, only read, written where a condition holds", async () => {
    expect((await why("writer", "see", "matter/near", "margin")).words.en).toContain(
      "hides the field “margin”",
    );
    expect((await why("writer", "change", "matter/near", "fee")).words.en).toContain("only be read");
    expect(await why("writer", "change", "matter/near", "discount")).toMatchObject({ allowed: "yes" });
    const closed = await why("writer", "change", "matter/closed", "discount");
    expect(closed).toMatchObject({ allowed: "no" });
    expect(closed.words.en).toContain('`state == "draft"`');
    expect(await why("writer", "change", "matter/closed", "city")).toMatchObject({ allowed: "yes" });
  });
});

test("only administrators are told, and unknown things are named", async () => {
  const asked = { account: "anna@test.example", type: "matter", id: ids.near };
  expect(await ask(asked, "visitor")).toMatchObject({ status: 403, code: "access.administrator-only" });
  expect(await ask({ ...asked, account: "x@test.example" })).toMatchObject({ code: "account.not-found" });
  expect(await ask({ ...asked, type: "mattr" })).toMatchObject({ code: "record.type-unknown" });
  expect(await ask({ ...asked, field: "feee" })).toMatchObject({ code: "query.unknown-path" });
  expect(await ask({ ...asked, action: "fly" })).toMatchObject({ code: "access.action-unknown" });
  expect(await ask({ ...asked, id: "019a0000-0000-7000-8000-000000000000" })).toMatchObject({
    code: "record.not-found",
  });
});
