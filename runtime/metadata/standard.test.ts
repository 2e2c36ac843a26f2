import { expect, test } from "vitest";
import * as z from "zod";
import type { TypeDocument } from "../../metamodel/index.ts";
import { standardDocuments } from "../../metamodel/standard/index.ts";
import { metadataHouse } from "../../test/support/metadata.ts";
import { defineCapability } from "../capability.ts";
import { crmFor, systemUser } from "../crm.ts";
import { applyChanges, metadataJobs, openModels, planChanges } from "./index.ts";

const app = { kind: "app", name: "house", label: { en: "House" }, standard: true };

const journal = defineCapability({
  name: "journal",
  label: { fr: "Journal", en: "Journal" },
  help: { fr: "Journal", en: "Journal" },
  settings: z.object({}),
  fields: (type) => [
    {
      on: "entry",
      by: "journal",
      field: { name: type.name, type: "reference", label: type.label, to: type.name },
    },
  ],
});
const plain = (name: string) =>
  defineCapability({
    name,
    label: { fr: name, en: name },
    help: { fr: name, en: name },
    settings: z.looseObject({}),
  });
const capabilities = [journal, ...["documents", "merge"].map(plain)];

test("the whole standard model becomes tables, keys and counters", async () => {
  await using house = await metadataHouse({ documents: [app], capabilities });
  const { sql } = house.database;
  const model = house.runtime.model();
  expect(model.types.size).toBeGreaterThan(15);
  for (const type of model.types.values()) await sql.unsafe(`select * from ${type.table} limit 0`);
  const [keys] =
    await sql`select count(*)::int as count from pg_constraint where contype = 'f' and convalidated`;
  expect(keys?.count).toBeGreaterThan(20);
  const [unfinished] = await sql`select count(*)::int as count from pg_constraint where not convalidated`;
  expect(unfinished?.count).toBe(0);
});

test("changing a standard type makes it the administrator's own and keeps its forms and lists", async () => {
  await using house = await metadataHouse({ documents: [app], capabilities });
  const before = house.runtime.model();
  const views = [...before.views.values()].filter(({ type }) => type === "person").map(({ name }) => name);
  expect(views.length).toBeGreaterThan(0);
  const standard = standardType("person");
  const person = {
    ...standard,
    fields: [...standard.fields, { name: "hobby", type: "text", label: { en: "Hobby" } }],
  };
  const plan = await planChanges(house.crm(), { documents: [person] });
  expect(plan.faults).toEqual([]);
  expect(plan.steps.map(({ change, field }) => [change, field])).toEqual([["field-added", "hobby"]]);
  await house.apply(person);
  const after = house.runtime.model();
  expect([...after.views.values()].filter(({ type }) => type === "person").map(({ name }) => name)).toEqual(
    views,
  );
  expect(after.types.get("person")?.fields.has("hobby")).toBe(true);
});

test("a capability brings its field with a column, also when it comes with a newer version of the software", async () => {
  const device = {
    kind: "type",
    name: "device",
    label: { en: "Device" },
    capabilities: { journal: {} },
    fields: [{ name: "name", type: "text", label: { en: "Name" } }],
  };
  await using house = await metadataHouse({
    documents: [app],
    capabilities: ["journal", "documents", "merge"].map(plain),
  });
  await house.apply(device);
  expect(house.runtime.model().types.get("entry")?.fields.has("device")).toBe(false);
  const models = await openModels(house.database, { capabilities });
  const runtime = { ...house.runtime, models, model: () => models.current() };
  await metadataJobs(runtime);
  expect(models.current().types.get("entry")?.fields.get("device")?.column).toBe("device");
  await house.database.sql`select device from record_entry limit 0`;
  const again = await applyChanges(crmFor(runtime, systemUser, "system"), { documents: [] });
  expect(again).toEqual({ revision: models.current().revision, jobs: [] });
});

test("a change set is published as a whole or not at all", async () => {
  await using house = await metadataHouse({ documents: [app], capabilities });
  const { sql } = house.database;
  await sql`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$`;
  await sql`create trigger refuse before insert on kernel_document for each row execute function refuse()`;
  const tables = () =>
    sql`select count(*)::int as count from information_schema.columns where table_schema = current_schema()`;
  const before = await tables();
  const device = {
    kind: "type",
    name: "device",
    label: { en: "Device" },
    fields: [{ name: "name", type: "text", label: { en: "Name" } }],
  };
  await expect(house.apply(device)).rejects.toThrow("disk full");
  expect(await tables()).toEqual(before);
  expect((await house.runtime.models.reload()).types.has("device")).toBe(false);
  await sql`drop function refuse() cascade`;
  await house.apply(device);
  expect(house.runtime.model().types.has("device")).toBe(true);
});

function standardType(name: string): TypeDocument {
  const found = standardDocuments.find((one) => one.kind === "type" && one.name === name);
  if (found?.kind !== "type") throw new Error(`no standard type ${name}`);
  return found;
}
