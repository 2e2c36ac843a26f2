import { expect, test } from "vitest";
import * as z from "zod";
import { codes, sentence } from "../../core/errors/index.ts";
import type { MetadataDocument } from "../kinds/index.ts";
import { checkDocuments, parseDocument } from "./index.ts";
import { doc, faults, fieldX, label, options, sound, text, typeX } from "./sound-app.test-data.ts";

test("sound documents have no fault", () => {
  expect(faults()).toEqual([]);
});

test("a type stands 20 levels below its base at most", () => {
  const chain = (length: number) =>
    Array.from({ length }, (_, index) =>
      doc("type", { name: `t${index}`, ...(index > 0 && { extends: `t${index - 1}` }), fields: [] }),
    );
  expect(faults(...chain(21))).toEqual([]);
  expect(faults(...chain(23))).toEqual([
    "type/t21 extends metadata.lineage-too-long",
    "type/t22 extends metadata.lineage-too-long",
  ]);
  expect(faults(...chain(20_000)).length).toBe(19_979);
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
    "reasons to keep data of what is no person",
    [typeX({ keep: [{ when: "a == 1", because: label }] })],
    ["type/x keep[0].when expression.unknown-name", "type/x keep metadata.keep-without-person"],
  ],
  [
    "unique sets that cannot be",
    [typeX({ fields: [{ name: "n", type: "long-text", label }], unique: [{ fields: ["n", "m"] }] })],
    ["type/x unique[0].fields[0] metadata.no-effect", "type/x unique[0].fields[1] metadata.field-unknown"],
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
