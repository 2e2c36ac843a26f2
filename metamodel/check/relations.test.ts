import { expect, test } from "vitest";
import { buildModel } from "../build-model.ts";
import { renameFields } from "../changes/index.ts";
import { type MetadataDocument, typeDocument } from "../kinds/index.ts";
import { checkDocuments } from "./index.ts";

const en = (text: string) => ({ en: text });
const type = (name: string, fields: readonly object[]): MetadataDocument =>
  typeDocument.parse({
    kind: "type",
    name,
    label: en(name),
    fields: [{ name: "name", type: "text", label: en("Name") }, ...fields],
  });
const field = (name: string, is: string, more: object) => ({ name, type: is, label: en(name), ...more });

const machine = type("machine", []);
const tie = type("tie", [
  field("visit", "reference", { to: "visit" }),
  field("machine", "reference", { to: "machine" }),
  field("rank", "integer", {}),
  field("seen", "reference", { to: "visit", reverse: { name: "seen_in", label: en("Seen") } }),
]);

const urgent = typeDocument.parse({ kind: "type", name: "urgent", extends: "visit", label: en("urgent") });

function faultsWith(...fields: readonly object[]) {
  const documents = [machine, tie, type("visit", fields), urgent];
  return checkDocuments(documents).map(({ path, code }) => `${path}: ${code}`);
}

test("relations of every kind are sound where all that they name fits", () => {
  expect(
    faultsWith(
      field("above", "reference", {
        to: "visit",
        tree: true,
        reverse: { name: "below", label: en("Below") },
      }),
      field("machines", "references", { to: "machine", reverse: { name: "visits", label: en("Visits") } }),
      field("tied", "references", {
        to: "machine",
        through: "tie",
        by: "visit",
        other: "machine",
        position: "rank",
        reverse: { name: "tied_visits", label: en("Visits") },
      }),
      field("about", "any-reference", { to: ["machine", "visit"] }),
    ),
  ).toEqual([]);
});

test.each([
  [
    "a name that the other type has already",
    field("machines", "references", { to: "machine", reverse: { name: "name", label: en("Visits") } }),
    "reverse.name: metadata.reverse-taken",
  ],
  [
    "a reserved name",
    field("machines", "references", { to: "machine", reverse: { name: "title", label: en("Visits") } }),
    "reverse.name: metadata.reserved",
  ],
  [
    "a tree of another type",
    field("above", "reference", { to: "machine", tree: true }),
    "tree: metadata.tree-elsewhere",
  ],
  [
    "a link type that is not there",
    field("tied", "references", { to: "machine", through: "tye", by: "visit", other: "machine" }),
    "through: metadata.type-unknown",
  ],
  [
    "a link with one end",
    field("tied", "references", { to: "machine", through: "tie", by: "visit" }),
    "through: metadata.two-ends",
  ],
  [
    "a link whose ends are exchanged",
    field("tied", "references", { to: "machine", through: "tie", by: "machine", other: "visit" }),
    "by: metadata.not-back",
  ],
  [
    "an order in a text",
    field("tied", "children", { of: "tie", by: "visit", position: "name" }),
    "position: metadata.no-position",
  ],
  [
    "a sum of texts",
    field("names", "rollup", { of: "seen_in.name", function: "sum" }),
    "function: metadata.rollup-kind",
  ],
  [
    "a type beside its own base",
    field("about", "any-reference", { to: ["visit", "urgent"] }),
    "to[1]: metadata.type-within",
  ],
])("%s is told at its place", (_name, wrong, fault) => {
  expect(faultsWith(wrong)).toContain(`type/visit fields[1].${fault}`);
});

test("two lists of one name are told at the second reference, and so are two trees", () => {
  const reverse = { name: "visits", label: en("Visits") };
  expect(
    faultsWith(
      field("one", "reference", { to: "machine", reverse }),
      field("two", "reference", { to: "machine", reverse }),
      field("above", "reference", { to: "visit", tree: true }),
      field("beyond", "reference", { to: "visit", tree: true }),
    ),
  ).toEqual([
    "type/visit fields[2].reverse.name: metadata.reverse-taken",
    "type/visit fields[4].tree: metadata.two-trees",
  ]);
});

test("a list, a link’s ends and its order are renamed wherever they are named", () => {
  const visit = type("visit", [
    field("tied", "references", {
      to: "machine",
      through: "tie",
      by: "visit",
      other: "machine",
      position: "rank",
      reverse: { name: "visits", label: en("Visits") },
    }),
  ]);
  const busy = type("machine", [field("count", "formula", { expression: "visits.count()" })]);
  const documents = [busy, tie, visit];
  const renamed = renameFields({ model: buildModel(documents), documents }, [
    { type: "machine", field: "visits", to: "calls" },
    { type: "tie", field: "visit", to: "call" },
    { type: "tie", field: "rank", to: "place" },
  ]);
  expect(JSON.stringify(renamed)).toContain('"expression":"calls.count()"');
  expect(JSON.stringify(renamed)).toContain('"by":"call"');
  expect(JSON.stringify(renamed)).toContain('"position":"place"');
});
