import { expect } from "vitest";
import { alike, shownValue } from "../expected.ts";
import { page } from "../random-types.test-data.ts";
import { typeOf } from "../record-views.ts";
import type { Reader } from "../rules.ts";
import type { World } from "../world.ts";

interface Tile {
  readonly name: string;
  readonly data: {
    readonly total: readonly unknown[];
    readonly groups: readonly {
      readonly keys: readonly { readonly value: unknown }[];
      readonly values: readonly unknown[];
    }[];
    readonly items: readonly { readonly id: string }[];
  };
}

/** A page of figures has the tiles about what its reader knows, and counts what he sees. */
export async function pagesAgree(world: World, reader: Reader): Promise<void> {
  const { oracle, model, ask } = world;
  const told = await ask(reader.who, `dashboards/${page.name}`);
  const place = `${reader.who} opens the page of figures: ${told.text}`;
  const tiles = new Map<string, Tile>((told.body.tiles ?? []).map((tile: Tile) => [tile.name, tile]));
  const knows = (name: string, fields: readonly string[]) =>
    (["see", "create", "change", "delete"] as const).some(
      (action) => !oracle.isNever(reader, action, name),
    ) && !fields.some((field) => oracle.hidden(reader, name).has(field));
  const seen = (name: string) => oracle.seen(reader, name).filter(({ isArchived }) => !isArchived);
  const isSeen = (name: string) => !oracle.isNever(reader, "see", name);
  const expected = [
    ...(knows("matter", ["city"]) ? ["count", "cities"] : []),
    ...(knows("party", ["mark"]) ? ["parties"] : []),
  ];
  expect([...tiles.keys()].sort(), place).toEqual(expected.sort());
  expect(told.status, place).toBe(expected.length > 0 ? 200 : 404);
  const city = typeOf(model, "matter").fields.get("city");
  const cityOf = (raw: Parameters<typeof shownValue>[2]["raw"]) =>
    city ? shownValue(world, reader, { raw, field: city }) : null;
  const matters = isSeen("matter") ? seen("matter").filter((raw) => cityOf(raw) !== null) : [];
  const { count, cities, parties } = Object.fromEntries(tiles);
  if (count && isSeen("matter")) expect(count.data.total.map(alike), place).toEqual([matters.length]);
  if (cities && isSeen("matter")) {
    const groups = cities.data.groups.map(({ keys, values }) => [keys[0]?.value ?? null, values.map(alike)]);
    const own = Map.groupBy(seen("matter"), cityOf);
    expect(new Map(groups as never), place).toEqual(
      new Map([...own].map(([key, raws]) => [key, [raws.length]])),
    );
  }
  if (parties && isSeen("party"))
    expect(parties.data.items.map(({ id }) => id).sort(), place).toEqual(
      seen("party")
        .map(({ id }) => id)
        .sort(),
    );
  for (const [name, tile] of tiles)
    if (!isSeen(name === "parties" ? "party" : "matter")) expect(tile.data, place).toBeUndefined();
}
