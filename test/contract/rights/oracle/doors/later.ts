import { expect } from "vitest";
import { idOf, shownFields } from "../expected.ts";
import { type Raw, typeOf } from "../record-views.ts";
import type { Reader } from "../rules.ts";
import type { World } from "../world.ts";

/** The key of no record. */
const nobody = "01900000-0000-7000-8000-ffffffffffff";

/** What was, what goes into files and letters, and what the model is said to be. */
export async function laterAgrees(world: World, reader: Reader, type: string): Promise<void> {
  const all = [...world.records.values()].filter((raw) =>
    typeOf(world.model, raw.type).lineage.includes(type),
  );
  const raw = world.dice.pick(all);
  if (raw) await historyAgrees(world, reader, { type, raw });
  await pastListAgrees(world, reader, type);
  await exportAgrees(world, reader, type);
  if (type === "matter") await lettersAgree(world, reader, all);
}

/** The past is told with the rights of today: of records in reach, and of fields that are known. */
async function historyAgrees(
  world: World,
  reader: Reader,
  { type, raw }: { type: string; raw: Raw },
): Promise<void> {
  const { oracle, ask } = world;
  const ways = [
    (id: string) => `history/${type}/${id}`,
    (id: string) => `records/${type}/${id}?asOf=2100-01-01T00:00:00Z`,
  ];
  for (const way of ways) {
    const told = await ask(reader.who, way(raw.id));
    const place = `${reader.who} asks for ${way(raw.id)} ${JSON.stringify(raw)}`;
    if (!oracle.sees(reader, raw)) {
      const none = await ask(reader.who, way(nobody));
      expect([told.status, told.text], place).toEqual([none.status, none.text]);
      continue;
    }
    expect(told.status, place).toBe(oracle.may(reader, "history", raw) ? 200 : 403);
    if (told.status !== 200) continue;
    const names: string[] = told.body.items
      ? told.body.items.flatMap(({ changes }: { changes: { field: string }[] }) =>
          changes.map(({ field }) => field),
        )
      : Object.keys(told.body);
    const hidden = new Set([...oracle.hidden(reader, type), ...oracle.hidden(reader, raw.type)]);
    expect(
      names.filter((name) => hidden.has(name)),
      place,
    ).toEqual([]);
    linksAgree(world, reader, { place, told: told.body });
  }
}

/** A list of the past holds the records whose past may be told. */
async function pastListAgrees({ oracle, ask }: World, reader: Reader, type: string): Promise<void> {
  const path = `records/${type}?asOf=2100-01-01T00:00:00Z&limit=1000&select=id`;
  const told = await ask(reader.who, path);
  const place = `${reader.who} asks for ${path}: ${told.text.slice(0, 300)}`;
  const isNever = oracle.isNever(reader, "see", type) || oracle.isNever(reader, "history", type);
  expect(told.status, place).toBe(isNever ? 403 : 200);
  if (isNever) return;
  const expected = oracle
    .seen(reader, type)
    .filter((raw) => !raw.isArchived && oracle.may(reader, "history", raw))
    .map(({ id }) => id);
  expect(told.body.items.map(({ id }: { id: string }) => id).sort(), place).toEqual(expected.sort());
}

/** Whatever is named with a title is in reach, and is called as the reader calls it. */
function linksAgree(world: World, reader: Reader, { place, told }: { place: string; told: object }): void {
  for (const link of linksIn(told)) {
    const other = world.records.get(String(idOf(link)));
    const title = Reflect.get(link, "title");
    if (!other || typeof title !== "string") continue;
    const isSeen = !other.isTrashed && world.oracle.sees(reader, other);
    expect(title, place).toBe(isSeen ? world.oracle.title(reader, other) : null);
  }
}

function linksIn(told: unknown): readonly object[] {
  if (typeof told !== "object" || told === null) return [];
  const isRecord = Object.hasOwn(told, "version");
  const own = !isRecord && Object.hasOwn(told, "id") && Object.hasOwn(told, "title") ? [told] : [];
  return [...own, ...Object.values(told).flatMap(linksIn)];
}

async function exportAgrees(world: World, reader: Reader, type: string): Promise<void> {
  const { oracle, ask } = world;
  const path = `export/${type}?format=csv&delimiter=|&select=id`;
  const told = await ask(reader.who, path);
  const place = `${reader.who} asks for ${path}`;
  const isNever = oracle.isNever(reader, "export", type) || oracle.isNever(reader, "see", type);
  expect(told.status, place).toBe(isNever ? 403 : 200);
  if (isNever) return;
  const expected = oracle
    .seen(reader, type)
    .filter((raw) => !raw.isArchived && oracle.may(reader, "export", raw))
    .map(({ id }) => id);
  const keys = told.text.split(/\r?\n/).flatMap((line) => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(line)?.[0] ?? []);
  expect(keys.sort(), place).toEqual(expected.sort());
  const whole = await ask(reader.who, `export/${type}?format=csv&delimiter=|`);
  const headers = whole.text.split(/\r?\n/)[0]?.replace("\ufeff", "").split("|") ?? [];
  const shown = shownFields(world, reader, type).map(({ name }) => name);
  const fields = [...typeOf(world.model, type).fields.keys()];
  expect(
    headers.filter((name) => fields.includes(name) && !shown.includes(name)),
    place,
  ).toEqual([]);
}

/** A letter goes to whom the reader may send one. */
async function lettersAgree(world: World, reader: Reader, all: readonly Raw[]): Promise<void> {
  const raw = world.dice.pick(all.filter(({ isArchived }) => !isArchived));
  if (!raw) return;
  const { oracle, ask } = world;
  const told = await ask(reader.who, "merge/letter", {
    json: { type: "matter", ids: [raw.id], output: "preview" },
  });
  const isSent = !raw.isTrashed && oracle.sees(reader, raw) && oracle.may(reader, "merge", raw);
  const place = `${reader.who} writes to ${JSON.stringify(raw)}: ${told.text}`;
  if (!oracle.hidden(reader, "matter").has("name") || !isSent) {
    expect(told.status < 300, place).toBe(isSent);
    return;
  }
  // A letter that names a hidden field is refused, or leaves it out.
  const word = String(raw.values.name ?? "no such word");
  expect(told.status < 300 && String(told.body.html).includes(word), place).toBe(false);
}
