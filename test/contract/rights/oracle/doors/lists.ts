import { expect } from "vitest";
import { evaluate, parseExpression } from "../../../../../metamodel/expression/index.ts";
import { alike, shownRecord, shownValue, toldRecord } from "../expected.ts";
import { randomCondition } from "../random-conditions.test-data.ts";
import { type Raw, typeOf } from "../record-views.ts";
import type { Reader } from "../rules.ts";
import type { Told, World } from "../world.ts";

/** The key of no record. */
const nobody = "01900000-0000-7000-8000-ffffffffffff";

/** What somebody sees of a type: the whole list, in pages and under a filter, counted, and record by record. */
export async function listsAgree(world: World, reader: Reader, type: string): Promise<void> {
  const { oracle, dice, types, ask } = world;
  const place = `${reader.who} lists ${type}`;
  if (oracle.isNever(reader, "see", type)) {
    expect((await ask(reader.who, `records/${type}`)).body, place).toMatchObject({ code: "access.denied" });
    return;
  }
  const archived = dice.pick(["with", "only", "without"]) ?? "with";
  const all = oracle.seen(reader, type);
  const kept = all.filter(({ isArchived }) => archived === "with" || isArchived === (archived === "only"));
  const asked = `records/${type}?count=exact&archived=${archived}`;
  const whole = await ask(reader.who, `${asked}&limit=1000&sort=id`);
  expect(toldOf(whole), place).toEqual(
    kept.map((raw) => shownRecord(world, reader, { type, raw })).sort(byId),
  );
  expect(whole.body.count, place).toEqual({ value: kept.length, exact: true });

  await filterAgrees(world, reader, {
    type,
    all: kept,
    asked,
    text: randomCondition(dice, type, { types, isRight: false }),
  });
  await trashAgrees(world, reader, type);
  for (const raw of [
    dice.pick(all),
    dice.pick([...world.records.values()].filter((one) => one.type === type)),
  ])
    if (raw) await readAgrees(world, reader, { type, raw });
}

interface Filtering {
  readonly type: string;
  readonly all: readonly Raw[];
  readonly asked: string;
  readonly text: string;
}

/** A filter finds what it finds in what the reader sees, whatever the order and the length of pages. */
async function filterAgrees(
  world: World,
  reader: Reader,
  { type, all, asked, text }: Filtering,
): Promise<void> {
  const { oracle, model, dice, ask } = world;
  const place = `${reader.who} filters ${type} by ${text}`;
  const filtered = `${asked}&filter=${encodeURIComponent(text)}`;
  const sort = dice.pick([...(model.types.get(type)?.fields.values() ?? [])])?.name ?? "id";
  const found = await ask(reader.who, `${filtered}&limit=1000`);
  if (oracle.tells(reader, type, text)) {
    expect([found.status, found.body.code], place).toEqual([400, "expression.invalid"]);
    return;
  }
  const expected = all.filter((raw) => {
    const record = oracle.views.of(raw, reader);
    return evaluate(parseExpression(text), { model, type, record }) === true;
  });
  expect(keysOf(found), place).toEqual(expected.map(({ id }) => id).sort());
  expect(found.body.count, place).toEqual({ value: expected.length, exact: true });

  const pages: string[] = [];
  const ordered = oracle.hidden(reader, type).has(sort) ? "id" : sort;
  let page = await ask(reader.who, `${filtered}&limit=3&sort=-${ordered}`);
  // Not everything can be sorted by.
  if (page.status !== 200) return;
  expect(page.body.count, place).toEqual({ value: expected.length, exact: true });
  for (;;) {
    pages.push(...page.body.items.map(({ id }: { id: string }) => id));
    if (page.body.next === null) break;
    page = await ask(
      reader.who,
      `${filtered}&limit=3&sort=-${ordered}&after=${encodeURIComponent(page.body.next)}`,
    );
    if (page.status !== 200) throw new Error(`${place}: ${page.text}`);
  }
  orderAgrees(world, reader, { type, ordered, pages, place });
  expect(pages.sort(), `${place} in pages by ${ordered}`).toEqual(expected.map(({ id }) => id).sort());
}

interface Ordered {
  readonly type: string;
  readonly ordered: string;
  readonly pages: readonly string[];
  readonly place: string;
}

/** Pages come in the order of what the reader sees in the field, the largest first and what is empty last. */
function orderAgrees(world: World, reader: Reader, { type, ordered, pages, place }: Ordered): void {
  const field = typeOf(world.model, type).fields.get(ordered);
  if (!field || field.type.relation(field.document)) return;
  const values = pages.flatMap((id): (string | number | boolean | null)[] => {
    const raw = world.records.get(id);
    const value = raw ? alike(shownValue(world, reader, { raw, field })) : null;
    return typeof value === "object" || value === undefined ? [null] : [value as string];
  });
  const known = values.filter((value) => value !== null);
  // The order of words with signs or digits in them is that of the language.
  if (!known.every((value) => typeof value !== "string" || /^([a-z]+|\d{4}-\d\d-\d\d)$/.test(value))) return;
  const sorted = [...known].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
  const expected = [...sorted, ...values.filter((value) => value === null)];
  expect(values, `${place} sorted by ${ordered}`).toEqual(expected);
}

async function trashAgrees({ oracle, ask }: World, reader: Reader, type: string): Promise<void> {
  const trash = await ask(reader.who, `records/${type}?trash=true&limit=1000`);
  const expected = oracle.seen(reader, type, { isTrash: true });
  expect(keysOf(trash), `${reader.who} looks into the trash of ${type}`).toEqual(
    expected.map(({ id }) => id).sort(),
  );
}

/** A record out of sight is answered like one that never was. */
async function readAgrees(
  world: World,
  reader: Reader,
  { type, raw }: { type: string; raw: Raw },
): Promise<void> {
  const told = await world.ask(reader.who, `records/${type}/${raw.id}`);
  const place = `${reader.who} reads ${type} ${raw.id}`;
  if (!raw.isTrashed && world.oracle.sees(reader, raw)) {
    expect([told.status, toldRecord(told.body)], place).toEqual([
      200,
      shownRecord(world, reader, { type, raw }),
    ]);
    return;
  }
  const none = await world.ask(reader.who, `records/${type}/${nobody}`);
  expect([told.status, told.text], place).toEqual([none.status, none.text]);
}

function toldOf({ status, text, body }: Told): readonly object[] {
  if (status !== 200) throw new Error(text);
  return body.items.map(toldRecord).sort(byId);
}

function keysOf({ status, text, body }: Told): readonly string[] {
  if (status !== 200) throw new Error(text);
  return body.items.map(({ id }: { id: string }) => id).sort();
}

function byId(a: object, b: object): number {
  return String(Reflect.get(a, "id")) < String(Reflect.get(b, "id")) ? -1 : 1;
}
