import { expect } from "vitest";
import { evaluate, parseExpression } from "../../../../../metamodel/expression/index.ts";
import { type Field, hasValue } from "../../../../../metamodel/index.ts";
import { alike, idOf, shownFields, shownValue } from "../expected.ts";
import { randomCondition } from "../random-conditions.test-data.ts";
import { type Raw, typeOf } from "../record-views.ts";
import type { Reader } from "../rules.ts";
import type { World } from "../world.ts";

/** What groups a reader can make, and what he gets of them: counts, sums, extremes, counts under a condition. */
export async function figuresAgree(world: World, reader: Reader, type: string): Promise<void> {
  const { oracle, dice, types, ask } = world;
  if (oracle.isNever(reader, "see", type)) {
    expect((await ask(reader.who, `aggregate/${type}`)).body).toMatchObject({ code: "access.denied" });
    return;
  }
  const shown = shownFields(world, reader, type);
  const group = dice.pick(shown.filter(isGroupable));
  const summed = dice.pick(shown.filter((field) => field.type.aggregates.includes("sum")));
  const condition = randomCondition(dice, type, { types, isRight: false });
  const isKnown = !oracle.tells(reader, type, condition);
  const measures = [
    "count",
    ...(summed ? [`sum:${summed.name}`, `max:${summed.name}`] : []),
    ...(isKnown ? [`count(${condition})`] : []),
  ];
  const asked = new URLSearchParams({ measures: measures.join(","), ...(group && { group: group.name }) });
  const told = await ask(reader.who, `aggregate/${type}?${asked}`);
  const place = `${reader.who} asks ${type} for ${asked}`;
  if (told.status !== 200) throw new Error(`${place}: ${told.text}`);

  const records = oracle.seen(reader, type).filter(({ isArchived }) => !isArchived);
  const figures = (raws: readonly Raw[]) => {
    const values = summed ? raws.flatMap((raw) => numberIn(world, reader, { raw, field: summed })) : [];
    const holds = raws.filter((raw) => holdsFor(world, reader, { type, raw, condition }));
    return [
      raws.length,
      ...(summed ? [sumOf(values), values.length > 0 ? Math.max(...values) : null] : []),
      ...(isKnown ? [holds.length] : []),
    ];
  };
  expect(told.body.total.map(alike), place).toEqual(figures(records));
  if (!group) return;
  const expected = Map.groupBy(records, (raw) => keyText(shownValue(world, reader, { raw, field: group })));
  const groups = told.body.groups.map(({ keys, values }: Grouped) => [
    keyText(keys[0]?.value),
    values.map(alike),
  ]);
  expect(new Map(groups), place).toEqual(new Map([...expected].map(([key, raws]) => [key, figures(raws)])));
  labelsAgree(world, reader, { group, groups: told.body.groups });
}

interface Grouped {
  readonly keys: readonly { readonly value: unknown; readonly label: unknown }[];
  readonly values: readonly unknown[];
}

/** A group of records out of sight has a key and no name. */
function labelsAgree(
  { oracle, records }: World,
  reader: Reader,
  { group, groups }: { group: Field; groups: readonly Grouped[] },
): void {
  if (group.type.relation(group.document)?.kind !== "one") return;
  for (const { keys } of groups) {
    const other = records.get(String(keys[0]?.value));
    const isSeen = other && !other.isTrashed && oracle.sees(reader, other);
    expect(keys[0]?.label).toEqual(isSeen ? oracle.title(reader, other) : null);
  }
}

function isGroupable(field: Field): boolean {
  const { type, document } = field;
  const relation = type.relation(document);
  if (!hasValue(field) || (relation && relation.kind !== "one")) return false;
  return type.expressionType !== "list<string>" && type.expressionType !== "composite";
}

function numberIn(world: World, reader: Reader, of: { raw: Raw; field: Field }): readonly number[] {
  const value = alike(shownValue(world, reader, of));
  return typeof value === "number" ? [value] : [];
}

function sumOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return Math.round(values.reduce((sum, value) => sum + value, 0) * 100) / 100;
}

function holdsFor(
  { oracle, model }: World,
  reader: Reader,
  { type, raw, condition }: { type: string; raw: Raw; condition: string },
): boolean {
  const record = oracle.views.of(raw, reader);
  return evaluate(parseExpression(condition), { model, type, record }) === true;
}

function keyText(value: unknown): string {
  return JSON.stringify(alike(idOf(value)));
}

/** Whatever asks for a hidden field is answered as if there were none of that name. */
export async function hiddenIsUnknown(world: World, reader: Reader, type: string): Promise<void> {
  const { oracle, dice, ask } = world;
  const hidden = dice.pick(
    [...oracle.hidden(reader, type)].filter((name) => typeOf(world.model, type).fields.has(name)),
  );
  if (hidden === undefined || oracle.isNever(reader, "see", type)) return;
  const ways = [
    (name: string) => `records/${type}?sort=${name}`,
    (name: string) => `records/${type}?select=${name}`,
    (name: string) => `records/${type}?filter=${name} == null`,
    (name: string) => `records/${type}?filter=has(${name})`,
    (name: string) => `aggregate/${type}?group=${name}`,
    (name: string) => `aggregate/${type}?measures=max:${name}`,
    (name: string) => `export/${type}?format=csv&select=${name}`,
  ];
  for (const way of ways) {
    const [told, none] = [await ask(reader.who, way(hidden)), await ask(reader.who, way("nothing_such"))];
    const place = `${reader.who} asks for ${way(hidden)}`;
    expect([told.status, told.body?.code], place).toEqual([none.status, none.body?.code]);
    expect(told.status, place).toBeGreaterThanOrEqual(400);
  }
}
