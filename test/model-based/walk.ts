import type { TestCrm } from "../support/crm.ts";
import { documentSteps } from "./document-steps.ts";
import type { AnyJson, Dice } from "./random-fields.test-data.ts";
import { recordSteps } from "./record-steps.ts";
import { newShadow } from "./shadow.ts";
import { typeSteps } from "./type-steps.ts";
import { openHouse, type Steps, walker } from "./walked-house.ts";

/** A house that is changed and filled at random, with what is remembered of it in plain maps. */
export interface Walk {
  /** One step; what it was, in words. Throws where something promised does not hold. */
  step(dice: Dice): Promise<string>;
  /** Today's documents, as they would be exported. */
  documents(): readonly AnyJson[];
  /** How many records are remembered. */
  records(): number;
}

const label = (text: string) => ({ fr: text, en: text });

/** What every walk begins with: a type with a subtype, one that refers to it, one that ties both, people, and a role. */
export const firstDocuments = [
  { kind: "app", name: "walk", label: label("walk"), standard: false },
  {
    kind: "type",
    name: "collaborator",
    label: label("c"),
    fields: [{ name: "name", type: "text", label: label("n") }],
  },
  {
    kind: "type",
    name: "alpha",
    label: label("alpha"),
    fields: [
      { name: "name", type: "text", label: label("n") },
      { name: "amount", type: "integer", label: label("a") },
      { name: "flag", type: "boolean", label: label("f") },
    ],
  },
  { kind: "type", name: "alpha_sub", extends: "alpha", label: label("sub"), fields: [] },
  {
    kind: "type",
    name: "beta",
    label: label("beta"),
    fields: [
      { name: "alpha", type: "reference", to: "alpha", label: label("alpha") },
      { name: "amount", type: "integer", label: label("a") },
      { name: "rank", type: "integer", label: label("r") },
    ],
  },
  {
    kind: "type",
    name: "tie",
    label: label("tie"),
    fields: [
      { name: "one", type: "reference", to: "alpha", label: label("one") },
      { name: "other", type: "reference", to: "beta", label: label("other") },
      { name: "place", type: "integer", label: label("p") },
      { name: "note", type: "text", label: label("n") },
    ],
  },
  { kind: "role", name: "walker", label: label("walker"), types: { "*": { see: true } } },
];

export async function openWalk(crm: TestCrm): Promise<Walk> {
  await crm.setAccount(walker, { roles: ["walker"] });
  const house = await openHouse(crm);
  const shadow = newShadow(house.ask, (type, name) => {
    const field = crm.runtime.model().types.get(type)?.fields.get(name);
    if (!field || field.type.computation(field.document)) return false;
    return field.type.relation(field.document)?.kind !== "many";
  });
  const steps: Steps = {
    ...typeSteps(house, shadow),
    ...documentSteps(house),
    ...(await recordSteps(house, shadow)),
  };
  const often = ["create", "create", "create", "change", "change", "add a field", "add a field"];
  return {
    documents: house.documents,
    records: () => shadow.records().length,
    async step(dice) {
      const name = dice.pick([...Object.keys(steps), ...often]) ?? "";
      const type = dice.pick(house.types());
      const said = type ? await steps[name]?.(dice, type) : "nothing";
      await shadow.compare();
      return `${name} (${type?.name}): ${said}`;
    },
  };
}
