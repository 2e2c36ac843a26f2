import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { evaluate, type JsonRecord, parseExpression } from "../../metamodel/expression/index.ts";
import type { MetadataDocument } from "../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { aggregateRecords, batchRecords, listPage } from "./index.ts";

const label = (name: string) => ({ fr: name, en: name });
const sectors = ["nord", "sud", "est"];
const trades = ["heating", "plumbing"];
const multiple = {
  type: "multi-select",
  options: trades.map((value) => ({ value, label: label(value) })),
} as const;

const see = [
  "responsible.manager == user.collaborator",
  "sector == user.collaborator.sector && rank <= user.collaborator.rank",
  "responsible.sector == user.collaborator.sector || responsible == user.collaborator",
  "responsible.manager == user.collaborator.manager && responsible != user.collaborator",
  "trade in user.collaborator.trades || sector in user.roles",
  "responsible.sector in user.roles && responsible.sector != user.collaborator.sector",
  "user.collaborator.sector == responsible.sector && user.collaborator.manager.sector == sector",
  "!(responsible.sector == user.collaborator.sector) && sector == user.collaborator.manager.sector",
  "(sector == 'nord' && rank > 0) || responsible == user.collaborator || trade == user.collaborator.sector || sector in user.roles",
  "responsible.trades.size() > 1 || user.collaborator.name == responsible.manager.name",
];

const documents: readonly MetadataDocument[] = [
  {
    kind: "app",
    name: "rights",
    label: label("rights"),
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
    name: "collaborator",
    label: label("collaborator"),
    title: "name",
    fields: [
      { name: "name", type: "text", required: true, label: label("name") },
      { name: "sector", type: "text", label: label("sector") },
      { name: "rank", type: "integer", label: label("rank") },
      { name: "trades", ...multiple, label: label("trades") },
      { name: "manager", type: "collaborator", label: label("manager") },
    ],
  },
  {
    kind: "type",
    name: "contract",
    label: label("contract"),
    title: "subject",
    fields: [
      { name: "subject", type: "text", required: true, label: label("subject") },
      { name: "sector", type: "text", indexed: true, label: label("sector") },
      { name: "trade", type: "text", indexed: true, label: label("trade") },
      { name: "rank", type: "integer", label: label("rank") },
      { name: "responsible", type: "collaborator", label: label("responsible") },
    ],
  },
  ...["nord", ...see.map((_, index) => `r${index}`)].map(
    (name, index): MetadataDocument => ({
      kind: "role",
      name,
      label: label(name),
      types: index === 0 ? {} : { contract: { see: see[index - 1] ?? "" }, collaborator: { see: false } },
    }),
  ),
];

const mostly = <Value>(items: readonly Value[]) => fc.option(fc.constantFrom(...items), { freq: 4 });
const [people, contracts] = [40, 300];
const trashed = [3, 7, 11];

let house: TestCrm;
const collaborators: JsonRecord[] = [];
let records: JsonRecord[];

beforeAll(async () => {
  house = await testCrm({ documents });
  const boss = house.as("administrator");
  const [person] = fc.sample(
    fc.array(
      fc.record({
        sector: mostly(sectors),
        rank: mostly([0, 1, 2]),
        trades: mostly([[], ["heating"], ["heating", "plumbing"]]),
        manager: mostly([0, 1, 2, 3]),
      }),
      { minLength: people, maxLength: people },
    ),
    { numRuns: 1, seed: 5 },
  );
  const ids: string[] = [];
  for (const [index, one] of (person ?? []).entries()) {
    const manager = one.manager === null ? null : (ids[one.manager] ?? null);
    const values = { ...one, name: `c${index}`, manager };
    const { created } = await batchRecords(boss, { type: "collaborator", create: [values], atomic: true });
    ids.push(String(created[0]?.id));
    collaborators.push({ ...values, id: ids[index] ?? null });
  }
  const [made] = fc.sample(
    fc.array(
      fc.record({
        sector: mostly(sectors),
        trade: mostly(trades),
        rank: mostly([0, 1, 2]),
        responsible: mostly(ids),
      }),
      { minLength: contracts, maxLength: contracts },
    ),
    { numRuns: 1, seed: 6 },
  );
  const create = (made ?? []).map((one, index) => ({ ...one, subject: `s${index}` }));
  await batchRecords(boss, { type: "contract", create, atomic: true });
  // Past the check that nobody refers to them: a trashed collaborator reads as nothing wherever he is named.
  for (const index of trashed)
    await house.database
      .sql`update record_collaborator set deleted_at = now() where id = ${ids[index] ?? ""}`;
  records = create.map((one) => ({ ...one, responsible: personAs(one.responsible) }));
});
afterAll(() => house?.[Symbol.asyncDispose]());

/** A collaborator as the API shows him, with his manager; a trashed one keeps his key alone. */
function personAs(id: unknown, depth = 3): JsonRecord | null {
  const index = collaborators.findIndex((one) => one.id === id);
  const found = collaborators[index];
  if (!found) return null;
  if (trashed.includes(index) || depth === 0) return { id };
  return { ...found, manager: personAs(found.manager, depth - 1) };
}

test.each(see.map((text, index) => ({ text, role: `r${index}` })))(
  "whoever sees contracts where $text lists and counts the very ones that JavaScript finds",
  async ({ text, role }) => {
    let found = 0;
    for (const who of [null, 0, 1, 2, 3, 4, 5, 12, 20, 21]) {
      const id = who === null ? null : String(collaborators[who]?.id);
      const crm = { ...house.as(role) };
      const user = { ...crm.user, roles: [role, "nord"], collaborator: id };
      const seen = { id: user.id, roles: user.roles, collaborator: personAs(id) };
      const expected = records
        .filter((record) => evaluatedOn(text, record, seen, crm.model) === true)
        .map(({ subject }) => String(subject));
      const mine = { ...crm, user };
      const page = await listPage(mine, { type: "contract", sort: "subject", limit: 1_000, count: "exact" });
      const listed = JSON.parse(`[${page.items}]`).map(({ subject }: { subject: string }) => subject);
      expect(listed.sort()).toEqual(expected.sort());
      expect(page.count).toEqual({ value: expected.length, exact: true });
      // A page that is full is counted by a walk of its own, through each way in which the right lets records in.
      const full = await listPage(mine, { type: "contract", limit: 1, count: "exact" });
      expect(full.count).toEqual(page.count);
      expect(JSON.parse(await aggregateRecords(mine, { type: "contract" })).total).toEqual([expected.length]);
      found += expected.length;
    }
    expect(found).toBeGreaterThan(0);
  },
);

function evaluatedOn(
  text: string,
  record: JsonRecord,
  user: {
    readonly id: string | null;
    readonly roles: readonly string[];
    readonly collaborator: JsonRecord | null;
  },
  model: ReturnType<TestCrm["as"]>["model"],
): unknown {
  return evaluate(parseExpression(text), { model, type: "contract", record, user });
}

test("where more records have the value than are worth naming, the same contracts are found", async () => {
  const boss = house.as("administrator");
  const chief = collaborators[0]?.id;
  const create = Array.from({ length: 1_001 }, (_, index) => ({ name: `many${index}`, manager: chief }));
  const crm = house.as("r0");
  const mine = { ...crm, user: { ...crm.user, collaborator: String(chief) } };
  const before = await listPage(mine, { type: "contract", limit: 1_000 });
  const { created } = await batchRecords(boss, { type: "collaborator", create, atomic: true });
  const one = { subject: "of many", responsible: created[1_000]?.id };
  await batchRecords(boss, { type: "contract", create: [one], atomic: true });
  const after = await listPage(mine, { type: "contract", limit: 1_000 });
  expect(before.count?.value).toBeGreaterThan(0);
  expect(after.count?.value).toBe((before.count?.value ?? 0) + 1);
  expect(after.items).toContain("of many");
});
