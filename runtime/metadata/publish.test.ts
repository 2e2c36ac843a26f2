import { expect, test } from "vitest";
import { Refusal } from "../../core/errors/index.ts";
import { newId } from "../../core/ids.ts";
import { metadataHouse } from "../../test/support/metadata.ts";
import { applyChanges, planChanges, removedFields, revisions, undo } from "./index.ts";

const fr = (text: string) => ({ fr: text });
const text = (name: string, more: object = {}) => ({ name, type: "text", label: fr(name), ...more });
const contract = (...fields: object[]) => ({
  kind: "type",
  name: "contract",
  label: fr("Contrat"),
  fields: [text("subject"), ...fields],
});
const app = { kind: "app", name: "house", label: fr("Maison") };

test("a published type can be written and read at once, a field added later too", async () => {
  await using house = await metadataHouse({ documents: [app, contract()] });
  const { sql } = house.database;
  await sql`insert into record_contract (id, subject) values (${newId()}, 'Pompe')`;
  await house.apply(contract({ name: "until", type: "date", label: fr("Garantie"), indexed: true }));
  await sql`update record_contract set until = '2026-03-04'`;
  expect(await sql`select subject, until::text from record_contract`).toMatchObject([
    { subject: "Pompe", until: "2026-03-04" },
  ]);
  expect(house.runtime.model().types.get("contract")?.fields.get("until")?.column).toBe("until");
  const indexes = await sql`select indexdef from pg_indexes where tablename = 'record_contract'`;
  expect(indexes.some(({ indexdef }) => indexdef.includes("(until, id)"))).toBe(true);
});

test("a renamed field keeps its values, and every mention follows", async () => {
  await using house = await metadataHouse({
    documents: [
      app,
      contract(text("place")),
      {
        kind: "view",
        name: "contracts",
        type: "contract",
        label: fr("Contrats"),
        columns: ["subject", "place"],
        sort: ["-place"],
        filter: 'place != ""',
      },
      {
        kind: "form",
        name: "contract",
        type: "contract",
        label: fr("Contrat"),
        sections: [{ label: fr("x"), fields: ["place", { name: "subject", width: "full" }] }],
      },
      {
        kind: "template",
        name: "letter",
        type: "contract",
        label: fr("Lettre"),
        channel: "letter",
        subject: fr("x"),
        body: fr("<p>{{#if place}}{{place}}{{/if}} place</p>"),
      },
    ],
  });
  const { sql } = house.database;
  await sql`insert into record_contract (id, subject, place) values (${newId()}, 'Pompe', 'Vevey')`;
  await house.apply(contract(text("town", { formerly: "place" })));
  const model = house.runtime.model();
  expect(model.types.get("contract")?.fields.get("town")?.column).toBe("place");
  expect(model.views.get("contracts")).toMatchObject({
    columns: ["subject", "town"],
    sort: ["-town"],
    filter: 'town != ""',
  });
  expect(model.forms.get("contract")?.sections[0]?.fields).toEqual([
    "town",
    { name: "subject", width: "full" },
  ]);
  expect(model.templates.get("letter")?.body.fr).toBe("<p>{{#if town}}{{town}}{{/if}} place</p>");
});

test("a removed field comes back with its values", async () => {
  await using house = await metadataHouse({ documents: [app, contract(text("place"))] });
  const { sql } = house.database;
  await sql`insert into record_contract (id, subject, place) values (${newId()}, 'Pompe', 'Vevey')`;
  await house.apply(contract());
  expect(house.runtime.model().types.get("contract")?.fields.has("place")).toBe(false);
  expect(await removedFields(house.crm(), { type: "contract" })).toMatchObject([
    { field: { name: "place" }, rows: 1 },
  ]);
  const plan = await planChanges(house.crm(), { documents: [contract(text("place"))] });
  expect(plan.steps).toMatchObject([{ change: "field-restored", sql: [] }]);
  await house.apply(contract(text("place")));
  expect(await sql`select place from record_contract`).toMatchObject([{ place: "Vevey" }]);
  expect(await removedFields(house.crm(), { type: "contract" })).toEqual([]);
});

test("a converted field keeps what converts, tells what does not, and undo brings the old values back", async () => {
  await using house = await metadataHouse({ documents: [app, contract(text("fee"))] });
  const { sql } = house.database;
  const [one, two, three] = [newId(), newId(), newId()];
  await sql`insert into record_contract (id, subject, fee) values (${one}, 'a', '1''200.50'), (${two}, 'b', 'gratuit'), (${three}, 'c', null)`;
  const asMoney = contract({ name: "fee", type: "money", label: fr("Forfait") });
  const plan = await planChanges(house.crm(), { documents: [asMoney] });
  const step = plan.steps.find(({ change }) => change === "field-converted");
  expect(step?.warnings).toMatchObject([{ count: 1, samples: ["gratuit"] }]);
  const revision = await house.apply(asMoney);
  const column = house.runtime.model().types.get("contract")?.fields.get("fee")?.column;
  expect(column).toBe("contract_fee");
  const values = await sql`select subject, contract_fee::text as fee from record_contract order by id`;
  expect(values).toMatchObject([
    { subject: "a", fee: "1200.50" },
    { subject: "b", fee: null },
    { subject: "c", fee: null },
  ]);
  await sql`update record_contract set contract_fee = 99 where id = ${three}`;
  await undo(house.crm(), { revision });
  expect(house.runtime.model().types.get("contract")?.fields.get("fee")?.column).toBe("fee");
  const back = await sql`select subject, fee from record_contract order by id`;
  expect(back).toMatchObject([{ fee: "1'200.50" }, { fee: "gratuit" }, { fee: "99.00" }]);
  const journal = await sql`select count(*)::int as count from kernel_mutation where old ? 'fee'`;
  expect(journal).toMatchObject([{ count: 0 }]);
});

test("undo keeps what was changed since beside it, and says where the same was changed again", async () => {
  await using house = await metadataHouse({ documents: [app, contract(text("note"))] });
  const { sql } = house.database;
  const added = await house.apply(contract(text("note"), text("place")));
  await sql`insert into record_contract (id, place) values (${newId()}, 'Vevey')`;
  await house.apply({
    ...contract(text("note", { required: true }), text("place"), text("other")),
    title: "subject",
  });
  const undone = await undo(house.crm(), { revision: added });
  const names = () => [...(house.runtime.model().types.get("contract")?.fields.keys() ?? [])];
  expect(names()).toEqual(["subject", "note", "other"]);
  expect(house.runtime.model().types.get("contract")?.fields.get("note")?.document.required).toBe(true);
  await undo(house.crm(), { revision: undone.revision });
  expect(names()).toEqual(["subject", "note", "place", "other"]);
  expect(await sql`select place from record_contract`).toMatchObject([{ place: "Vevey" }]);

  const labelled = await house.apply({ ...contract(text("note")), label: fr("Mandat") });
  await house.apply({ ...contract(text("note")), label: fr("Accord") });
  await expect(undo(house.crm(), { revision: labelled })).rejects.toMatchObject({
    code: "metadata.undo-conflict",
    values: { place: { fr: "type « Accord »", en: "type “Accord”" } },
    faults: [
      {
        path: "type/contract label.fr",
        code: "metadata.changed-since",
        values: { now: '"Accord"', before: '"Contrat"' },
      },
    ],
  });
});

test("undo publishes the documents as they were, one revision after the other", async () => {
  await using house = await metadataHouse({ documents: [app, contract()] });
  const before = house.runtime.model().types.get("contract");
  const added = await house.apply(contract(text("place")));
  const later = await house.apply(contract(text("place"), text("other")));
  await undo(house.crm(), { revision: later });
  await undo(house.crm(), { revision: later + 1 });
  await undo(house.crm(), { revision: later + 2 });
  await undo(house.crm(), { revision: added });
  const after = house.runtime.model().types.get("contract");
  expect([...(after?.fields.keys() ?? [])]).toEqual([...(before?.fields.keys() ?? [])]);
  const list = await revisions(house.crm());
  expect(list.map(({ undoes }) => undoes)).toEqual([added, later + 2, later + 1, later, null, null, null]);
  expect(list[0]?.changes).toEqual([
    {
      fr: "Retrait du champ « place » de « Contrat » ; ses valeurs sont gardées",
      en: "Remove the field “place” from “Contrat”; its values are kept",
    },
  ]);
});

test("a field that an expression still needs is not removed", async () => {
  await using house = await metadataHouse({
    documents: [
      app,
      contract(text("place")),
      {
        kind: "view",
        name: "contracts",
        type: "contract",
        label: fr("Contrats"),
        columns: ["subject", "place"],
        filter: 'place == "Vevey"',
      },
    ],
  });
  const refused = applyChanges(house.crm(), { documents: [contract()] });
  await expect(refused).rejects.toThrow(Refusal);
  await expect(refused).rejects.toMatchObject({
    code: "metadata.invalid",
    faults: [{ path: "view/contracts filter", code: "metadata.still-used" }],
  });
  expect(house.runtime.model().revision).toBe(1);
});

test("a stale revision is refused", async () => {
  await using house = await metadataHouse({ documents: [app, contract()] });
  await house.apply(contract(text("place")));
  await expect(applyChanges(house.crm(), { documents: [contract()], revision: 1 })).rejects.toMatchObject({
    code: "metadata.stale",
  });
});

test("another currency keeps the amounts, another target of a link does not, and the plan says so", async () => {
  const target = { kind: "type", name: "site", label: fr("Site"), fields: [text("name")] };
  const fee = (currency: string) => ({ name: "fee", type: "money", label: fr("Forfait"), currency });
  const link = (to: string) => ({ name: "place", type: "reference", label: fr("Lieu"), to });
  await using house = await metadataHouse({ documents: [app, target, contract(fee("CHF"), link("site"))] });
  const { sql } = house.database;
  const [id, site] = [newId(), newId()];
  await sql`insert into record_site (id, name) values (${site}, 'Vevey')`;
  await sql`insert into record_contract (id, fee, place) values (${id}, 1200.4, ${site})`;
  const changed = contract(fee("JPY"), link("contract"));
  const { steps } = await planChanges(house.crm(), { documents: [changed] });
  expect(steps.map(({ field, warnings }) => [field, warnings.length])).toEqual([
    ["fee", 0],
    ["place", 1],
  ]);
  expect(steps.every((step) => step.sql.length > 1 && step.lock)).toBe(true);
  await house.apply(changed);
  const fields = house.runtime.model().types.get("contract")?.fields;
  const [row] = await sql.unsafe(
    `select ${fields?.get("fee")?.column}::text as fee, ${fields?.get("place")?.column} as place from record_contract`,
  );
  expect(row).toEqual({ fee: "1200", place: null });
});
