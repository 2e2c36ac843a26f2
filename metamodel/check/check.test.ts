import { expect, test } from "vitest";
import * as z from "zod";
import { codes, sentence } from "../../core/errors/index.ts";
import type { Kind, MetadataDocument } from "../kinds/index.ts";
import { checkDocuments, kindOf, parseDocument } from "./index.ts";

const label = { fr: "Mot", en: "Word" };
const options = [{ value: "open", label }];

/** A small sound app to which a test adds what is wrong. */
const sound = [
  doc("type", {
    name: "case",
    title: "subject",
    state: "state",
    fields: [
      text("subject"),
      { name: "state", type: "select", label, options },
      { name: "tags", type: "multi-select", label, options },
      { name: "customer", type: "reference", to: "party", label },
      { name: "due", type: "date", label },
      { name: "fee", type: "money", label },
      { name: "notes", type: "long-text", label },
      { name: "lines", type: "children", of: "line", by: "case", label },
    ],
  }),
  doc("type", { name: "breakdown", extends: "case", fields: [text("cause")] }),
  doc("type", { name: "party", fields: [text("name"), { name: "email", type: "email", label }] }),
  doc("type", {
    name: "line",
    fields: [{ name: "case", type: "reference", to: "case", label }, text("what")],
  }),
];

function doc(kind: Kind, json: Record<string, unknown>): MetadataDocument {
  const parsed = parseDocument(kind, { label, ...json });
  if ("faults" in parsed) throw new Error(JSON.stringify(parsed.faults));
  return parsed.document;
}

function text(name: string, more: object = {}) {
  return { name, type: "text", label, ...more };
}

/** What the check says about documents added to the sound app, without the values. */
function faults(...documents: MetadataDocument[]): string[] {
  return checkDocuments([...sound, ...documents]).map(({ path, code }) => `${path} ${code}`);
}

function typeX(json: Record<string, unknown>): MetadataDocument {
  return doc("type", { name: "x", ...json });
}

function fieldX(field: Record<string, unknown>): MetadataDocument {
  return typeX({ fields: [{ name: "f", label, ...field }] });
}

test("sound documents have no fault", () => {
  expect(faults()).toEqual([]);
});

test.each<[string, MetadataDocument[], string[]]>([
  ["a type twice", [typeX({}), typeX({})], ["type/x name metadata.duplicate"]],
  ["two apps", [doc("app", { name: "a" }), doc("app", { name: "b" })], ["app/b name metadata.several-apps"]],
  ["an unknown base type", [typeX({ extends: "cas" })], ["type/x extends metadata.type-unknown"]],
  ["a type that extends itself", [typeX({ extends: "x" })], ["type/x extends metadata.cycle"]],
  [
    "types that extend each other",
    [typeX({ extends: "y" }), doc("type", { name: "y", extends: "x" })],
    ["type/x extends metadata.cycle", "type/y extends metadata.cycle"],
  ],
  [
    "a field twice",
    [typeX({ fields: [text("a"), text("a")] })],
    ["type/x fields[1].name metadata.duplicate"],
  ],
  [
    "a field that is inherited",
    [typeX({ extends: "breakdown", fields: [text("cause"), text("due")] })],
    ["type/x fields[0].name metadata.inherited", "type/x fields[1].name metadata.inherited"],
  ],
  ...["id", "title", "version", "created_at", "user", "function", "xmin"].map(
    (name): [string, MetadataDocument[], string[]] => [
      `the reserved name ${name}`,
      [typeX({ fields: [text(name)] })],
      ["type/x fields[0].name metadata.reserved"],
    ],
  ),
  [
    "an unknown field type",
    [fieldX({ type: "moneyy" })],
    ["type/x fields[0].type metadata.field-type-unknown"],
  ],
  [
    "an unknown property",
    [fieldX({ type: "text", maxLenght: 3 })],
    ["type/x fields[0].maxLenght metadata.unknown-key"],
  ],
  ["a missing property", [fieldX({ type: "reference" })], ["type/x fields[0].to metadata.missing"]],
  [
    "a wrong property",
    [fieldX({ type: "text", maxLength: "3" })],
    ["type/x fields[0].maxLength metadata.shape"],
  ],
  [
    "a pattern with look-ahead",
    [fieldX({ type: "text", pattern: "(?=a)" })],
    ["type/x fields[0].pattern metadata.shape"],
  ],
  [
    "two options of one value",
    [fieldX({ type: "select", options: [...options, ...options] })],
    ["type/x fields[0].options metadata.shape"],
  ],
  [
    "limits the wrong way round",
    [fieldX({ type: "integer", min: 5, max: 1 })],
    ["type/x fields[0] metadata.limits-crossed"],
  ],
  [
    "decimal limits the wrong way round",
    [fieldX({ type: "decimal", min: "10", max: "9.5" })],
    ["type/x fields[0] metadata.limits-crossed"],
  ],
  [
    "a default that does not fit",
    [fieldX({ type: "date", default: "4.3.2026" })],
    ["type/x fields[0].default metadata.default-refused"],
  ],
  [
    "a default that is no option",
    [fieldX({ type: "select", options, default: "closed" })],
    ["type/x fields[0].default metadata.default-refused"],
  ],
  [
    "a default of a number that is given",
    [fieldX({ type: "sequence", default: "1" })],
    ["type/x fields[0].default metadata.no-effect"],
  ],
  [
    "a searchable date",
    [fieldX({ type: "date", searchable: true })],
    ["type/x fields[0].searchable metadata.no-effect"],
  ],
  [
    "a unique long text",
    [fieldX({ type: "long-text", unique: true })],
    ["type/x fields[0].unique metadata.no-effect"],
  ],
  [
    "an index on long texts",
    [fieldX({ type: "text", maxLength: 5000, indexed: true })],
    ["type/x fields[0].indexed metadata.too-long-to-index"],
  ],
  [
    "a required field that nobody fills",
    [fieldX({ type: "text", required: true, readOnly: true })],
    ["type/x fields[0].readOnly metadata.never-filled"],
  ],
  [
    "a former name that is still there",
    [typeX({ fields: [text("a", { formerly: "b" }), text("b")] })],
    ["type/x fields[0].formerly metadata.formerly-there"],
  ],
  [
    "a reference to nothing",
    [fieldX({ type: "reference", to: "partyy" })],
    ["type/x fields[0].to metadata.type-unknown"],
  ],
  [
    "a collaborator without collaborators",
    [fieldX({ type: "collaborator" })],
    ["type/x fields[0].type metadata.type-unknown"],
  ],
  [
    "children of nothing",
    [fieldX({ type: "children", of: "lin", by: "case" })],
    ["type/x fields[0].of metadata.type-unknown"],
  ],
  [
    "children by nothing",
    [fieldX({ type: "children", of: "line", by: "cas" })],
    ["type/x fields[0].by metadata.field-unknown"],
  ],
  [
    "children that point elsewhere",
    [fieldX({ type: "children", of: "line", by: "case" })],
    ["type/x fields[0].by metadata.not-back"],
  ],
  ["a title that cannot be read", [typeX({ title: "a +" })], ["type/x title expression.ends-early"]],
  [
    "a title of another kind",
    [typeX({ fields: [text("a")], title: "1 + 1" })],
    ["type/x title expression.result"],
  ],
  [
    "a state that is no choice",
    [typeX({ fields: [text("a")], state: "a" })],
    ["type/x state metadata.no-choices"],
  ],
  ["a state that is not there", [typeX({ state: "a" })], ["type/x state metadata.field-unknown"]],
  [
    "a rule about nothing",
    [typeX({ rules: [{ when: "a == 1", refuse: label, at: ["b"] }] })],
    ["type/x rules[0].when expression.unknown-name", "type/x rules[0].at[0] metadata.field-unknown"],
  ],
  [
    "unique sets that cannot be",
    [typeX({ fields: [{ name: "n", type: "long-text", label }], unique: [["n", "m"]] })],
    ["type/x unique[0][0] metadata.no-effect", "type/x unique[0][1] metadata.field-unknown"],
  ],
  [
    "a form with fields that are not there or twice",
    [
      doc("form", {
        name: "f",
        type: "case",
        head: ["lines"],
        sections: [{ label, fields: ["subjct", "due", { name: "due" }] }],
      }),
    ],
    [
      "form/f head[0] metadata.not-a-column",
      "form/f sections[0].fields[0] metadata.field-unknown",
      "form/f sections[0].fields[2] metadata.duplicate",
    ],
  ],
  ["a form of nothing", [doc("form", { name: "f", type: "cases" })], ["form/f type metadata.type-unknown"]],
  [
    "a list that leads nowhere",
    [
      doc("view", {
        name: "v",
        type: "case",
        columns: ["customer.nam", "due.year", "due", "due"],
        sort: ["-notes", "customer.name"],
        filter: "dueee < today()",
      }),
    ],
    [
      "view/v filter expression.unknown-name",
      "view/v sort[0] metadata.not-sortable",
      "view/v columns[0] metadata.field-unknown",
      "view/v columns[1] metadata.path",
      "view/v columns[3] metadata.duplicate",
    ],
  ],
  [
    "a board by a text",
    [doc("view", { name: "v", type: "case", shape: "board", group: "subject", card: ["fe"], sum: "due" })],
    [
      "view/v group metadata.no-choices",
      "view/v card[0] metadata.field-unknown",
      "view/v sum metadata.not-summable",
    ],
  ],
  [
    "a board by several choices",
    [doc("view", { name: "v", type: "case", shape: "board", group: "tags" })],
    ["view/v group metadata.no-choices"],
  ],
  [
    "figures of nothing",
    [
      doc("dashboard", {
        name: "d",
        tiles: [
          { name: "a", label, type: "case", shape: "number", measure: "sum:subject" },
          { name: "b", label, type: "case", shape: "number", measure: "share" },
          { name: "c", label, type: "case", shape: "number", measure: "count(statee == 1)" },
          {
            name: "d",
            label,
            type: "case",
            shape: "bar",
            group: "subject:month",
            measures: [{ measure: "count", label }],
          },
          {
            name: "e",
            label,
            type: "case",
            shape: "pie",
            group: "lines",
            measures: [{ measure: "avg:fees", label }],
          },
          { name: "f", label, type: "cse", shape: "list", columns: ["x"] },
        ],
      }),
    ],
    [
      "dashboard/d tiles[0].measure metadata.not-summable",
      "dashboard/d tiles[1].measure metadata.share-condition",
      "dashboard/d tiles[2].measure expression.unknown-name",
      "dashboard/d tiles[3].group metadata.grain",
      "dashboard/d tiles[4].group metadata.not-a-column",
      "dashboard/d tiles[4].measures[0].measure metadata.field-unknown",
      "dashboard/d tiles[5].type metadata.type-unknown",
    ],
  ],
  [
    "a role over nothing",
    [doc("role", { name: "r", types: { cases: {}, case: { see: "customer == 1", hidden: ["fees"] } } })],
    [
      "role/r types.cases metadata.type-unknown",
      "role/r types.case.see expression.operands",
      "role/r types.case.hidden[0] metadata.field-unknown",
    ],
  ],
  [
    "a mail to nobody",
    [
      doc("template", {
        name: "t",
        type: "case",
        channel: "email",
        to: "customer.mail",
        subject: label,
        body: label,
      }),
    ],
    ["template/t to metadata.field-unknown"],
  ],
  [
    "a mapping to nothing",
    [
      doc("mapping", {
        name: "m",
        type: "case",
        columns: [
          { column: "A", field: "subjec" },
          { column: "B", field: "due", match: "name" },
          { column: "B", field: "due" },
          { column: "C", field: "customer", match: "nam" },
        ],
        key: ["no"],
      }),
    ],
    [
      "mapping/m columns[2].column metadata.duplicate",
      "mapping/m columns[0].field metadata.field-unknown",
      "mapping/m columns[1].match metadata.path",
      "mapping/m columns[2].field metadata.duplicate",
      "mapping/m columns[3].match metadata.field-unknown",
      "mapping/m key[0] metadata.field-unknown",
    ],
  ],
  [
    "a menu that leads nowhere",
    [
      doc("app", {
        name: "a",
        modules: [
          { name: "m", label },
          { name: "m", label, type: "cases" },
          { name: "n", label, dashboard: "d" },
        ],
        home: "o",
        standard: ["persn"],
        timeZone: "Europe/Zuric",
      }),
    ],
    [
      "app/a modules[1].name metadata.duplicate",
      "app/a modules[0] metadata.module-target",
      "app/a modules[1].type metadata.type-unknown",
      "app/a modules[2].dashboard metadata.dashboard-unknown",
      "app/a home metadata.module-unknown",
      "app/a standard[0] metadata.standard-unknown",
      "app/a timeZone metadata.time-zone",
    ],
  ],
])("%s is told with its place", (_what, documents, expected) => {
  expect(faults(...documents)).toEqual(expected);
});

test("more fields than a table holds are refused, subtypes counted in", () => {
  const many = (name: string, count: number) =>
    Array.from({ length: count }, (_, index) => text(`${name}_${index}`));
  expect(faults(typeX({ fields: many("a", 1000) }))).toEqual([]);
  expect(
    faults(
      typeX({ fields: many("a", 600) }),
      doc("type", { name: "y", extends: "x", fields: many("b", 600) }),
    ),
  ).toEqual(["type/x fields metadata.too-many-fields"]);
  const parsed = parseDocument("type", { name: "x", label, fields: many("a", 2000) });
  expect(parsed).toMatchObject({ faults: [{ path: "type/x fields", code: "metadata.shape" }] });
});

test("a capability and its settings must be known", () => {
  const capabilities = [{ name: "journal", settings: z.strictObject({ folded: z.boolean().optional() }) }];
  const check = (given: object) =>
    checkDocuments([typeX({ capabilities: given })], { capabilities }).map(
      ({ path, code }) => `${path} ${code}`,
    );
  expect(check({ journal: {} })).toEqual([]);
  expect(check({ journla: {} })).toEqual(["type/x capabilities.journla metadata.capability-unknown"]);
  expect(check({ journal: { fold: true } })).toEqual([
    "type/x capabilities.journal.fold metadata.unknown-key",
  ]);
});

test("a field that a capability brings can be named like any other", () => {
  const view = doc("view", { name: "v", type: "party", columns: ["visit.subject"] });
  const field = { name: "visit", type: "reference", to: "case", label };
  expect(checkDocuments([...sound, view], { brought: [{ on: "party", by: "journal", field }] })).toEqual([]);
  expect(faults(view)).toEqual(["view/v columns[0] metadata.field-unknown"]);
});

test("a sentence names the mistake and proposes the nearest word", () => {
  const [fault] = checkDocuments([...sound, fieldX({ type: "moneyy" })]);
  if (!fault) throw new Error("no fault");
  expect(sentence(fault.code, fault.values ?? {}, "en")).toBe(
    "“moneyy” is not a field type. Did you mean “money”?",
  );
  expect(sentence(fault.code, fault.values ?? {}, "fr")).toBe(
    "« moneyy » n’est pas un type de champ. Vouliez-vous dire « money » ?",
  );
});

test.each<[Kind, unknown, string]>([
  ["type", null, "type/? metadata.shape"],
  ["type", [], "type/? metadata.shape"],
  ["type", "x", "type/? metadata.shape"],
  ["type", { name: "x" }, "type/x label metadata.missing"],
  ["type", { name: "X y", label }, "type/X y name metadata.shape"],
  ["type", { name: "x", label: {} }, "type/x label metadata.shape"],
  ["type", { name: "x", label, feilds: [] }, "type/x feilds metadata.unknown-key"],
  ["view", { name: "v", label, type: "x", shape: "bord", columns: ["a"] }, "view/v shape metadata.shape"],
  [
    "form",
    { name: "f", label, type: "x", sections: [{ label, fields: [{ name: "a", widht: "half" }] }] },
    "form/f sections[0].fields[0].widht metadata.unknown-key",
  ],
  [
    "dashboard",
    { name: "d", label, tiles: [{ name: "a", label, type: "x", shape: "number", measure: "total" }] },
    "dashboard/d tiles[0].measure metadata.shape",
  ],
  ["role", { name: "r", label, types: { x: { see: 3 } } }, "role/r types.x.see metadata.shape"],
])("a %s %j is refused with its place", (kind, json, expected) => {
  const parsed = parseDocument(kind, json);
  const found = "faults" in parsed ? parsed.faults.map(({ path, code }) => `${path} ${code}`) : [];
  expect(found).toEqual([expected]);
});

test("a file says its kind by its schema", () => {
  expect(kindOf({ $schema: "../../metamodel/generated/view.json" })).toBe("view");
  expect(kindOf({ kind: "role" })).toBe("role");
  for (const json of [{}, null, [], { $schema: "viw.json" }, { kind: "constructor" }, { kind: 3 }])
    expect(() => kindOf(json)).toThrow(expect.objectContaining({ code: "metadata.kind-unknown" }));
});

test("no sentence keeps an empty place", () => {
  const broken = [
    fieldX({ type: "moneyy" }),
    doc("view", { name: "v", type: "case", columns: ["due.year", "nothing"], sort: ["notes"] }),
    doc("app", {
      name: "a",
      home: "o",
      standard: ["persn"],
      modules: [{ name: "n", label, dashboard: "d" }],
    }),
  ];
  for (const { code, values = {} } of checkDocuments([...sound, ...broken])) {
    expect(codes[code]).toBeDefined();
    for (const language of ["fr", "en"] as const)
      expect(sentence(code, values, language)).not.toMatch(/[{}]|undefined|\[object/);
  }
});
