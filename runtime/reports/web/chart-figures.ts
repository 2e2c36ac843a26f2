import { inWords } from "../../../core/language/index.ts";
import { readGrouping, type Tile } from "../../../metamodel/index.ts";
import type { TileData, TileGroup } from "../tile-data.ts";
import { type Figure, type FigureFormat, figureFormat, numberOf, restOf } from "./figures.ts";
import { fieldAt, type GroupWords, groupLabels } from "./groups.ts";

/** A tile that has groups: charts and tables. */
export type GroupTile = Exclude<Tile, { shape: "number" } | { shape: "list" }>;

/** One bar, slice, point or table row: a figure and a list behind it for each series. */
export interface FigureRow {
  readonly key: string;
  readonly label: string;
  readonly cells: readonly { readonly figure: Figure; readonly filter: string | null }[];
}

/** The figures of a tile as charts and tables show them. */
export interface ChartFigures {
  readonly rows: readonly FigureRow[];
  readonly series: readonly { readonly label: string; readonly format: FigureFormat }[];
  /** The sum line of a table; empty where the columns do not add up. */
  readonly total: readonly Figure[];
  /** Groups that are not shown and not summed as “others”. */
  readonly left: number;
  /** Whether the groups are periods, which run from left to right. */
  readonly isTime: boolean;
}

/** Puts the groups of a tile into rows and series, in the order in which people read them. */
export function chartFigures(
  tile: GroupTile,
  { data, words }: { data: TileData; words: GroupWords },
): ChartFigures {
  const isTime = readGrouping(tile.group).grain !== null;
  const formats = tile.measures.map(({ measure }) => figureFormat(measure, words));
  const split = "series" in tile && tile.series ? tile.series : null;
  if (split) {
    const { rows, series } = splitRows(tile, { data, words, split, format: formats[0] });
    return { rows: ordered(rows, { tile, words }), series, total: [], left: data.left, isTime };
  }
  const labelOf = groupLabels(tile.group, words);
  const series = tile.measures.map(({ label }, at) => ({
    label: inWords(label, words.habits.language),
    format: formats[at] ?? figureFormat("count", words),
  }));
  const rows = data.groups.map((group) => ({
    key: keyOf(group, 0),
    label: labelOf(group.keys[0]),
    cells: group.values.map((figure) => ({ figure, filter: group.filter })),
  }));
  const others = data.left > 0 && formats.every(({ adds }) => adds) ? [othersOf(rows, { data, words })] : [];
  const left = others.length > 0 ? 0 : data.left;
  return { rows: [...ordered(rows, { tile, words }), ...others], series, total: data.total, left, isTime };
}

function othersOf(
  rows: readonly FigureRow[],
  { data, words }: { data: TileData; words: GroupWords },
): FigureRow {
  const cells = data.total.map((total, at) => ({
    figure: restOf(
      total,
      rows.map(({ cells: own }) => own[at]?.figure),
    ),
    filter: null,
  }));
  return { key: "\u0000others", label: words.say("reports.others", { count: data.left }), cells };
}

function splitRows(
  tile: GroupTile,
  {
    data,
    words,
    split,
    format,
  }: { data: TileData; words: GroupWords; split: string; format: FigureFormat | undefined },
) {
  const labelOf = groupLabels(tile.group, words);
  const seriesLabel = groupLabels(split, words);
  const series = new Map(data.groups.map((group) => [keyOf(group, 1), seriesLabel(group.keys[1])]));
  const byRow = Map.groupBy(data.groups, (group) => keyOf(group, 0));
  const rows = [...byRow].map(([key, groups]) => ({
    key,
    label: labelOf(groups[0]?.keys[0]),
    cells: [...series.keys()].map((name) => {
      const group = groups.find((each) => keyOf(each, 1) === name);
      return { figure: group?.values[0] ?? null, filter: group?.filter ?? null };
    }),
  }));
  const count = format ?? figureFormat("count", words);
  return { rows, series: [...series.values()].map((label) => ({ label, format: count })) };
}

function keyOf(group: TileGroup, at: number): string {
  return JSON.stringify(group.keys[at]?.value ?? null);
}

/** Periods as they follow each other, choices as the administrator lists them, everything else from large to small. */
function ordered(
  rows: readonly FigureRow[],
  { tile, words }: { tile: GroupTile; words: GroupWords },
): FigureRow[] {
  const { path, grain } = readGrouping(tile.group);
  if (grain) return [...rows];
  const field = fieldAt(path, words);
  const choices = field?.type.choices(field.document)?.map(({ value }) => JSON.stringify(value));
  const isEmpty = ({ key }: FigureRow) => Number(key === "null");
  const place = ({ key, cells }: FigureRow) =>
    choices ? choices.indexOf(key) + 1 || choices.length + 1 : -numberOf(cells[0]?.figure);
  return rows.toSorted((a, b) => isEmpty(a) - isEmpty(b) || place(a) - place(b));
}
