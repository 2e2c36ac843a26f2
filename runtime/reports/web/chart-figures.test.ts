import { expect, test } from "vitest";
import { swissFrench } from "../../../core/language/index.ts";
import { buildModel } from "../../../metamodel/build-model.ts";
import { kinds } from "../../../metamodel/index.ts";
import { chartFigures, type GroupTile } from "./chart-figures.ts";
import { periodWords } from "./groups.ts";

const model = buildModel(
  [
    kinds.app.parse({ kind: "app", name: "house", label: { fr: "Maison" } }),
    kinds.type.parse({
      kind: "type",
      name: "deal",
      label: { fr: "Affaire" },
      fields: [
        { name: "subject", type: "text", label: { fr: "Objet" } },
        {
          name: "stage",
          type: "select",
          label: { fr: "Étape" },
          options: [
            { value: "open", label: { fr: "Ouverte" } },
            { value: "won", label: { fr: "Gagnée" } },
          ],
        },
        { name: "closed_on", type: "date", label: { fr: "Close le" } },
      ],
    }),
  ],
  {},
);

const say = (key: string, values: Readonly<Record<string, string | number>> = {}) =>
  `${key} ${Object.values(values).join(" ")}`.trim();

function figuresOf(
  tile: Pick<GroupTile, "group"> & { readonly series?: string },
  groups: readonly (readonly [key: unknown, figure: number, second?: unknown])[],
  { total = 0, left = 0 } = {},
) {
  const type = model.types.get("deal");
  if (!type) throw new Error("the sample has its type");
  const whole: GroupTile = {
    name: "tile",
    label: { fr: "Tuile" },
    type: "deal",
    width: 4,
    shape: "bar",
    measures: [{ measure: "count", label: { fr: "Affaires" } }],
    ...tile,
  };
  const data = {
    type: "deal",
    filter: "",
    total: [total],
    left,
    items: [],
    groups: groups.map(([key, figure, second]) => ({
      keys: [key, ...(second === undefined ? [] : [second])].map((value) => ({ value, label: value })),
      values: [figure],
      filter: `key == ${JSON.stringify(key)}`,
    })),
  };
  return chartFigures(whole, { data, words: { model, type, habits: swissFrench, say } });
}

test("choices stand in the order of their field, with their words, and no value last", () => {
  const { rows } = figuresOf({ group: "stage" }, [
    [null, 9],
    ["won", 5],
    ["open", 1],
  ]);
  expect(rows.map(({ label }) => label)).toEqual(["Ouverte", "Gagnée", "reports.without"]);
});

test("other groups stand from large to small", () => {
  const { rows } = figuresOf({ group: "subject" }, [
    ["a", 1],
    ["b", 7],
    ["c", 3],
  ]);
  expect(rows.map(({ label }) => label)).toEqual(["b", "c", "a"]);
});

test("periods keep their order and are told in words", () => {
  const { rows, isTime } = figuresOf({ group: "closed_on:month" }, [
    ["2026-02", 1],
    ["2026-03", 7],
  ]);
  expect(rows.map(({ label }) => label)).toEqual(["févr. 2026", "mars 2026"]);
  expect(isTime).toBe(true);
});

test("what was cut off is summed as others, which lead nowhere", () => {
  const { rows, left } = figuresOf({ group: "subject" }, [["a", 6]], { total: 10, left: 3 });
  expect(rows.at(-1)?.cells).toEqual([{ figure: "4", filter: null }]);
  expect(left).toBe(0);
});

test("a second grouping becomes series, each part with its own list behind it", () => {
  const { rows, series } = figuresOf({ group: "closed_on:year", series: "stage" }, [
    ["2025", 2, "open"],
    ["2025", 4, "won"],
    ["2026", 1, "won"],
  ]);
  expect(series.map(({ label }) => label)).toEqual(["Ouverte", "Gagnée"]);
  expect(rows.map(({ cells }) => cells.map(({ figure }) => figure))).toEqual([
    [2, 4],
    [null, 1],
  ]);
  expect(rows[1]?.cells[0]?.filter).toBeNull();
});

test("quarters and weeks are told with their year", () => {
  const words = { habits: swissFrench, say };
  expect(periodWords("2026-Q1", { grain: "quarter", ...words })).toBe("reports.quarter 1 2026");
  expect(periodWords("2026-W07", { grain: "week", ...words })).toBe("reports.week 7 2026");
  expect(periodWords("2026-03-04", { grain: "day", ...words })).toBe("4 mars");
});
