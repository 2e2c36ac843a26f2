import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeDocuments } from "./merge-documents.ts";

const field = (name: string, more: object = {}) => ({ name, type: "text", label: { fr: name }, ...more });
const type = (...fields: object[]) => ({ kind: "type", name: "contract", label: { fr: "Contrat" }, fields });

test("what only one side changed is taken from it, in the same field too", () => {
  const base = type(field("a"), field("b"));
  const ours = type(field("a", { required: true }), field("b"));
  const theirs = { ...type(field("a", { help: { fr: "?" } }), field("b")), title: "a" };
  expect(mergeDocuments(base, ours, theirs)).toEqual({
    value: { ...type(field("a", { required: true, help: { fr: "?" } }), field("b")), title: "a" },
    conflicts: [],
  });
});

test("fields that both sides added stand where each put them", () => {
  const base = type(field("a"), field("b"));
  const { value, conflicts } = mergeDocuments(
    base,
    type(field("a"), field("ours"), field("b")),
    type(field("a"), field("b"), field("theirs")),
  );
  expect(conflicts).toEqual([]);
  expect(value).toEqual(type(field("a"), field("ours"), field("b"), field("theirs")));
});

test("a field that they take away goes, unless we changed it", () => {
  const base = type(field("a"), field("b"));
  expect(mergeDocuments(base, { ...base, title: "a" }, type(field("a"))).value).toEqual({
    ...type(field("a")),
    title: "a",
  });
  const ours = type(field("a"), field("b", { required: true }));
  expect(mergeDocuments(base, ours, type(field("a")))).toMatchObject({
    value: ours,
    conflicts: [{ path: "fields.b", theirs: undefined }],
  });
});

test("one property with two new values is a conflict, told by its path", () => {
  const label = (fr: string) => type(field("a", { label: { fr } }));
  expect(mergeDocuments(label("A"), label("B"), label("C")).conflicts).toEqual([
    { path: "fields.a.label.fr", base: "A", ours: "B", theirs: "C" },
  ]);
});

test("an order that they alone changed is theirs", () => {
  const base = { columns: ["a", "b", "c"] };
  const ours = { columns: ["a", "b", "c", "d"] };
  expect(mergeDocuments(base, ours, { columns: ["c", "a", "b"] }).value).toEqual({
    columns: ["c", "d", "a", "b"],
  });
});

const json = fc.jsonValue({ maxDepth: 3 });
const fields = fc
  .uniqueArray(fc.constantFrom("a", "b", "c", "d"), { maxLength: 4 })
  .chain((names) =>
    fc.tuple(...names.map((name) => fc.record({ name: fc.constant(name), x: fc.nat(2), y: fc.nat(2) }))),
  );
const document = fc.record({ title: fc.nat(2), fields });

test("nobody’s changes are lost where the other changed nothing, whatever the documents", () => {
  fc.assert(
    fc.property(fc.oneof(json, document), fc.oneof(json, document), (base, other) => {
      expect(mergeDocuments(base, base, other)).toEqual({ value: other, conflicts: [] });
      expect(mergeDocuments(base, other, base)).toEqual({ value: other, conflicts: [] });
      expect(mergeDocuments(base, other, other)).toEqual({ value: other, conflicts: [] });
    }),
    { numRuns: 500 },
  );
});

test("both sides agree on what is in conflict", () => {
  fc.assert(
    fc.property(document, document, document, (base, a, b) => {
      const paths = (one: unknown, other: unknown) =>
        mergeDocuments(base, one, other)
          .conflicts.map(({ path }) => path)
          .sort();
      expect(paths(a, b)).toEqual(paths(b, a));
    }),
    { numRuns: 500 },
  );
});

test("edits of different fields never meet", () => {
  const all = fc.record({ a: fc.nat(5), b: fc.nat(5), c: fc.nat(5), d: fc.nat(5) });
  fc.assert(
    fc.property(all, fc.nat(), fc.nat(), (base, left, right) => {
      const ours = { ...base, a: left };
      const theirs = { ...base, d: right };
      expect(mergeDocuments(base, ours, theirs)).toEqual({
        value: { ...base, a: left, d: right },
        conflicts: [],
      });
    }),
  );
});
