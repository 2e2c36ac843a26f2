import { expect, test } from "vitest";
import { kinds, type MetadataDocument } from "../../../metamodel/index.ts";
import { metadataHouse } from "../../../test/support/metadata.ts";
import { type Crm, crmFor, systemUser } from "../../crm.ts";
import { metadataJobs, openModels } from "../index.ts";
import { undo } from "../undo.ts";
import { verify } from "../verify.ts";
import { applyPack, forgetPack, packs, planPack } from "./index.ts";

const text = (name: string, en: string, more: object = {}) => ({
  name,
  type: "text",
  label: { en },
  ...more,
});
const type = (name: string, ...fields: object[]) =>
  kinds.type.parse({ kind: "type", name, label: { en: name }, fields });
const view = (name: string, of: string, ...columns: string[]) =>
  kinds.view.parse({ kind: "view", name, type: of, label: { en: name }, columns });

const app = { kind: "app", name: "house", label: { en: "House" }, standard: true };

/** What the software brings first. */
const first = [
  type("person", text("name", "Name"), text("phone", "Phone"), text("fax", "Fax")),
  type("firm", text("name", "Name"), text("town", "Town")),
  view("persons", "person", "name", "phone"),
  view("firms", "firm", "name", "town"),
];

/** Other labels, a renamed field, one less, one more, and another list. */
const second = [
  type(
    "person",
    text("name", "Full name"),
    text("telephone", "Telephone", { formerly: "phone" }),
    text("birthday", "Birthday"),
  ),
  type("firm", text("name", "Name"), text("place", "Place", { formerly: "town" }), text("web", "Web page")),
  view("persons", "person", "name", "telephone"),
  view("firms", "firm", "name", "place"),
  view("by_birthday", "person", "birthday", "name"),
];

/** The person as a customer made it his own. */
const customized = (name: string, ...fields: object[]) =>
  type(
    "person",
    text("name", name),
    text("phone", "Phone"),
    text("fax", "Fax"),
    text("hobby", "Hobby"),
    ...fields,
  );

type House = Awaited<ReturnType<typeof metadataHouse>>;

/** The same workspace, opened by software with another standard model. */
async function upgraded(house: House, standard: readonly MetadataDocument[]): Promise<Crm> {
  const models = await openModels(house.database, { capabilities: [], standard });
  const runtime = { ...house.runtime, models, model: () => models.current() };
  await metadataJobs(runtime);
  return crmFor(runtime, systemUser, "system");
}

const labels = ({ models }: Crm, name: string) =>
  Object.fromEntries(
    [...(models.current().types.get(name)?.fields.values() ?? [])].map((field) => [
      field.name,
      field.label.en,
    ]),
  );
const listed = async (crm: Crm) =>
  (await packs(crm)).map(({ name, version, waiting }) => ({ name, version, waiting }));
const standardPack = ({ models }: Crm, more: object = {}) => ({
  name: "standard",
  version: models.standard.version,
  ...more,
});

test("a newer standard model is merged at start with what the customer made his own, and undoing it brings all of it back", async () => {
  await using house = await metadataHouse({ documents: [app], standard: first });
  await house.apply(customized("Name"));
  const { sql } = house.database;
  await sql`insert into record_person (id, type, name, phone, fax) values (gen_random_uuid(), 'person', 'A', '1', '2')`;

  const crm = await upgraded(house, second);
  // His field stays; label, key and removal come from the new version, for the firm that nobody changed too.
  expect(labels(crm, "person")).toEqual({
    name: "Full name",
    telephone: "Telephone",
    hobby: "Hobby",
    birthday: "Birthday",
  });
  expect(labels(crm, "firm")).toEqual({ name: "Name", place: "Place", web: "Web page" });
  expect([...crm.models.current().views.keys()].sort()).toEqual(["by_birthday", "firms", "persons"]);
  expect(crm.models.current().views.get("persons")).toHaveProperty("columns", ["name", "telephone"]);
  expect(await sql`select phone from record_person`).toEqual([{ phone: "1" }]);
  expect(await verify(crm)).toEqual([]);
  expect(await listed(crm)).toEqual([
    { name: "standard", version: crm.models.standard.version, waiting: null },
  ]);

  await undo(crm, { revision: crm.models.current().revision });
  expect(labels(crm, "person")).toEqual({ name: "Name", phone: "Phone", fax: "Fax", hobby: "Hobby" });
  expect(labels(crm, "firm")).toEqual({ name: "Name", town: "Town" });
  expect(await sql`select fax from record_person`).toEqual([{ fax: "2" }]);

  // Taken back by somebody, it does not come again by itself, but he may take it in again.
  const again = await upgraded(house, second);
  expect(labels(again, "firm")).toEqual({ name: "Name", town: "Town" });
  expect(await listed(again)).toMatchObject([{ name: "standard", waiting: again.models.standard.version }]);
  await applyPack(again, standardPack(again));
  expect(labels(again, "person")).toMatchObject({
    name: "Full name",
    telephone: "Telephone",
    hobby: "Hobby",
  });
  expect(await verify(again)).toEqual([]);
});

test("what the customer and the new version both changed waits for him, place by place, and the house runs on", async () => {
  await using house = await metadataHouse({ documents: [app], standard: first });
  await house.apply(customized("Names"));
  const crm = await upgraded(house, second);
  expect(labels(crm, "person")).toMatchObject({ name: "Names", phone: "Phone" });
  expect(labels(crm, "firm")).toEqual({ name: "Name", town: "Town" });
  expect(await verify(crm)).toEqual([]);

  const { conflicts, steps } = await planPack(crm, standardPack(crm));
  expect(conflicts).toMatchObject([
    { place: "type/person fields.name.label.en", base: "Name", ours: "Names", theirs: "Full name" },
  ]);
  expect(steps.map(({ change, field }) => [change, field])).toEqual(
    expect.arrayContaining([
      ["field-renamed", "place"],
      ["field-added", "birthday"],
    ]),
  );
  await expect(applyPack(crm, standardPack(crm))).rejects.toMatchObject({ code: "metadata.merge-conflict" });
  await applyPack(crm, standardPack(crm, { resolve: { "type/person fields.name.label.en": "ours" } }));
  expect(labels(crm, "person")).toEqual({
    name: "Names",
    telephone: "Telephone",
    hobby: "Hobby",
    birthday: "Birthday",
  });
  expect((await planPack(crm, standardPack(crm))).steps).toEqual([]);
});

test("a workspace from before the standard model was kept begins with the one it meets, and loses nothing", async () => {
  await using house = await metadataHouse({ documents: [app], standard: first });
  await house.apply(customized("Name"));
  await house.database.sql`delete from kernel_pack`;
  const before = labels(house.crm(), "person");
  const same = await upgraded(house, first);
  expect(labels(same, "person")).toEqual(before);
  expect(await listed(same)).toHaveLength(1);
  const crm = await upgraded(house, second);
  expect(labels(crm, "person")).toMatchObject({ name: "Full name", telephone: "Telephone", hobby: "Hobby" });
});

test("a sector's pack builds on standard types; the next standard model and the next sector's pack keep what the others changed", async () => {
  await using house = await metadataHouse({ documents: [app], standard: first });
  const sector = (...more: object[]) => [
    type("firm", text("name", "Company"), text("town", "Town"), ...more),
    type("site", text("name", "Name")),
  ];
  await applyPack(house.crm(), { name: "building", version: "1", documents: sector() });
  await house.apply(type("firm", text("name", "Company"), text("town", "Town"), text("mine", "Mine")));
  const crm = await upgraded(house, second);
  expect(labels(crm, "firm")).toEqual({ name: "Company", place: "Place", mine: "Mine", web: "Web page" });
  expect(labels(crm, "person")).toMatchObject({ telephone: "Telephone" });
  await applyPack(crm, { name: "building", version: "2", documents: sector(text("trade", "Trade")) });
  expect(labels(crm, "firm")).toEqual({
    name: "Company",
    place: "Place",
    mine: "Mine",
    web: "Web page",
    trade: "Trade",
  });
  expect((await listed(crm)).map(({ name }) => name)).toEqual(["standard", "building"]);
  // A document that the new version gives up stays where the sector brings it.
  const third = await upgraded(
    house,
    second.filter(({ name }) => name !== "firm" && name !== "firms"),
  );
  expect(labels(third, "firm")).toMatchObject({ mine: "Mine" });
});

test("what is made the customer's own after the taking in follows it back when that is undone", async () => {
  await using house = await metadataHouse({ documents: [app], standard: first });
  const crm = await upgraded(house, second);
  const { revision } = crm.models.current();
  const own = second.find(({ name }) => name === "firm");
  if (own?.kind !== "type") throw new Error("no firm");
  await house.runtime.models.reload();
  await house.apply({ ...own, fields: [...own.fields, text("mine", "Mine")] });
  await undo(crm, { revision });
  expect(labels(crm, "firm")).toEqual({ name: "Name", town: "Town", mine: "Mine" });
  expect(labels(crm, "person")).toMatchObject({ phone: "Phone", fax: "Fax" });
  expect(await verify(crm)).toEqual([]);
});

test("a standard model that does not fit waits, is never replaced by a file and never forgotten", async () => {
  await using house = await metadataHouse({ documents: [app], standard: first });
  await house.apply(view("mine", "firm", "town"));
  const crm = await upgraded(house, [type("firm", text("name", "Name", { type: "nonsense" }))]);
  expect(labels(crm, "firm")).toEqual({ name: "Name", town: "Town" });
  expect((await planPack(crm, standardPack(crm))).faults.length).toBeGreaterThan(0);
  await expect(applyPack(crm, standardPack(crm, { documents: [] }))).rejects.toMatchObject({
    code: "metadata.pack-standard",
  });
  await expect(applyPack(crm, { name: "standard", version: "1" })).rejects.toMatchObject({
    code: "metadata.pack-standard",
  });
  await expect(forgetPack(crm, "standard")).rejects.toMatchObject({ code: "metadata.pack-standard" });
});
