import { expect, test } from "vitest";
import { buildModel } from "../build-model.ts";
import { kindOf, parseDocument } from "../check/index.ts";
import type { MetadataDocument } from "../kinds/index.ts";
import { mergeSets } from "./index.ts";

/** Lists that references give to the other side keep one identity through a merge, as fields do. */

function parsed(json: object): MetadataDocument {
  const read = parseDocument(kindOf(json), json);
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return read.document;
}

interface Said {
  readonly list: string;
  readonly formerly?: string;
  readonly label?: string;
  /** Worked out over the list. */
  readonly count?: string;
  readonly help?: string;
}

/** Contracts that give their customer a list, and a customer who counts it. */
function house({ list, formerly, label = "Contrats", count = `${list}.count()`, help }: Said) {
  const reverse = { name: list, label: { fr: label }, ...(formerly && { formerly }) };
  const to = { name: "customer", type: "reference", to: "customer", label: { fr: "Client" }, reverse };
  return [
    parsed({
      kind: "type",
      name: "contract",
      label: { fr: "Contrat" },
      fields: [{ ...to, ...(help && { help: { fr: help } }) }],
    }),
    parsed({
      kind: "type",
      name: "customer",
      label: { fr: "Client" },
      fields: [{ name: "count", type: "formula", label: { fr: "Combien" }, expression: count }],
    }),
  ];
}

const modelOf = (documents: readonly MetadataDocument[]) => buildModel(documents);
const place = "type/contract fields.customer.reverse.name";

test("a list that they rename is the same list where we use it, and its new name reaches what we said of it", () => {
  const base = house({ list: "contracts" });
  const ours = house({ list: "contracts", count: "contracts.count() + 1", label: "Affaires" });
  const theirs = house({ list: "deals", formerly: "contracts", help: "?" });
  const merged = mergeSets({ base, ours, theirs, modelOf });
  expect(merged).toMatchObject({
    conflicts: [],
    renamings: [{ type: "customer", field: "contracts", to: "deals" }],
    documents: [
      { fields: [{ help: { fr: "?" }, reverse: { name: "deals", label: { fr: "Affaires" } } }] },
      { fields: [{ expression: "deals.count() + 1" }] },
    ],
  });
});

test("a list that we have renamed is meant by what they say of it under its old name", () => {
  const base = house({ list: "contracts" });
  const ours = house({ list: "deals", formerly: "contracts" });
  const theirs = house({ list: "contracts", count: "contracts.count() + 1" });
  expect(mergeSets({ base, ours, theirs, modelOf })).toMatchObject({
    conflicts: [],
    renamings: [],
    documents: [{ name: "customer", fields: [{ expression: "deals.count() + 1" }] }],
  });
  const told = [{ type: "customer", field: "contracts", to: "deals" }];
  const silent = house({ list: "deals" });
  expect(mergeSets({ base, ours: silent, theirs, renamed: { ours: told }, modelOf })).toMatchObject({
    conflicts: [],
    documents: [{ name: "customer", fields: [{ expression: "deals.count() + 1" }] }],
  });
});

test("a list that both renamed, each in its own way, is one conflict at its name that either side settles", () => {
  const base = house({ list: "contracts" });
  const ours = house({ list: "deals", formerly: "contracts" });
  const theirs = house({ list: "orders", formerly: "contracts" });
  const merged = mergeSets({ base, ours, theirs, modelOf });
  expect(merged.conflicts).toMatchObject([
    { kind: "type", name: "contract", place, base: "contracts", ours: "deals", theirs: "orders" },
  ]);
  expect(mergeSets({ base, ours, theirs, modelOf, resolve: { [place]: "ours" } })).toMatchObject({
    conflicts: [],
    documents: [],
  });
  expect(mergeSets({ base, ours, theirs, modelOf, resolve: { [place]: "theirs" } })).toMatchObject({
    conflicts: [],
    documents: [{ name: "contract", fields: [{ reverse: { name: "orders", formerly: "deals" } }] }],
  });
});
