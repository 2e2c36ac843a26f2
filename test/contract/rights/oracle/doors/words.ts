import { expect } from "vitest";
import type { ModelType } from "../../../../../metamodel/index.ts";
import { words } from "../random-conditions.test-data.ts";
import { type Raw, typeOf } from "../record-views.ts";
import type { Reader } from "../rules.ts";
import type { World } from "../world.ts";

/** How many records of a type each search shows. */
const most = { suggested: 12, found: 8 };

/** A word finds the records that hold it where the reader sees it: in lists, in pickers, and across all types. */
export async function wordsAgree(world: World, reader: Reader): Promise<void> {
  const { dice, model, ask } = world;
  const word = dice.pick(words) ?? "";
  const everywhere = await ask(reader.who, `search?q=${word}`);
  for (const type of model.types.values()) {
    if (world.oracle.isNever(reader, "see", type.name)) continue;
    if (![...type.fields.values()].some(({ document }) => document.searchable === true)) continue;
    const place = `${reader.who} looks for ${word} in ${type.name}`;
    const found = holding(world, reader, { type, word });
    const list = await ask(reader.who, `records/${type.name}?search=${word}&limit=1000`);
    if (list.status !== 200) throw new Error(`${place}: ${list.text}`);
    expect(keysOf(list.body.items), place).toEqual(found.map(({ id }) => id).sort());
    expect(list.body.count.value, place).toBe(found.length);

    const suggested = await ask(reader.who, `suggest/${type.name}?q=${word}`);
    someOf(suggested.body.items, { world, reader, found, most: most.suggested, place: `${place} to choose` });
    if (type.parent !== null) continue;
    const items = everywhere.body.items.filter((item: Item) => typeOf(model, item.type).base === type.name);
    // All types together are cut as well.
    const cut = everywhere.body.items.length >= 40 ? 0 : most.found;
    someOf(items, { world, reader, found, most: cut, place: `${place} among all` });
  }
}

interface Item {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly snippet?: string;
}

interface Sought {
  readonly world: World;
  readonly reader: Reader;
  readonly found: readonly Raw[];
  readonly most: number;
  readonly place: string;
}

/** The items are of those found, as many as are shown at most, with their titles and without a hidden word. */
function someOf(items: readonly Item[], { world, reader, found, most: limit, place }: Sought): void {
  const known = new Map(found.map((raw) => [raw.id, raw]));
  expect(
    items.filter(({ id }) => !known.has(id)),
    place,
  ).toEqual([]);
  if (limit > 0) expect(items.length, place).toBe(Math.min(found.length, limit));
  for (const { id, title, snippet } of items) {
    const raw = known.get(id);
    if (!raw) continue;
    expect(title, place).toBe(world.oracle.title(reader, raw));
    if (snippet === undefined || snippet === null) continue;
    const shown = shownTexts(world, reader, raw);
    expect(
      snippet.split(" · ").filter((text) => text !== "" && !shown.includes(text)),
      place,
    ).toEqual([]);
  }
}

/** The texts of a record that are searched and that the reader sees in lists of its base type. */
function shownTexts({ model, oracle }: World, reader: Reader, raw: Raw, of?: ModelType): readonly string[] {
  const type = of ?? typeOf(model, typeOf(model, raw.type).base);
  const hidden = new Set([...oracle.hidden(reader, type.name)]);
  return [...typeOf(model, raw.type).fields.values()].flatMap(({ name }) =>
    hidden.has(name) ? [] : [raw.values[name] ?? []].flat().map(String),
  );
}

/** A field that is hidden in the records asked for is not searched in any of them. */
function holding(
  { model, oracle }: World,
  reader: Reader,
  { type, word }: { type: ModelType; word: string },
): readonly Raw[] {
  return oracle.seen(reader, type.name).filter((raw) => {
    if (raw.isArchived) return false;
    return [...typeOf(model, raw.type).fields.values()].some(
      ({ name, document }) =>
        document.searchable === true &&
        raw.values[name] === word &&
        !oracle.hidden(reader, type.name).has(name),
    );
  });
}

function keysOf(items: readonly { readonly id: string }[]): readonly string[] {
  return items.map(({ id }) => id).sort();
}
