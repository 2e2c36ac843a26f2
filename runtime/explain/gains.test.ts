import { afterAll, beforeAll, expect, test } from "vitest";
import { kinds, type MetadataDocument, type RoleDocument } from "../../metamodel/index.ts";
import { all, matterHouse, role } from "../../test/contract/rights/house.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { applyChanges } from "../metadata/index.ts";
import { createRecord } from "../records/index.ts";
import type { Gain, Gains } from "./gains.ts";

let house: TestCrm;

const clerk = (matter: RoleDocument["types"][string], more: object = {}) =>
  role("clerk", { matter, partner: { see: true } }, more);
const seesAll = { ...all, delete: false };
const own = (matter: RoleDocument["types"][string]) => role("own", { matter });

beforeAll(async () => {
  house = await testCrm({
    documents: [
      ...matterHouse,
      clerk(seesAll),
      own({ see: "created_by == user.id", change: "created_by == user.id" }),
      role("boss", {}, { administrator: true }),
      role("reader", { matter: { see: true } }),
    ],
    users: [
      { email: "anna@test.example", name: "Anna", roles: ["clerk"] },
      { email: "bruno@test.example", name: "Bruno", roles: ["clerk"] },
      { email: "carla@test.example", name: "Carla", roles: ["clerk", "reader"] },
      { email: "dora@test.example", name: "Dora", roles: ["own"] },
    ],
  });
  const make = async (who: string, cities: readonly string[]) => {
    for (const [index, city] of cities.entries())
      await createRecord(house.as(who), { type: "matter", values: { name: `${city} ${index}`, city } });
  };
  await make("administrator", ["Vevey", "Vevey", "Bex"]);
  await house.setAccount("dora@test.example", { roles: ["own", "clerk"] });
  await make("dora@test.example", ["Vevey", "Bex"]);
  await house.setAccount("dora@test.example", { roles: ["own"] });
});
afterAll(() => house?.[Symbol.asyncDispose]());

interface Answer {
  readonly steps: readonly { readonly details?: readonly { fr: string; en: string }[] }[];
  readonly access: Gains | null;
}

async function plan(...documents: readonly MetadataDocument[]): Promise<Answer> {
  const answer = await house.request("/api/metadata/plan", { json: { documents } }, "administrator");
  expect(answer.status).toBe(200);
  return answer.json();
}
const toldOf = (gains: Gains | null, name: string) =>
  (gains?.items ?? [])
    .filter(({ users }) => users.some((user) => user.name === name))
    .map(({ words }) => words.en);
const details = ({ steps }: Answer) => steps.flatMap((step) => step.details ?? []).map(({ en }) => en);

test("a plan says in words what a role may from now on, and no longer", async () => {
  const changed = await plan(
    clerk({
      see: 'city == "Vevey"',
      create: true,
      delete: 'state == "draft"',
      deny: { export: true },
      fields: { fee: "hidden", margin: "read", discount: { write: "fee > 1" } },
    }),
  );
  expect(details(changed)).toEqual([
    'may see “matter” only where `city == "Vevey"` from now on',
    "may no longer change “matter”",
    'may now delete “matter” where `state == "draft"`',
    "is now denied to export “matter”, whatever other roles say",
    "no longer sees the field “fee” of “matter”",
    "only reads the field “margin” of “matter”",
    "fills in the field “discount” of “matter” only where `fee > 1`",
  ]);
  expect(changed.steps[0]?.details?.[0]?.fr).toBe(
    'ne peut plus consulter « matter » qu’où `city == "Vevey"`',
  );
  expect(details(await plan(clerk(seesAll, { export: true, secondFactor: true })))).toEqual([
    "asks for a second factor",
    "may now export files",
  ]);
});

test("who loses and who gains is counted on the records that are there, with samples", async () => {
  const { access } = await plan(clerk({ ...seesAll, see: 'city == "Vevey"', delete: true }));
  expect(toldOf(access, "Anna")).toEqual([
    "see “matter”: loses 2 records",
    "change “matter”: loses 2 records",
    "delete “matter”: gains 3 records",
  ]);
  const lost = access?.items.find(({ action }) => action === "see");
  expect(lost?.users.map(({ name }) => name)).toEqual(["Anna", "Bruno", "clerk@test.example"]);
  expect(lost?.counted?.lost.samples.map(({ title }) => title).sort()).toEqual(["Bex 1", "Bex 2"]);
  // What another role gives is not lost.
  expect(toldOf(access, "Carla")).toEqual(["delete “matter”: gains 5 records"]);
  expect(access?.complete).toBe(true);
});

test("a condition on the user is counted for each user by himself", async () => {
  const { access } = await plan(
    own({ see: 'created_by == user.id && city == "Bex"', change: "created_by == user.id" }),
  );
  expect(toldOf(access, "Dora")).toEqual(["see “matter”: loses 1 record", "change “matter”: loses 1 record"]);
  // Nobody else made any.
  expect(toldOf(access, "own@test.example")).toEqual([]);
});

test("lines that follow the record that lists them are lost with it", async () => {
  const boss = house.as("administrator");
  const matter = await createRecord(boss, { type: "matter", values: { name: "M", city: "Bex" } });
  await createRecord(boss, { type: "line", values: { name: "L", matter: matter.id } });
  const { access } = await plan(clerk({ ...seesAll, see: 'city == "Vevey"' }));
  expect(toldOf(access, "Anna")).toContain("see “line”: loses 1 record");
});

test("hidden fields, creation and the rights of administrators are told without a count", async () => {
  const { access } = await plan(
    clerk({ ...seesAll, create: false, fields: { fee: "hidden" } }),
    role("boss", { matter: all }),
    role("reader", { matter: { see: true } }, { administrator: true }),
  );
  expect(toldOf(access, "Anna")).toEqual([
    "may no longer create “matter”",
    "no longer sees the field “fee” of “matter”",
  ]);
  expect(access?.administrators.lost.map(({ name }) => name)).toEqual(["boss@test.example"]);
  expect(access?.administrators.gained.map(({ name }) => name)).toEqual(["Carla", "reader@test.example"]);
});

test("a change that touches no role says nothing of rights, and one that is renamed loses nothing", async () => {
  const { access } = await plan(role("clerk", { matter: seesAll, partner: { see: true } }));
  expect(access).toBeNull();
  const relabelled = await plan({ ...clerk(seesAll), label: { fr: "Commis", en: "Clerk" } });
  expect(relabelled.access?.items).toEqual([] satisfies Gain[]);
});

test("a plan advises to index a field where a rule would read every record of a large type", async () => {
  const { sql } = house.database;
  await sql`insert into record_matter (id, type, name, city) select gen_random_uuid(), 'matter', 'm', 'Bex' from generate_series(1, 10000)`;
  await sql`analyze record_matter`;
  const told = async (see: string) => {
    const { access } = await plan(clerk({ see }));
    return access?.advice.map(({ en }) => en);
  };
  expect(await told("created_by == user.id || city == 'Vevey'")).toEqual([
    expect.stringMatching(
      /^Role “clerk”: to see “matter” no index serves one of its conditions; each list then reads up to 10’0\d\d records. Index the field “city”\.$/,
    ),
  ]);
  expect(await told("created_by == user.id")).toEqual([]);
});

test("the author is told which letters and tiles a role leaves empty, by a change of the role, the text or the tile", async () => {
  const blanks = async (...documents: readonly MetadataDocument[]) =>
    ((await plan(...documents)).access?.blanks ?? []).map(({ en }) => en);
  const letter = (text: string) =>
    kinds.template.parse({
      kind: "template",
      name: "note",
      label: { fr: "Note", en: "Note" },
      type: "matter",
      channel: "letter",
      subject: { en: "Note" },
      body: { en: text },
    });
  const board = kinds.dashboard.parse({
    kind: "dashboard",
    name: "overview",
    label: { fr: "Vue", en: "Overview" },
    tiles: [
      {
        name: "fees",
        shape: "number",
        label: { fr: "Honoraires", en: "Fees" },
        type: "matter",
        measure: "sum:fee",
      },
      {
        name: "partners",
        shape: "number",
        label: { fr: "Partenaires", en: "Partners" },
        type: "partner",
        measure: "count",
      },
    ],
  });
  const narrow = clerk({ ...seesAll, fields: { fee: "hidden", name: "hidden" } }, { merge: true });
  const empty = "With the role “clerk” alone, “Note” leaves empty: name.";
  expect(await blanks(narrow)).toEqual([empty]);
  expect(await blanks(narrow, letter("{{name}} {{fee}}"))).toEqual([empty.replace("name", "name, fee")]);
  // Who may not write letters is left nothing by them.
  expect(await blanks(clerk({ ...seesAll, fields: { name: "hidden" } }))).toEqual([]);
  expect(await blanks(narrow, board)).toContain(
    "With the role “clerk” alone, the tile “Fees” of “Overview” is missing or incomplete, for want of: fee.",
  );
  expect(await blanks(board)).toContain(
    "With the role “reader” alone, the tile “Partners” of “Overview” is missing: records “partner” are not seen.",
  );
  expect(await blanks(letter("{{city}}"))).toEqual([]);
});

async function gainsOf(question: object): Promise<Gains> {
  const answer = await house.request("/api/access/gains", { json: question }, "administrator");
  expect(answer.status).toBe(200);
  return answer.json();
}

test("before the roles of a user are changed, what he gains and loses is counted on the records that are there", async () => {
  const anna = house.as("anna@test.example").user.id;
  const gains = await gainsOf({ account: anna, change: { roles: ["reader"] } });
  expect(toldOf(gains, "Anna")).toContain("may no longer create “matter”");
  expect(toldOf(gains, "Anna")).toContainEqual(expect.stringMatching(/^change “matter”: loses .* records$/));
  // She sees every matter as before, and was asked for nobody else.
  expect(toldOf(gains, "Anna").filter((words) => words.startsWith("see “matter”"))).toEqual([]);
  expect(toldOf(gains, "Bruno")).toEqual([]);
  expect((await gainsOf({ account: anna, change: { roles: ["boss"] } })).administrators.gained).toEqual([
    { id: anna, name: "Anna" },
  ]);
  const nothing = await gainsOf({ account: anna, change: { roles: ["clerk"], groups: [] } });
  expect(nothing).toMatchObject({ items: [], complete: true });
});

test("a group's roles and members are told the same way, before it is there and before it is gone", async () => {
  const [dora, carla] = ["dora", "carla"].map((name) => house.as(`${name}@test.example`).user.id);
  const will = await gainsOf({ group: "desk", change: { roles: ["reader"], members: [dora, carla] } });
  expect(toldOf(will, "Dora")).toContainEqual(expect.stringMatching(/^see “matter”: gains .* records$/));
  expect(toldOf(will, "Carla")).toEqual([]);
  const made = { name: "desk", label: "Desk", roles: ["reader"], members: [dora] };
  expect((await house.request("/api/groups", { json: made }, "administrator")).status).toBe(201);
  const lost = await gainsOf({ group: "desk", change: null });
  expect(toldOf(lost, "Dora")).toContainEqual(expect.stringMatching(/^see “matter”: loses .* records$/));
  const kept = await gainsOf({ group: "desk", change: { members: [dora] } });
  expect(kept.items).toEqual([]);
  await house.request("/api/groups/desk", { method: "DELETE" }, "administrator");
});

test("who will stand for another group sees what its conditions find, though the roles are the same", async () => {
  const document = own({ see: '"night" in user.groups && city == "Bex"' });
  await applyChanges(house.as("administrator"), { documents: [document] });
  const night = { name: "night", label: "Night", roles: [] };
  await house.request("/api/groups", { json: night }, "administrator");
  const dora = house.as("dora@test.example").user.id;
  const gains = await gainsOf({ account: dora, change: { groups: ["night"] } });
  expect(gains.items.map(({ words }) => words.en)).toContainEqual(
    expect.stringMatching(/^see “matter”: gains/),
  );
  const refused = await house.request("/api/access/gains", { json: { account: dora, change: {} } }, "clerk");
  expect(refused.status).toBe(403);
});
