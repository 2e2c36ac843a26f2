import { expect, test } from "vitest";
import { swissFrench } from "../../../core/language/index.ts";
import { buildModel } from "../../../metamodel/build-model.ts";
import { kinds } from "../../../metamodel/index.ts";
import { figureFormat, numberOf, restOf } from "./figures.ts";

const model = buildModel(
  [
    kinds.app.parse({ kind: "app", name: "house", label: { fr: "Maison" } }),
    kinds.type.parse({
      kind: "type",
      name: "offer",
      label: { fr: "Offre" },
      fields: [
        { name: "subject", type: "text", label: { fr: "Objet" } },
        { name: "amount", type: "money", label: { fr: "Montant" } },
        { name: "pieces", type: "integer", label: { fr: "Pièces" } },
        { name: "length", type: "duration", label: { fr: "Durée" } },
      ],
    }),
  ],
  {},
);
const type = model.types.get("offer");
const formatOf = (measure: string, habits = swissFrench) => {
  if (!type) throw new Error("the sample has its type");
  return figureFormat(measure, { type, habits });
};

test("counts, sums and shares are written as the house writes them", () => {
  expect(formatOf("count").full(12400)).toBe("12’400");
  expect(formatOf("sum:amount").full("12400.5")).toBe("CHF\u00a012’400.50");
  expect(formatOf("share(amount > 5)").full(0.6315)).toBe("63.2\u00a0%");
  expect(formatOf("share(amount > 5)", { ...swissFrench, language: "en" }).full(0.6315)).toBe("63.2%");
  expect(formatOf("sum:length").full(5400)).toBe("1\u00a0h\u00a030");
});

test("an average of whole numbers keeps two decimals, one of durations whole minutes", () => {
  expect(formatOf("avg:pieces").full("3.33333333")).toBe("3.33");
  expect(formatOf("avg:length").full("5400.4")).toBe("1\u00a0h\u00a030");
});

test("beside a bar, large amounts lose their cents and small ones keep them", () => {
  expect(formatOf("sum:amount").short("62660.45")).toBe("62’660");
  expect(formatOf("sum:amount").short("0.45")).toBe("0.45");
});

test("no figure is written as nothing, and drawn as zero", () => {
  expect(formatOf("sum:amount").full(null)).toBe("");
  expect(numberOf(null)).toBe(0);
  expect(numberOf("no number")).toBe(0);
});

test("only counts and sums make up a whole", () => {
  const adding = ["count", "sum:amount", "avg:amount", "min:amount", "share(amount > 5)"].map(
    (measure) => formatOf(measure).adds,
  );
  expect(adding).toEqual([true, true, false, false, false]);
});

test("what is missing to a total is exact where floating point is not", () => {
  expect(restOf("0.3", ["0.1", "0.2"])).toBe("0");
  expect(restOf("9007199254740993.07", ["0.07", null])).toBe("9007199254740993");
});
