import * as z from "zod";
import { type ModelType, readGrouping, type Tile } from "../../metamodel/index.ts";
import type { Crm } from "../crm.ts";
import { aggregateRecords, listRecords } from "../records/index.ts";
import { drillFilter } from "./drill.ts";
import { nextKey } from "./period.ts";

const figure = z.union([z.number(), z.string(), z.null()]);
const aggregate = z.object({
  groups: z.array(
    z.object({
      keys: z.array(z.object({ value: z.unknown(), label: z.unknown() })),
      values: z.array(figure),
    }),
  ),
  total: z.array(figure),
});
type Aggregate = z.infer<typeof aggregate>;

/** One bar, point, slice or row, and the CEL condition of the records behind it. */
export interface TileGroup {
  readonly keys: readonly { readonly value: unknown; readonly label: unknown }[];
  readonly values: readonly (number | string | null)[];
  /** Null for “others” and for periods without records. */
  readonly filter: string | null;
}

/** What a tile shows. `filter` names the records behind the whole tile. */
export interface TileData {
  readonly type: string;
  readonly filter: string;
  readonly total: readonly (number | string | null)[];
  readonly groups: readonly TileGroup[];
  /** Set where the groups are cut: how many were left out. */
  readonly left: number;
  /** The records of a list tile, as the API sends them. */
  readonly items: readonly unknown[];
}

/** The figures of a tile under the caller's rights. Throws what the query refuses. */
export async function tileData(crm: Crm, { tile, type }: { tile: Tile; type: ModelType }): Promise<TileData> {
  const base = { type: tile.type, filter: tile.filter ?? "", total: [], groups: [], left: 0, items: [] };
  if (tile.shape === "list") return { ...base, items: await listItems(crm, tile) };
  if (tile.shape === "number") {
    const { total, groups } = await figures(crm, { tile, group: [], measures: [tile.measure], limit: 1 });
    return { ...base, total: total.length > 0 ? total : (groups[0]?.values ?? []) };
  }
  const grouping = [tile.group, ...("series" in tile && tile.series ? [tile.series] : [])];
  const measures = tile.measures.map(({ measure }) => measure);
  const found = await figures(crm, { tile, group: grouping, measures, limit: 1_000 });
  const groups = found.groups.map(
    (group): TileGroup => ({
      ...group,
      filter: drillFilter(crm.model, { type, filter: tile.filter, groupings: grouping, keys: group.keys }),
    }),
  );
  const { grain } = readGrouping(tile.group);
  const filled =
    grain && tile.shape === "line" && grouping.length === 1 ? withGaps(groups, tile.group) : groups;
  const limit = grouping.length === 1 ? tile.limit : undefined;
  if (limit === undefined || filled.length <= limit) return { ...base, total: found.total, groups: filled };
  return { ...base, total: found.total, groups: largest(filled, limit), left: filled.length - limit };
}

async function figures(
  crm: Crm,
  {
    tile,
    group,
    measures,
    limit,
  }: { tile: Tile; group: readonly string[]; measures: readonly string[]; limit: number },
): Promise<Aggregate> {
  const json = await aggregateRecords(crm, {
    type: tile.type,
    filter: tile.filter,
    group: group.join(","),
    measures: measures.join(","),
    limit,
  });
  return aggregate.parse(JSON.parse(json));
}

async function listItems(crm: Crm, tile: Extract<Tile, { shape: "list" }>): Promise<readonly unknown[]> {
  const json = await listRecords(crm, {
    type: tile.type,
    filter: tile.filter,
    select: selectOf(tile.columns),
    sort: tile.sort?.join(","),
    limit: tile.limit,
    count: "none",
  });
  return z.object({ items: z.array(z.unknown()) }).parse(JSON.parse(json)).items;
}

/** `customer.name` and `customer.city` are asked as `customer(name,city)`. */
function selectOf(paths: readonly string[]): string {
  const tree = new Map<string, string[]>();
  for (const path of paths) {
    const [first = "", ...rest] = path.split(".");
    tree.set(first, [...(tree.get(first) ?? []), ...(rest.length > 0 ? [rest.join(".")] : [])]);
  }
  return [...tree]
    .map(([name, inner]) => (inner.length > 0 ? `${name}(${selectOf(inner)})` : name))
    .join(",");
}

/** The largest groups by the first measure, in that order. */
function largest(groups: readonly TileGroup[], limit: number): TileGroup[] {
  const size = (group: TileGroup) => Number(group.values[0] ?? 0);
  return [...groups].sort((a, b) => size(b) - size(a)).slice(0, limit);
}

const longestLine = 500;

/** A line shows the periods between its first and its last one that have no record, as nothing. */
function withGaps(groups: readonly TileGroup[], grouping: string): TileGroup[] {
  const { grain } = readGrouping(grouping);
  const known = new Map(groups.map((group) => [String(group.keys[0]?.value), group]));
  const keys = groups
    .flatMap(({ keys: [key] }) => (typeof key?.value === "string" ? [key.value] : []))
    .sort();
  const last = keys.at(-1);
  const without = groups.filter(({ keys: [key] }) => typeof key?.value !== "string");
  const line: TileGroup[] = [];
  let key: string | null = keys[0] ?? null;
  while (grain && key !== null && last !== undefined && key <= last && line.length < longestLine) {
    const empty = {
      keys: [{ value: key, label: key }],
      values: groups[0]?.values.map(() => null) ?? [],
      filter: null,
    };
    line.push(known.get(key) ?? empty);
    key = nextKey(key, grain);
  }
  return line.length < longestLine ? [...line, ...without] : [...groups];
}
