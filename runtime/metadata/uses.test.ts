import { expect, test } from "vitest";
import type { Affected } from "../../metamodel/changes/index.ts";
import { testCrm } from "../../test/support/crm.ts";
import { parsedDocuments } from "../../test/support/parsed.ts";

const both = (text: string) => ({ fr: text, en: text });
const field = (name: string, type: string, more: object = {}) => ({
  name,
  type,
  label: both(name),
  ...more,
});
const type = (name: string, fields: object[], more: object = {}) => ({
  kind: "type",
  name,
  label: both(name),
  title: "name",
  fields: [field("name", "text"), ...fields],
  ...more,
});
const state = {
  options: [
    { value: "open", label: both("open") },
    { value: "won", label: both("won") },
  ],
};
const documents = parsedDocuments([
  {
    kind: "app",
    name: "house",
    label: both("House"),
    modules: [
      { name: "jobs", label: both("Jobs"), type: "job" },
      { name: "figures", label: both("Figures"), dashboard: "figures" },
    ],
  },
  type("customer", [
    field("jobs", "children", { of: "job", by: "customer" }),
    field("worked", "rollup", { of: "jobs.hours", function: "sum" }),
  ]),
  type(
    "job",
    [
      field("customer", "reference", { to: "customer" }),
      field("hours", "decimal", { label: both("Hours worked") }),
      field("state", "select", state),
      field("worked_there", "lookup", { path: "customer.worked" }),
      field("is_large", "formula", { expression: "worked_there > 100.0" }),
    ],
    { rules: [{ when: "hours > 24.0", refuse: both("A day has 24 hours.") }] },
  ),
  {
    kind: "view",
    name: "jobs",
    type: "job",
    label: both("Jobs"),
    columns: ["name", "hours"],
    filter: 'state == "won"',
  },
  { kind: "view", name: "large", type: "job", label: both("Large"), columns: ["name"], filter: "is_large" },
  {
    kind: "mapping",
    name: "file",
    type: "job",
    label: both("File"),
    columns: [{ column: "C", field: "customer", match: "name" }],
  },
  {
    kind: "dashboard",
    name: "figures",
    label: both("Figures"),
    tiles: [{ name: "sum", label: both("Sum"), type: "job", shape: "number", measure: "sum:hours" }],
  },
]);

const told = (items: readonly Affected[]) =>
  items.flatMap(({ kind, name, places }) =>
    places.map(({ words, effect, through }) =>
      [`${kind}/${name}`, words.en, effect, ...through.map((one) => `via ${one.type}.${one.field}`)].join(
        " | ",
      ),
    ),
  );

test("the uses of a field are told by place, through rollups, lookups and formulas, with what breaks without it", async () => {
  await using crm = await testCrm({ documents });
  const uses = async (path: string) => {
    const answer = await crm.request(`/api/metadata/uses/${path}`, {}, "administrator");
    return { status: answer.status, body: await answer.json() };
  };
  const chain = "via customer.worked | via job.worked_there";
  expect(told((await uses("type/job?path=fields.hours")).body.items)).toEqual([
    "dashboard/figures | tile “Sum” › measure | breaks",
    "type/customer | field “worked” › list | breaks",
    "type/job | rule 1 › condition | breaks",
    "type/job | field “worked_there” › path | affected | via customer.worked",
    `type/job | field “is_large” › formula | affected | ${chain}`,
    "view/jobs | column “Hours worked” | goes",
    `view/large | filter | affected | ${chain} | via job.is_large`,
  ]);
  expect(told((await uses("type/customer?path=fields.name")).body.items)).toEqual([
    "mapping/file | column “C” › matched by | goes",
    "type/customer | title of records | breaks",
  ]);
  expect(told((await uses("type/job?path=fields.state.options.won")).body.items)).toEqual([
    "view/jobs | filter | affected",
  ]);
  expect(told((await uses("type/customer")).body.items)).toEqual([
    "type/job | field “customer” › linked type | breaks",
  ]);
  expect(told((await uses("dashboard/figures")).body.items)).toEqual([
    "app/house | module “Figures” › dashboard | breaks",
  ]);
  expect(await uses("type/job?path=fields.hour")).toMatchObject({
    status: 404,
    body: { code: "metadata.not-found" },
  });
  expect((await uses("type/jobb")).body.detail).toContain("job");
});

test("a plan tells the places that a removed, renamed or changed field touches", async () => {
  await using crm = await testCrm({ documents });
  const plan = async (json: object) =>
    (await crm.request("/api/metadata/plan", { json: { documents: [json] } }, "administrator")).json();
  const job = documents.find(({ kind, name }) => kind === "type" && name === "job");
  const fields = job?.kind === "type" ? job.fields : [];
  const renamed = {
    ...job,
    fields: fields.map((one) => (one.name === "state" ? { ...one, name: "stage", formerly: "state" } : one)),
  };
  const { steps } = await plan(renamed);
  expect(steps[0].change).toBe("field-renamed");
  expect(told(steps[0].affects)).toEqual(["view/jobs | filter | follows"]);
  const changed = {
    ...job,
    fields: fields.map((one) => (one.name === "hours" ? { ...one, decimals: 3 } : one)),
  };
  const { steps: changes } = await plan(changed);
  expect(told(changes[0].affects)).toContain("view/jobs | column “Hours worked” | affected");
});
