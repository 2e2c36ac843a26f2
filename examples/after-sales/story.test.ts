import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";

/** A day at Lémanix Service: each test is the next thing that happens. */

let crm: TestCrm;

/** What the day begins with, and what it brings. */
const day = { technician: "", colleague: "", dispatcher: "", standing: 0 };
const call = { phone: "", customer: "", dossier: "", sector: "", case: "", entry: "" };

beforeAll(async () => {
  crm = await testCrm({
    app: "after-sales",
    size: 0.005,
    users: [{ email: "colleague@test.example", roles: ["technician"] }],
  });
  const technicians = await list("collaborator", {
    filter: 'grade == "Technique chauffage"',
    sort: "last_name",
  });
  const [dispatcher] = await list("collaborator", { filter: 'grade == "Centrale d’appels"' });
  day.technician = idOf(technicians[0]);
  day.colleague = idOf(technicians[1]);
  day.dispatcher = idOf(dispatcher);
  await crm.setAccount("technician", { collaborator: day.technician });
  await crm.setAccount("colleague@test.example", { collaborator: day.colleague });
  await crm.setAccount("dispatcher", { collaborator: day.dispatcher });
  day.standing = await standingStill();
}, 120_000);

afterAll(async () => {
  await crm?.[Symbol.asyncDispose]();
});

test("the telephone rings, and the customer is found by his number", async () => {
  const [contract] = await list("maintenance_contract", {
    filter: 'state == "active" && customer.phone != null',
    select: "sector,customer(phone)",
    limit: "1",
  });
  call.phone = String(linked(contract, "customer", "phone"));

  const found = await read(`/api/search?q=${encodeURIComponent(call.phone)}`, "dispatcher");

  call.customer = String(linked(contract, "customer", "id"));
  expect(found.items).toContainEqual(expect.objectContaining({ id: call.customer }));
});

test("his dossiers are there at once, without the fee that the call desk may not see", async () => {
  const filter = `customer == "${call.customer}" && state == "active"`;
  const [contract] = await list("maintenance_contract", { filter }, "dispatcher");

  expect(contract).toMatchObject({ customer: { id: call.customer }, state: "active" });
  expect(contract).not.toHaveProperty("fee");
  call.dossier = idOf(contract);
  call.sector = String(linked(contract, "sector", "id"));
});

test("a breakdown is noted, gets its number and goes to a technician", async () => {
  const made = await send(
    "/api/records/breakdown",
    {
      subject: "Plus de chauffage depuis ce matin",
      dossier: call.dossier,
      reported_by: call.customer,
      reported_at: "2026-03-04T07:12:00Z",
      assigned_to: day.technician,
      sector: call.sector,
      priority: "urgent",
      standstill: true,
      due: "2026-03-05",
    },
    { who: "dispatcher", status: 201 },
  );

  expect(made.number).toMatch(/^C-\d{4}-\d{5}$/);
  expect(made).toMatchObject({ state: "open", assigned_to: { id: day.technician }, type: "breakdown" });
  expect(await standingStill()).toBe(day.standing + 1);
  call.case = String(made.id);
});

test("a breakdown without a dossier is refused at the field", async () => {
  const body = { subject: "Panne", standstill: true };
  const refused = await send("/api/records/breakdown", body, { who: "dispatcher", status: 422 });
  expect(refused.errors).toContainEqual(expect.objectContaining({ path: "dossier" }));
});

test("the technician sees his cases and nobody else’s", async () => {
  const mine = await list("case", { select: "assigned_to", limit: "500" }, "technician");
  const owners = new Set(mine.map((each) => linked(each, "assigned_to", "id")));
  expect(mine.map(idOf)).toContain(call.case);
  expect([...owners]).toEqual([day.technician]);

  const theirs = await list("case", { select: "assigned_to", limit: "500" }, "colleague@test.example");
  expect(theirs.map(idOf)).not.toContain(call.case);
  const hidden = await crm.request(`/api/records/breakdown/${call.case}`, {}, "colleague@test.example");
  expect(hidden.status).toBe(404);
});

test("a colleague cannot take the case for himself", async () => {
  const init = { method: "PATCH", json: { assigned_to: day.colleague } };
  const refused = await crm.request(`/api/records/breakdown/${call.case}`, init, "colleague@test.example");
  expect(refused.status).toBe(404);
});

test("the work is noted: a visit, its time and what it is worth", async () => {
  const visit = await send(
    "/api/records/entry",
    {
      kind: "visit",
      dossier: call.dossier,
      case: call.case,
      author: day.technician,
      at: "2026-03-04T09:30:00Z",
      text: "Circulateur bloqué, remplacé. Installation en service.",
      duration: 5400,
      billable: true,
    },
    { who: "technician", status: 201 },
  );
  const [nature] = await list("nature", { filter: 'name == "Chauffage : dépannage"' }, "technician");
  const work = await send(
    "/api/records/service",
    {
      dossier: call.dossier,
      case: call.case,
      entry: visit.id,
      nature: idOf(nature),
      collaborator: day.technician,
      done_on: "2026-03-04",
      duration: 5400,
      travel: 12,
      rate: "148.00",
      amount: "233.40",
    },
    { who: "technician", status: 201 },
  );
  expect(work).toMatchObject({ amount: "233.40", billable: true, title: "Chauffage : dépannage" });
  call.entry = String(visit.id);
});

test("nobody notes work in another’s name", async () => {
  const body = { dossier: call.dossier, collaborator: day.colleague, done_on: "2026-03-04" };
  await send("/api/records/service", body, { who: "technician", status: 403 });
});

test("the case is resolved, and whoever still has the old one before him is told", async () => {
  const before = await crm.request(`/api/records/breakdown/${call.case}`, {}, "technician");
  const seen = before.headers.get("etag") ?? "";
  const headers = { "if-match": seen };
  const body = { state: "resolved", cause: "Circulateur bloqué", outcome: "Circulateur remplacé." };
  const path = `/api/records/breakdown/${call.case}`;

  const done = await crm.request(path, { method: "PATCH", headers, json: body }, "technician");
  expect(done.status).toBe(200);

  const late = await crm.request(path, { method: "PATCH", headers, json: { priority: "low" } }, "dispatcher");
  expect(late.status).toBe(412);
});

test("the letter of confirmation carries the customer’s address and the number of the case", async () => {
  const preview = await send(
    "/api/merge/intervention_letter",
    { type: "breakdown", ids: [call.case], output: "preview" },
    { who: "dispatcher", status: 200 },
  );
  const customer = await read(`/api/records/party/${call.customer}`, "dispatcher");
  const made = await read(`/api/records/breakdown/${call.case}`, "dispatcher");

  expect(preview.subject).toContain(made.number);
  for (const words of [customer.street, customer.place, made.number, made.subject])
    expect(preview.html).toContain(String(words));
});

test("the letter is printed, kept with the case and noted in its journal", async () => {
  const order = { type: "breakdown", ids: [call.case], output: "documents" };
  const { job } = await send("/api/merge/intervention_letter", order, { who: "dispatcher", status: 202 });
  await expect
    .poll(async () => (await read(`/api/jobs/${job}`, "dispatcher")).state, {
      timeout: 90_000,
      interval: 200,
    })
    .toBe("done");

  const ofCase = { filter: `case == "${call.case}"` };
  const [letter] = await list("document", ofCase, "dispatcher");
  expect(letter).toMatchObject({ kind: "produced", template: "intervention_letter" });
  const file = await crm.request(`/api/documents/${idOf(letter)}`, {}, "dispatcher");
  expect(file.headers.get("content-type")).toBe("application/pdf");
  const noted = await list("entry", { filter: `${ofCase.filter} && kind == "letter"` }, "dispatcher");
  expect(noted).toHaveLength(1);
}, 120_000);

test("the management’s figures have followed: one more breakdown, no longer standing still", async () => {
  expect(await standingStill()).toBe(day.standing);
  const work = await read(
    `/api/aggregate/service?measures=count,sum:amount&filter=${encodeURIComponent(`case == "${call.case}"`)}`,
    "manager",
  );
  expect(work.total).toEqual([1, "233.40"]);
});

test("the history tells who did what", async () => {
  const history = await read(`/api/history/breakdown/${call.case}`, "manager");
  const mutations = z.array(answer).parse(history.items);
  expect(mutations[0]).toMatchObject({
    op: "change",
    by: { name: "technician@test.example" },
    changes: expect.arrayContaining([{ field: "state", before: "open", after: "resolved" }]),
  });
  expect(mutations.at(-1)).toMatchObject({ op: "create", by: { name: "dispatcher@test.example" } });
});

test("the head of a region sees the dossiers of its sectors only", async () => {
  const [region] = await list("sector", { filter: "parent == null && head != null", select: "head" });
  await crm.setAccount("team_leader", { collaborator: String(linked(region, "head", "id")) });

  const all = await list("dossier", { select: "sector(parent)", limit: "1000" });
  const seen = await list("dossier", { select: "sector(parent)", limit: "1000" }, "team_leader");

  const ofRegion = all.filter((each) => parentOf(each) === idOf(region)).map(idOf);
  expect(seen.map(idOf).sort()).toEqual(ofRegion.sort());
  expect(seen.length).toBeLessThan(all.length);
});

test("no example record breaks a rule of its own type", async () => {
  const expired = await list("maintenance_contract", { filter: "ends_on < starts_on" });
  const refused = await send(
    `/api/records/maintenance_contract/${call.dossier}`,
    { ends_on: "2001-01-01" },
    { who: "manager", status: 422, method: "PATCH" },
  );
  expect(expired).toEqual([]);
  expect(refused.errors).toContainEqual(expect.objectContaining({ path: "ends_on" }));
});

/** The figure on the first page of the service: installations that stand still. */
async function standingStill(): Promise<number> {
  const tile = crm.runtime
    .model()
    .dashboards.get("service")
    ?.tiles.find(({ name }) => name === "standstill");
  if (tile?.shape !== "number") throw new Error("the dashboard has lost its tile");
  const query = new URLSearchParams({ measures: tile.measure, filter: tile.filter ?? "" });
  const { total } = await read(`/api/aggregate/${tile.type}?${query}`, "manager");
  return z.tuple([z.coerce.number()]).parse(total)[0];
}

/** Whatever the API answers: an object, its values looked at one by one. */
const answer = z.record(z.string(), z.unknown());
type Answer = z.infer<typeof answer>;

async function list(
  type: string,
  query: Readonly<Record<string, string>>,
  who = "administrator",
): Promise<Answer[]> {
  const { items } = await read(`/api/records/${type}?${new URLSearchParams(query)}`, who);
  return z.array(answer).parse(items);
}

async function read(path: string, who: string): Promise<Answer> {
  const response = await crm.request(path, {}, who);
  const given = answer.parse(await response.json());
  expect(response.status, JSON.stringify(given)).toBe(200);
  return given;
}

interface Sending {
  readonly who: string;
  readonly status: number;
  readonly method?: string;
}

async function send(path: string, body: unknown, { who, status, method = "POST" }: Sending): Promise<Answer> {
  const response = await crm.request(path, { method, json: body }, who);
  const given = answer.parse(await response.json());
  expect(response.status, JSON.stringify(given)).toBe(status);
  return given;
}

function idOf(record: Answer | undefined): string {
  return z.string().parse(record?.id);
}

/** `linked(contract, "customer", "phone")`: one step into a reference. */
function linked(record: Answer | undefined, field: string, inner: string): unknown {
  return answer.nullish().parse(record?.[field])?.[inner];
}

function parentOf(record: Answer): unknown {
  return linked(answer.parse(record.sector), "parent", "id");
}
