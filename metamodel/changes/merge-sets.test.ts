import fc from "fast-check";
import { expect, test } from "vitest";
import { buildModel } from "../build-model.ts";
import { kindOf, parseDocument } from "../check/index.ts";
import type { MetadataDocument } from "../kinds/index.ts";
import { type DocumentSets, differencesOf, type MergedSets, mergeSets, placeInDocument } from "./index.ts";

function parsed(json: object): MetadataDocument {
  const read = parseDocument(kindOf(json), json);
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return read.document;
}

const field = (name: string, more: object = {}) => ({ name, type: "text", label: { fr: name }, ...more });
const contract = (...fields: object[]) =>
  parsed({ kind: "type", name: "contract", label: { fr: "Contrat" }, fields });
const list = (...columns: string[]) =>
  parsed({ kind: "view", name: "all", type: "contract", label: { fr: "Tous" }, columns });

const merge = (sets: Omit<DocumentSets, "modelOf">) =>
  mergeSets({ ...sets, modelOf: (documents) => buildModel(documents) });

/** Our documents once the change set is applied to them. */
function applied(ours: readonly MetadataDocument[], { documents, remove }: MergedSets) {
  const result = new Map(ours.map((document) => [`${document.kind}/${document.name}`, document]));
  for (const { kind, name } of remove) result.delete(`${kind}/${name}`);
  for (const json of documents) {
    const document = parsed(Object(json));
    result.set(`${document.kind}/${document.name}`, document);
  }
  return [...result.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

test("a field that they rename is the same field with what we made of it, wherever it is mentioned", () => {
  const base = [contract(field("fee"), field("place")), list("fee", "place")];
  const ours = [contract(field("fee", { label: { fr: "Forfait" } }), field("place")), list("place", "fee")];
  const theirs = [
    contract(field("amount", { label: { fr: "fee" }, formerly: "fee", required: true }), field("place")),
    list("amount", "place"),
  ];
  const merged = merge({ base, ours, theirs });
  expect(merged).toMatchObject({
    conflicts: [],
    renamings: [{ type: "contract", field: "fee", to: "amount" }],
  });
  const [view, type] = applied(ours, merged);
  expect(view).toMatchObject({ columns: ["place", "amount"] });
  expect(type).toMatchObject({
    fields: [
      { name: "amount", formerly: "fee", label: { fr: "Forfait" }, required: true },
      { name: "place" },
    ],
  });
});

test("a field that we have renamed gets what they changed of it under its old name", () => {
  const base = [contract(field("fee")), list("fee")];
  const ours = [contract(field("amount", { formerly: "fee" })), list("amount")];
  const theirs = [contract(field("fee", { required: true }), field("place")), list("fee", "place")];
  const merged = merge({ base, ours, theirs });
  expect(merged).toMatchObject({ conflicts: [], renamings: [] });
  expect(applied(ours, merged)).toMatchObject([
    { columns: ["amount", "place"] },
    { fields: [{ name: "amount", required: true }, { name: "place" }] },
  ]);
});

test("a field that both renamed, each in its own way, is a conflict of its name that either side settles", () => {
  const base = [contract(field("fee"))];
  const ours = [contract(field("amount", { label: { fr: "fee" }, formerly: "fee" }))];
  const theirs = [contract(field("price", { label: { fr: "fee" }, formerly: "fee", required: true }))];
  const place = "type/contract fields.amount.name";
  expect(merge({ base, ours, theirs }).conflicts).toMatchObject([
    {
      kind: "type",
      name: "contract",
      place,
      path: "fields.amount.name",
      base: "fee",
      ours: "amount",
      theirs: "price",
    },
  ]);
  expect(applied(ours, merge({ base, ours, theirs, resolve: { [place]: "ours" } }))).toMatchObject([
    { fields: [{ name: "amount", required: true }] },
  ]);
  expect(applied(ours, merge({ base, ours, theirs, resolve: { [place]: "theirs" } }))).toMatchObject([
    { fields: [{ name: "price", formerly: "amount", required: true }] },
  ]);
  const only = [contract(field("price", { label: { fr: "fee" }, formerly: "fee" }))];
  const named = merge({ base, ours, theirs: only, resolve: { [place]: "theirs" } });
  expect(applied(ours, named)).toMatchObject([{ fields: [{ name: "price", formerly: "amount" }] }]);
});

test("conflicts are settled one by one, by a place above them, or all at once", () => {
  const base = [contract(field("a"), field("b"))];
  const labelled = (a: string, b: string) => [
    contract(field("a", { label: { fr: a } }), field("b", { label: { fr: b } })),
  ];
  const sides = { base, ours: labelled("our a", "our b"), theirs: labelled("their a", "their b") };
  const labels = (resolve: DocumentSets["resolve"]) => {
    const merged = merge({ ...sides, resolve });
    const [type] = applied(sides.ours, merged);
    return [
      type?.kind === "type" ? type.fields.map(({ label }) => label.fr) : null,
      merged.conflicts.map(({ place }) => place),
    ];
  };
  const [placeA, placeB] = ["type/contract fields.a.label.fr", "type/contract fields.b.label.fr"];
  expect(labels({})).toEqual([
    ["our a", "our b"],
    [placeA, placeB],
  ]);
  expect(labels({ [placeA]: "theirs" })).toEqual([["their a", "our b"], [placeB]]);
  expect(labels({ "type/contract": "theirs", "type/contract fields.b": "ours" })).toEqual([
    ["their a", "our b"],
    [],
  ]);
  expect(labels({ "": "theirs" })).toEqual([["their a", "their b"], []]);
});

test("a document that one side removed goes, unless the other changed it", () => {
  const base = [contract(field("a")), list("a")];
  expect(merge({ base, ours: base, theirs: [contract(field("a"))] })).toMatchObject({
    remove: [{ kind: "view", name: "all" }],
    conflicts: [],
  });
  const ours = [contract(field("a"), field("b")), list("a", "b")];
  expect(merge({ base, ours, theirs: [contract(field("a"))] })).toMatchObject({
    remove: [],
    conflicts: [{ place: "view/all", theirs: undefined }],
  });
  expect(
    merge({ base, ours, theirs: [contract(field("a"))], resolve: { "view/all": "theirs" } }).remove,
  ).toEqual([{ kind: "view", name: "all" }]);
});

test("places are said in words of both languages, with the labels that people know", () => {
  const type = contract(field("fee", { label: { fr: "Forfait", en: "Fee" } }));
  expect(placeInDocument("fields.fee.label.fr", [undefined, type])).toEqual({
    fr: "type « Contrat » › champ « Forfait » › libellé › en français",
    en: "type “Contrat” › field “Fee” › label › in French",
  });
});

test("what differs is told by property, an order too", () => {
  const before = contract(field("a"), field("b"), field("c"));
  const after = contract(field("b", { required: true }), field("a"), field("d"));
  expect(differencesOf(before, after)).toMatchObject([
    { path: "fields.b.required", after: true },
    { path: "fields.c", after: undefined },
    { path: "fields.d", before: undefined },
    { path: "fields", before: ["a", "b"], after: ["b", "a"] },
  ]);
});

/** Edits of different things each: whoever makes one, no other of them touches it. */
const edits: readonly ((documents: readonly MetadataDocument[]) => MetadataDocument[])[] = [
  ...["a", "b", "c"].map((name) => onField(name, { label: { fr: `new ${name}` } })),
  onField("b", { required: true }),
  onField("c", { help: { fr: "?" } }),
  onType((type) => ({ ...type, title: "a" })),
  onType((type) => ({ ...type, fields: type.fields.filter(({ name }) => name !== "gone") })),
  onType((type) => ({ ...type, fields: [...type.fields, ...contractFields(field("more"))] })),
  (documents) => [
    ...documents,
    parsed({ kind: "view", name: "second", type: "contract", label: { fr: "2" }, columns: ["a"] }),
  ],
  (documents) =>
    documents.map((one) =>
      one.kind === "view" && one.name === "all" ? { ...one, label: { fr: "Liste" } } : one,
    ),
];
const start = [contract(field("a"), field("b"), field("c"), field("gone")), list("a", "b")];

function contractFields(...fields: object[]) {
  const type = contract(...fields);
  return type.kind === "type" ? type.fields : [];
}

function onType(change: (type: Extract<MetadataDocument, { kind: "type" }>) => MetadataDocument) {
  return (documents: readonly MetadataDocument[]) =>
    documents.map((one) => (one.kind === "type" ? change(one) : one));
}

function onField(name: string, more: object) {
  return onType((type) => ({
    ...type,
    fields: type.fields.map((one) => (one.name === name ? { ...one, ...more } : one)),
  }));
}

const sorted = (documents: readonly MetadataDocument[]) =>
  applied(documents, { documents: [], remove: [], renamings: [], conflicts: [], places: [] });
const after = (chosen: readonly number[], from: readonly MetadataDocument[] = start) =>
  chosen.reduce<readonly MetadataDocument[]>(
    (documents, index) => edits[index]?.(documents) ?? documents,
    from,
  );
const some = fc.shuffledSubarray(edits.map((_, index) => index));

test("without changes of ours the result is theirs, without theirs it is ours, whatever was changed", () => {
  fc.assert(
    fc.property(some, (chosen) => {
      const changed = after(chosen);
      expect(sorted(applied(start, merge({ base: start, ours: start, theirs: changed })))).toEqual(
        sorted(changed),
      );
      expect(merge({ base: start, ours: changed, theirs: start })).toMatchObject({
        documents: [],
        remove: [],
        conflicts: [],
      });
      expect(merge({ base: start, ours: changed, theirs: changed })).toMatchObject({
        documents: [],
        remove: [],
        conflicts: [],
      });
    }),
  );
});

test("changes of different things are all kept, whoever made which and in whatever order they come together", () => {
  fc.assert(
    fc.property(some, fc.nat(edits.length), (chosen, cut) => {
      const [mine, yours] = [chosen.slice(0, cut), chosen.slice(cut)];
      const [ours, theirs] = [after(mine), after(yours)];
      const one = merge({ base: start, ours, theirs });
      const other = merge({ base: start, ours: theirs, theirs: ours });
      expect([one.conflicts, other.conflicts]).toEqual([[], []]);
      expect(sorted(applied(ours, one))).toEqual(sorted(after(chosen)));
      expect(sorted(applied(theirs, other))).toEqual(sorted(after(chosen)));
    }),
  );
});

test("ten changes are taken back one by one in any order, and nothing of them is left", () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(
        edits.map((_, index) => index),
        { minLength: edits.length },
      ),
      some,
      (order, undone) => {
        const states = order.map((_, index) => after(order.slice(0, index)));
        let now: readonly MetadataDocument[] = after(order);
        for (const index of undone) {
          const [before, left] = [states[index] ?? start, states[index + 1] ?? after(order)];
          const merged = merge({ base: left, ours: now, theirs: before });
          expect(merged.conflicts).toEqual([]);
          now = applied(now, merged);
        }
        expect(sorted(now)).toEqual(sorted(after(order.filter((_, index) => !undone.includes(index)))));
      },
    ),
  );
});
