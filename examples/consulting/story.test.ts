import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";

/**
 * What a consulting company needs beside its customers, said in metadata alone: each of its business types comes up
 * from an empty database, takes a record that is right and refuses one that is wrong, at the field that is wrong.
 */

type Values = Readonly<Record<string, unknown>>;

let crm: TestCrm;
/** Keys of the records that others point to. */
const at: Record<string, string> = {};

beforeAll(async () => {
  crm = await testCrm({ app: "consulting" });
  at.manager = await made("collaborator", { last_name: "Rey", first_name: "Anne" });
  at.collaborator = await made("collaborator", {
    last_name: "Favre",
    first_name: "Luc",
    manager: at.manager,
  });
  at.customer = await made("organisation", {
    name: "Régie du Léman",
    place: "Vevey",
    language: "fr",
  });
  at.stranger = await made("organisation", { name: "Autre SA" });
  at.person = await made("person", {
    name: "Blanc",
    first_name: "Iris",
    affiliations: [{ organisation: at.customer }],
  });
  at.outsider = await made("person", { name: "Noir", first_name: "Paul" });
  at.boiler = await made("equipment", {
    designation: "Chaudière",
    owner: at.customer,
    installed_on: "2025-03-01",
    warranty_until: "2027-03-01",
  });
  at.foreign = await made("equipment", { designation: "Pompe", owner: at.stranger });
  at.dossier = await made("dossier", { subject: "Entretien", customer: at.customer });
  at.plan = await made("plan", { name: "Équipe", price: "40.00" });
  at.withdrawn = await made("plan", { name: "Ancienne", price: "30.00", withdrawn: true });
}, 120_000);

afterAll(async () => {
  await crm?.[Symbol.asyncDispose]();
});

/** What each type takes, what it makes of it, and what it refuses where. */
interface Story {
  readonly type: string;
  readonly right: () => Values;
  /** Values that the record shows afterwards. */
  readonly shows: Values;
  /** What is sent differently, and where the refusal is told. */
  readonly wrong: readonly (readonly [why: string, differently: () => Values, at: string])[];
}

const stories: readonly Story[] = [
  {
    type: "lead",
    right: () => ({ name: "Iris Blanc", email: "iris@leman.example", interests: ["fibre"], score: 4 }),
    shows: { state: "new", country: "CH", title: "Iris Blanc" },
    wrong: [
      ["no way to reach it", () => ({ email: null }), "email"],
      ["lost without a reason", () => ({ state: "lost" }), "lost_because"],
      ["converted into nothing", () => ({ state: "converted" }), "state"],
      ["an origin that is no longer offered", () => ({ source: "campaign" }), "source"],
      ["more stars than there are", () => ({ score: 6 }), "score"],
    ],
  },
  {
    type: "opportunity",
    right: () => ({
      subject: "Réseau",
      customer: at.customer,
      contact: at.person,
      responsible: at.collaborator,
      stage: "offered",
      expected_on: "2027-01-31",
      lines: [
        { description: "Étude", quantity: "2", unit_price: "1200.00" },
        { description: "Pose", quantity: "1", unit_price: "600.00", discount: "10" },
      ],
    }),
    shows: { amount: "2940.00", weighted: "588.00", customer_place: "Vevey" },
    wrong: [
      ["a contact who works elsewhere", () => ({ contact: at.outsider }), "contact"],
      ["an offer without lines", () => ({ lines: [] }), "stage"],
      ["won for nothing", () => ({ stage: "won", lines: [] }), "stage"],
      ["lost without a word", () => ({ stage: "lost" }), "lost_because"],
      [
        "a line without a price",
        () => ({ lines: [{ description: "x", quantity: "1" }] }),
        "lines[0].unit_price",
      ],
    ],
  },
  {
    type: "service_level",
    right: () => ({
      name: "Standard",
      customer: at.customer,
      state: "active",
      valid: { from: "2026-01-01", to: "2026-12-31" },
      days: ["mon", "tue"],
      equipment: [at.boiler],
      terms: "<p>Réaction en <strong>4 h</strong>.</p>",
      targets: [{ priority: "high", response: 14_400, resolution: 86_400 }],
    }),
    shows: { hours_a_day: 36_000, covered: 1 },
    wrong: [
      ["a day that ends before it begins", () => ({ to_time: "07:00" }), "to_time"],
      ["an installation of somebody else", () => ({ equipment: [at.foreign] }), "equipment"],
      ["a script in its terms", () => ({ terms: "<script>alert(1)</script>" }), "terms"],
      [
        "a resolution before the response",
        () => ({ state: "draft", targets: [{ priority: "high", response: 60, resolution: 30 }] }),
        "targets[0].resolution",
      ],
      [
        "active without a target for what is urgent",
        () => ({ customer: at.stranger, equipment: [], targets: [] }),
        "state",
      ],
    ],
  },
  {
    type: "warranty_claim",
    right: () => ({
      subject: "Fuite",
      dossier: at.dossier,
      equipment: at.boiler,
      failed_on: "2026-05-04",
      decision: "accepted",
      costs: [
        { kind: "parts", amount: "300.00", bearer: "maker" },
        { kind: "labour", amount: "100.00" },
      ],
    }),
    shows: {
      covered: true,
      cost: "400.00",
      borne_by_maker: "300.00",
      share: "75",
      purchased_on: "2025-03-01",
    },
    wrong: [
      ["nothing that failed", () => ({ equipment: null, decision: "pending" }), "equipment"],
      ["accepted after the warranty", () => ({ equipment: at.foreign }), "decision"],
      ["refused without a reason", () => ({ decision: "refused" }), "refused_because"],
      ["replaced by what belongs to another", () => ({ replaced_by: at.foreign }), "replaced_by"],
    ],
  },
  {
    type: "maintenance_visit",
    right: () => ({
      customer: at.customer,
      equipment: [at.boiler],
      planned: { from: "2026-10-05", to: "2026-10-09" },
      every: "FREQ=YEARLY;BYMONTH=10",
      helpers: [at.collaborator, at.manager],
      led_by: at.collaborator,
      state: "running",
      day: "2026-10-06",
      from_time: "08:30",
      to_time: "11:00",
      place: { lat: 46.46, lon: 6.84 },
      points: [
        { task: "Pression", result: "ok", measured: "1.5" },
        { task: "Joint", result: "defect", remark: "usé" },
      ],
    }),
    shows: { on_site: 9_000, defects: 1 },
    wrong: [
      ["a day outside its window", () => ({ day: "2026-10-12" }), "day"],
      [
        "a defect without a word",
        () => ({ points: [{ task: "Joint", result: "defect" }] }),
        "points[0].remark",
      ],
      ["done without a signature", () => ({ state: "done" }), "signed"],
      ["a rhythm nobody understands", () => ({ every: "FREQ=SOMETIMES" }), "every"],
      ["a place beyond the pole", () => ({ place: { lat: 91, lon: 0 } }), "place.lat"],
    ],
  },
  {
    type: "project",
    right: () => ({
      subject: "Migration",
      customer: at.customer,
      budget: "10000.00",
      planned: { from: "2026-01-01", to: "2026-12-31" },
      members: [{ id: at.collaborator, link: { part: "lead", share: "50" } }, at.manager],
      milestones: [
        { name: "Début", due: "2026-02-01", done_on: "2026-02-01" },
        { name: "Fin", due: "2026-11-30" },
      ],
      settings: { erp: { code: 42 } },
    }),
    shows: { progress: "50", worked: 0, margin: "10000.00", colour: "#1c7ed6" },
    wrong: [
      [
        "a milestone before it begins",
        () => ({ milestones: [{ name: "x", due: "2025-01-01" }] }),
        "milestones",
      ],
      ["a colour that is none", () => ({ colour: "bleu" }), "colour"],
      ["somebody who is no collaborator", () => ({ members: [at.person] }), "members[0].link.collaborator"],
    ],
  },
  {
    type: "timesheet",
    right: () => ({
      collaborator: at.collaborator,
      week: { from: "2026-11-16", to: "2026-11-22" },
      state: "handed_in",
      lines: [
        { day: "2026-11-16", duration: 28_800, project: at.project },
        { day: "2026-11-17", duration: 3_600, billable: false },
      ],
    }),
    shows: { total: 32_400, billable: 28_800, overtime: -118_800 },
    wrong: [
      [
        "a day of another week",
        () => ({ collaborator: at.manager, lines: [{ day: "2026-12-01", duration: 60, billable: false }] }),
        "lines",
      ],
      [
        "billable hours for nobody",
        () => ({ collaborator: at.manager, lines: [{ day: "2026-11-16", duration: 60 }] }),
        "lines[0].project",
      ],
      ["handed in empty", () => ({ collaborator: at.manager, lines: [] }), "state"],
      ["approved by oneself", () => ({ state: "approved", approved_by: at.collaborator }), "approved_by"],
    ],
  },
  {
    type: "leave_request",
    right: () => ({
      collaborator: at.collaborator,
      deputy: at.manager,
      away: { from: "2026-12-21", to: "2026-12-24" },
    }),
    shows: { days: "4", state: "asked" },
    wrong: [
      ["being one’s own deputy", () => ({ deputy: at.collaborator }), "deputy"],
      ["a long sickness without a certificate", () => ({ kind: "sick" }), "certificate"],
      ["refused without an answer", () => ({ state: "refused" }), "answer"],
      ["an absence without an end", () => ({ away: { from: "2026-12-21", to: null } }), "away"],
    ],
  },
  {
    type: "subscription",
    right: () => ({
      customer: at.customer,
      plan: at.plan,
      seats: 3,
      runs: { from: "2026-01-01", to: null },
    }),
    shows: { price: "40.00", yearly: "1440.00", language: "fr", number: "AB-00001" },
    wrong: [
      ["a plan that is no longer offered", () => ({ plan: at.withdrawn }), "plan"],
      ["no seat at all", () => ({ seats: 0 }), "seats"],
      ["cancelled on no day", () => ({ state: "cancelled" }), "cancelled_on"],
      ["twice the same for one customer", () => ({}), "customer"],
    ],
  },
  {
    type: "expense_claim",
    right: () => ({
      collaborator: at.collaborator,
      charged_to: { type: "project", id: at.project },
      iban: "CH93 0076 2011 6238 5295 7",
      lines: [
        { kind: "travel", spent_on: "2026-11-03", kilometres: 100 },
        { kind: "meal", spent_on: "2026-11-04", paid: "18.50", attendees: [at.person] },
      ],
    }),
    shows: { total: "88.50", latest: "2026-11-04", iban: "CH9300762011623852957" },
    wrong: [
      ["an account number that does not add up", () => ({ iban: "CH93 0076 2011 6238 5295 8" }), "iban"],
      ["a meal of more than 20 francs without a receipt", meal, "lines[0].receipt"],
      [
        "kilometres without kilometres",
        () => ({ lines: [{ kind: "travel", spent_on: "2026-11-03" }] }),
        "lines[0].kilometres",
      ],
      ["approved without a signature", () => ({ state: "approved" }), "signed"],
      ["charged to a person", () => ({ charged_to: { type: "person", id: at.person } }), "charged_to"],
    ],
  },
];

function meal(): Values {
  return { lines: [{ kind: "meal", spent_on: "2026-11-04", paid: "20.00" }] };
}

describe.each(stories)("$type", ({ type, right, shows, wrong }) => {
  test("migrates up from an empty database, its lines too", async () => {
    const { types } = crm.runtime.model();
    const own = types.get(type);
    const lines = [...(own?.fields.values() ?? [])].flatMap((field) => {
      const led = field.type.relation(field.document);
      return led?.kind === "many" && led.isPart ? (types.get(led.of) ?? []) : [];
    });
    for (const { table, fields } of own ? [own, ...lines] : []) {
      const rows = await crm.database.sql<{ column_name: string }[]>`
        select column_name from information_schema.columns where table_name = ${table}`;
      const wanted = [...fields.values()].flatMap(({ column }) => column ?? []);
      expect(rows.map(({ column_name }) => column_name)).toEqual(
        expect.arrayContaining(["id", "version", ...wanted]),
      );
    }
    const document = await read(`/api/metadata/type/${type}`);
    const again = await crm.request(
      "/api/metadata/plan",
      { json: { documents: [document] } },
      "administrator@test.example",
    );
    expect(await again.json()).toMatchObject({ steps: [] });
  });

  test("accepts a record that is right and works out the rest", async () => {
    at[type] = await made(type, right());
    const shown = await read(`/api/records/${type}/${at[type]}?select=*,${Object.keys(shows).join(",")}`);
    expect(shown).toMatchObject(shows);
  });

  // Its form renders in a browser: test/stories/consulting.test.ts.
  test("renders in its lists, with the columns, the condition and the order of each", async () => {
    const lists = [...crm.runtime.model().views.values()].filter((view) => view.type === type);
    expect(lists).not.toEqual([]);
    for (const view of lists) {
      const columns = view.shape === "list" ? view.columns : [view.group, ...(view.card ?? [])];
      const asked = new URLSearchParams({ select: columns.join(","), count: "exact" });
      if (view.filter) asked.set("filter", view.filter);
      if (view.sort?.length) asked.set("sort", view.sort.join(","));
      const { items } = Object(await read(`/api/records/${type}?${asked}`));
      expect([view.name, items]).toEqual([view.name, [expect.objectContaining({ id: at[type] })]]);
    }
  });

  test.each(wrong)("refuses %s, at its place", async (_why, differently, place) => {
    const answer = await send(type, { ...right(), ...differently() });
    const body: unknown = await answer.json();
    expect([answer.status, pathsOf(body)]).toEqual([
      expect.toSatisfy(isRefusal),
      expect.arrayContaining([place]),
    ]);
  });
});

test("hours of a project add up where they are entered", async () => {
  const project = await read(`/api/records/project/${at.project}?select=worked,cost,last_day,members(title)`);
  expect(project).toMatchObject({ worked: 28_800, cost: "1280.00", last_day: "2026-11-16" });
});

test("a plan knows the subscriptions that point to it", async () => {
  const plan = await read(
    `/api/records/plan/${at.plan}?select=income,subscriptions_now,subscriptions(number)`,
  );
  expect(plan).toMatchObject({
    income: "1440.00",
    subscriptions_now: 1,
    subscriptions: [{ number: "AB-00001" }],
  });
});

function isRefusal(status: number): boolean {
  return status === 400 || status === 409 || status === 422;
}

function pathsOf(body: unknown): unknown[] {
  const errors = typeof body === "object" && body !== null && "errors" in body ? body.errors : [];
  return Array.isArray(errors) ? errors.map(({ path }) => path) : [];
}

async function made(type: string, values: Values): Promise<string> {
  const answer = await send(type, values);
  const record: unknown = await answer.json();
  expect(record).toMatchObject({ id: expect.any(String) });
  return typeof record === "object" && record !== null && "id" in record ? String(record.id) : "";
}

function send(type: string, values: Values): Promise<Response> {
  return crm.request(`/api/records/${type}`, { json: values }, "administrator@test.example");
}

async function read(path: string): Promise<unknown> {
  return (await crm.request(path, {}, "administrator@test.example")).json();
}
