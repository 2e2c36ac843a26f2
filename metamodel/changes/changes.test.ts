import { expect, test } from "vitest";
import { buildModel } from "../build-model.ts";
import { type ParsedDocument, parseDocument } from "../check/parse-document.ts";
import type { Kind, MetadataDocument } from "../index.ts";
import { compareModels, dropFields, renameFields, whereUsed } from "./index.ts";

const en = (text: string) => ({ en: text });

function document(kind: Kind, name: string, said: object): MetadataDocument {
  const parsed: ParsedDocument = parseDocument(kind, { name, label: en(name), ...said });
  if ("faults" in parsed) throw new Error(JSON.stringify(parsed.faults));
  return parsed.document;
}

const field = (name: string, type = "text", more: object = {}) => ({ name, type, label: en(name), ...more });

const customer = document("type", "customer", {
  title: "name",
  fields: [field("name"), field("town"), field("offers", "children", { of: "offer", by: "customer" })],
});
const offer = document("type", "offer", {
  fields: [field("name"), field("customer", "reference", { to: "customer" }), field("fee", "money")],
  rules: [{ when: 'fee > 1000 && customer.name == "name"', refuse: en("no"), at: ["fee", "customer.name"] }],
});
const others = [
  document("form", "offer", {
    type: "offer",
    head: ["customer.name"],
    sections: [{ label: en("x"), fields: ["name", { name: "fee", width: "full" }] }],
  }),
  document("view", "offers", {
    type: "offer",
    columns: ["name", "customer.name"],
    sort: ["-customer.name", "name"],
    filter: 'has(customer.name) && name != "customer.name"',
  }),
  document("view", "board", {
    type: "offer",
    shape: "board",
    group: "name",
    card: ["customer.name"],
    sum: "fee",
  }),
  document("dashboard", "figures", {
    tiles: [
      {
        name: "a",
        label: en("a"),
        type: "offer",
        shape: "bar",
        group: "customer.name",
        measures: [{ measure: 'sum:fee(customer.name == "x")', label: en("s") }],
      },
      {
        name: "b",
        label: en("b"),
        type: "customer",
        shape: "number",
        measure: "count(offers.exists(o, o.name == name))",
      },
      { name: "c", label: en("c"), type: "offer", shape: "list", columns: ["name", "customer.name"] },
    ],
  }),
  document("role", "seller", {
    types: {
      offer: { see: "customer.name == user.name", fields: { fee: "hidden" } },
      customer: { change: 'name == "x"' },
    },
  }),
  document("mapping", "file", {
    type: "customer",
    columns: [{ column: "Nom", field: "name" }],
    key: ["name"],
  }),
  document("template", "letter", {
    type: "customer",
    channel: "email",
    to: "name",
    subject: en("Hello {{name}}"),
    body: en(
      '<b class="name">{{upper name}}</b>{{#each offers}}{{name}} {{customer.name}} {{../name}} {{money fee currency=name}}{{/each}}{{! name }}',
    ),
  }),
];
const documents = [customer, offer, ...others];
const model = buildModel(documents);

test("a field is found wherever it is named, and nothing else that looks like it", () => {
  const found = whereUsed({ model, documents }, { type: "customer", field: "name" });
  expect(found.map(({ kind, name, path }) => `${kind}/${name} ${path}`)).toEqual([
    "type/customer title",
    "type/offer rules[0].when",
    "type/offer rules[0].at[1]",
    "form/offer head[0]",
    "view/offers filter",
    "view/offers sort[0]",
    "view/offers columns[1]",
    "view/board card[0]",
    "dashboard/figures tiles[0].group",
    "dashboard/figures tiles[0].measures[0].measure",
    "dashboard/figures tiles[1].measure",
    "dashboard/figures tiles[2].columns[1]",
    "role/seller types.offer.see",
    "role/seller types.customer.change",
    "mapping/file columns[0].field",
    "mapping/file key[0]",
    "template/letter to",
    "template/letter subject.en",
    "template/letter body.en",
  ]);
});

test("renaming changes the field's name and no other word", () => {
  const renamed = renameFields({ model, documents }, [{ type: "customer", field: "name", to: "company" }]);
  const get = (kind: Kind, name: string) => renamed.find((one) => one.kind === kind && one.name === name);
  expect(get("type", "customer")).toMatchObject({ title: "company" });
  expect(get("type", "offer")).toMatchObject({
    rules: [{ when: 'fee > 1000 && customer.company == "name"', at: ["fee", "customer.company"] }],
  });
  expect(get("view", "offers")).toMatchObject({
    columns: ["name", "customer.company"],
    sort: ["-customer.company", "name"],
    filter: 'has(customer.company) && name != "customer.name"',
  });
  expect(get("dashboard", "figures")).toMatchObject({
    tiles: [
      { group: "customer.company", measures: [{ measure: 'sum:fee(customer.company == "x")' }] },
      { measure: "count(offers.exists(o, o.name == company))" },
      { columns: ["name", "customer.company"] },
    ],
  });
  expect(get("role", "seller")).toMatchObject({ types: { offer: { see: "customer.company == user.name" } } });
  expect(get("mapping", "file")).toMatchObject({
    columns: [{ column: "Nom", field: "company" }],
    key: ["company"],
  });
  expect(get("template", "letter")).toMatchObject({
    to: "company",
    subject: { en: "Hello {{company}}" },
    body: {
      en: '<b class="name">{{upper company}}</b>{{#each offers}}{{name}} {{customer.company}} {{../company}} {{money fee currency=name}}{{/each}}{{! name }}',
    },
  });
});

test("two fields renamed at once keep apart", () => {
  const renamed = renameFields({ model, documents: [offer] }, [
    { type: "customer", field: "name", to: "fee" },
    { type: "offer", field: "fee", to: "name_2" },
  ]);
  expect(renamed[0]).toMatchObject({
    rules: [{ when: 'name_2 > 1000 && customer.fee == "name"', at: ["name_2", "customer.fee"] }],
  });
});

test("columns, form fields and hidden fields go with a field; expressions and groupings are left to a person", () => {
  const { documents: settled, left } = dropFields({ model, documents: others }, [
    { type: "offer", field: "fee" },
  ]);
  expect(settled[0]).toMatchObject({ sections: [{ fields: ["name"] }] });
  expect(settled[2]).not.toHaveProperty("sum");
  expect(settled[4]).toMatchObject({ types: { offer: { fields: {} } } });
  expect(left.map(({ kind, name, path }) => `${kind}/${name} ${path}`)).toEqual([
    "dashboard/figures tiles[0].measures[0].measure",
    "template/letter body.en",
  ]);
});

test("nothing is found in texts that cannot be read", () => {
  const broken = [
    document("view", "v", { type: "offer", columns: ["name"], filter: "fee >" }),
    document("template", "t", {
      type: "offer",
      channel: "letter",
      subject: en("{{#if fee}}"),
      body: en("{{fee"),
    }),
  ];
  expect(whereUsed({ model, documents: broken }, { type: "offer", field: "fee" })).toEqual([]);
});

test("models are compared in plain words, in both languages", () => {
  const after = buildModel([
    document("type", "customer", {
      title: "name",
      plural: en("Customers"),
      fields: [
        field("name", "text", { required: true, label: en("Company") }),
        field("place", "text", { formerly: "town" }),
      ],
    }),
    document("type", "offer", {
      fields: [
        field("fee", "integer"),
        field("until", "date"),
        field("customer", "reference", { to: "customer" }),
      ],
    }),
    ...others.slice(1),
  ]);
  const changes = compareModels(model, after, { documents });
  expect(changes.map(({ words }) => words.en)).toEqual([
    "Type “customer”: plural",
    "Remove the field “offers” from “customer”; its values are kept",
    "Field “Company” of “customer”: label, required",
    "Field “place” of “customer”: the key town becomes place",
    "Field “place” of “customer”: label",
    "Type “offer”: title of records, rules",
    "Remove the field “name” from “offer”; its values are kept",
    "Field “fee” of “offer”: Amount of money becomes Whole number",
    "Add the field “until” to “offer”",
    "Remove: form “offer”",
  ]);
  expect(changes.every(({ words }) => words.fr !== words.en && !/\{\w+\}/.test(words.fr))).toBe(true);
  const removed = changes.find(({ change, field: name }) => change === "field-removed" && name === "name");
  expect(removed?.affects.map(({ kind, name }) => `${kind}/${name}`)).toContain("view/offers");
});

test("two equal models have no changes", () => {
  expect(compareModels(model, buildModel(structuredClone(documents)))).toEqual([]);
});

test("what a subtype only inherits is told at the type that says it", () => {
  const sub = document("type", "small_offer", { extends: "offer", fields: [] });
  const changed = document("type", "offer", { title: "name", fields: [field("name")] });
  const changes = compareModels(buildModel([customer, offer, sub]), buildModel([customer, changed, sub]));
  expect(new Set(changes.map(({ name }) => name))).toEqual(new Set(["offer"]));
});

test("a plural that nobody said is not told as changed with the label", () => {
  const built = (said: object) => {
    const changed = [document("type", "site", said)];
    return { changed, model: buildModel(changed) };
  };
  const aspects = (was: object, now: object) => {
    const [before, after] = [built(was), built(now)];
    const told = compareModels(before.model, after.model, { renamings: [], documents: before.changed });
    return told.map((change) => change.words.fr);
  };
  expect(aspects({ label: en("Site") }, { label: en("Place") })).toEqual(["Type « Place » : libellé"]);
  expect(aspects({ label: en("Site") }, { label: en("Place"), plural: en("Places") })).toEqual([
    "Type « Place » : libellé, pluriel",
  ]);
});
