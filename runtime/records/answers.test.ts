import { setTimeout as wait } from "node:timers/promises";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MetadataDocument } from "../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { countStatements } from "../../test/support/statements-sent.ts";
import { crmFor } from "../crm.ts";
import { type House, openRuntime } from "../open-runtime.ts";
import { changeRecord, createRecord, listPage } from "./index.ts";

const label = (name: string) => ({ fr: name, en: name });

const documents: readonly MetadataDocument[] = [
  {
    kind: "app",
    name: "answers",
    label: label("answers"),
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
      { name: "responsible", type: "collaborator", label: label("responsible") },
      { name: "lines", type: "children", of: "line", by: "contract", label: label("lines") },
    ],
  },
  {
    kind: "type",
    name: "line",
    label: label("line"),
    title: "name",
    fields: [
      { name: "name", type: "text", label: label("name") },
      { name: "contract", type: "reference", to: "contract", label: label("contract") },
    ],
  },
  {
    kind: "role",
    name: "clerk",
    label: label("clerk"),
    types: {
      contract: {
        see: "sector == user.collaborator.sector || responsible.manager == user.collaborator",
        create: "sector == user.collaborator.sector",
        change: "sector == user.collaborator.sector",
      },
    },
  },
];

const sent = countStatements();
let here: TestCrm;
let there: House;
let chief: string;
let helper: string;

beforeAll(async () => {
  here = await testCrm({ documents });
  there = await openRuntime(here.config, { log: pino({ level: "silent" }) });
  const boss = here.as("administrator");
  const made = async (type: string, values: object) =>
    String(JSON.parse((await createRecord(boss, { type, values: { ...values } })).json).id);
  chief = await made("collaborator", { name: "chief", sector: "nord" });
  helper = await made("collaborator", { name: "helper", sector: "sud" });
  await made("contract", { subject: "north", sector: "nord" });
  await made("contract", { subject: "south", sector: "sud" });
  await made("contract", { subject: "of the helper", responsible: helper });
});
afterAll(async () => {
  await there?.close();
  await here?.[Symbol.asyncDispose]();
});

function clerkOf(runtime: TestCrm["runtime"]) {
  const { user, door } = here.as("clerk");
  return crmFor(runtime, { ...user, collaborator: chief }, door);
}

async function seenBy(runtime: TestCrm["runtime"]): Promise<string[]> {
  const crm = clerkOf(runtime);
  const { items } = await listPage(crm, { type: "contract", sort: "subject" });
  return JSON.parse(`[${items}]`).map(({ subject }: { subject: string }) => subject);
}

test("who moves to another sector, or gets people to lead, sees what is theirs at once, and in every process within a second", async () => {
  expect(await seenBy(here.runtime)).toEqual(["north"]);
  expect(await seenBy(there.runtime)).toEqual(["north"]);

  const boss = here.as("administrator");
  await changeRecord(boss, { type: "collaborator", id: chief, values: { sector: "sud" } });
  expect(await seenBy(here.runtime)).toEqual(["south"]);
  await changeRecord(boss, { type: "collaborator", id: helper, values: { manager: chief } });
  expect(await seenBy(here.runtime)).toEqual(["of the helper", "south"]);

  await wait(1_000);
  expect(await seenBy(there.runtime)).toEqual(["of the helper", "south"]);
});

test("who moves to another sector writes there at once, and no more where he was, in every process within a second", async () => {
  const boss = here.as("administrator");
  const writes = (runtime: TestCrm["runtime"], sector: string) =>
    createRecord(clerkOf(runtime), { type: "contract", values: { subject: "new", sector } }).then(
      () => "written",
      ({ code }) => code,
    );
  const everywhere = async (sector: string) => [
    await writes(here.runtime, sector),
    await writes(there.runtime, sector),
  ];
  await changeRecord(boss, { type: "collaborator", id: chief, values: { sector: "est" } });
  await wait(1_000);
  expect(await everywhere("est")).toEqual(["written", "written"]);
  expect(await everywhere("ouest")).toEqual(["access.denied", "access.denied"]);
  await changeRecord(boss, { type: "collaborator", id: chief, values: { sector: "ouest" } });
  expect(await writes(here.runtime, "ouest")).toBe("written");
  expect(await writes(here.runtime, "est")).toBe("access.denied");
  await wait(1_000);
  expect(await everywhere("ouest")).toEqual(["written", "written"]);
  expect(await everywhere("est")).toEqual(["access.denied", "access.denied"]);
});

test("each line of a record is one statement, whatever rights ask of the user", async () => {
  const crm = clerkOf(here.runtime);
  const statements = async (count: number) => {
    const lines = Array.from({ length: count }, (_, index) => ({ name: `${index}` }));
    sent.begin({ dieAt: 0, side: "before" });
    await createRecord(crm, { type: "contract", values: { subject: "lines", sector: "ouest", lines } });
    return sent.end().filter((text) => text.includes('"record_')).length;
  };
  await statements(1);
  expect((await statements(6)) - (await statements(2))).toBe(4);
});
