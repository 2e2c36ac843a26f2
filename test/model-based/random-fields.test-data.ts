import { fieldTypes } from "../../metamodel/index.ts";

/** A document as JSON; what it may say is the house's business. */
export interface AnyJson {
  readonly kind: string;
  readonly name: string;
  readonly [property: string]: unknown;
}

export interface TypeJson extends AnyJson {
  readonly kind: "type";
  readonly extends?: string;
  readonly fields: readonly FieldJson[];
}

export interface FieldJson {
  readonly name: string;
  readonly type: string;
  readonly [property: string]: unknown;
}

/** Chooses by the numbers of a random step, the same in every run. */
export interface Dice {
  /** A whole number below the limit. */
  next(limit: number): number;
  pick<T>(all: readonly T[]): T | undefined;
}

/** Dice whose throws follow from one number. */
export function diceOf(seed: number): Dice {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const next = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return { next, pick: (all) => (all.length === 0 ? undefined : all[next(all.length)]) };
}

const label = (text: string) => ({ fr: text, en: text });

/** The field types whose values people give and that lead nowhere. */
export const plainTypes = [...fieldTypes.values()].filter((type) => {
  const sample = type.sample();
  return !type.generated && type.relation(sample) === null && type.computation(sample) === null;
});

/** A field that a type could get: of any type of the shelf, in a shape that fits the other types. */
export function randomField(dice: Dice, type: TypeJson, types: readonly TypeJson[], name: string): FieldJson {
  const bases = types.filter((one) => one.extends === undefined).map((one) => one.name);
  const target = dice.pick(bases) ?? type.name;
  const made: Made = (more) => ({ name, label: label(name), ...more });
  const shapes: readonly (() => FieldJson | null)[] = [
    () => made({ type: "reference", to: target, ...whenDeleted(dice) }),
    () => made({ type: "reference", to: type.extends ?? type.name, tree: true }),
    () => made({ type: "references", to: target, ...whenDeleted(dice) }),
    () => made({ type: "any-reference", to: bases.slice(0, 2), ...whenDeleted(dice) }),
    () => made({ type: dice.pick(["file", "image", "signature"]) ?? "file" }),
    () => throughTies(dice, type, types, made),
    () => throughTies(dice, type, types, made),
    () => listOf(dice, type, types, made),
    () =>
      made({
        type: "sequence",
        pattern: `${name.toUpperCase().slice(-3)}-{0000}`,
        gapless: dice.next(2) === 0,
      }),
    () => made({ type: "collaborator" }),
    () => listOf(dice, type, types, made),
    () => formula(dice, type, made),
    () => rollup(dice, type, types, made),
    () => lookup(dice, type, types, made),
  ];
  const special = dice.next(3) === 0 ? dice.pick(shapes)?.() : null;
  if (special) return special;
  const plain = dice.pick(plainTypes);
  const { name: _, label: __, ...sample } = plain?.sample() ?? { name: "", label: {}, type: "text" };
  return made({ ...sample, type: String(sample.type) });
}

type Made = (more: { readonly type: string; readonly [property: string]: unknown }) => FieldJson;

function listOf(dice: Dice, type: TypeJson, types: readonly TypeJson[], made: Made): FieldJson | null {
  const by = types.flatMap((one) =>
    one.fields
      .filter((field) => field.type === "reference" && field.to === type.name && field.tree !== true)
      .map((field) => ({ of: one.name, by: field.name })),
  );
  const found = dice.pick(by);
  return found ? made({ type: "children", ...found, ...inOrder(dice, found.of, types) }) : null;
}

/** A list whose links say more: over a type with a reference here and another one elsewhere. */
function throughTies(dice: Dice, type: TypeJson, types: readonly TypeJson[], made: Made): FieldJson | null {
  const ways = types.flatMap(({ name: through, fields }) => {
    const references = fields.filter((field) => field.type === "reference" && field.tree !== true);
    return references
      .filter(({ to }) => to === type.name)
      .flatMap(({ name: by }) =>
        references
          .filter(({ name }) => name !== by)
          .map(({ name: other, to }) => ({ to, through, by, other })),
      );
  });
  const found = dice.pick(ways);
  return found ? made({ type: "references", ...found, ...inOrder(dice, found.through, types) }) : null;
}

/** A whole number that nothing else is said of keeps the order of a list. */
function inOrder(dice: Dice, of: string, types: readonly TypeJson[]): object {
  const numbers = types.find(({ name }) => name === of)?.fields.filter(({ type }) => type === "integer");
  const position = dice.pick(numbers ?? [])?.name;
  return position && dice.next(3) > 0 ? { position } : {};
}

function whenDeleted(dice: Dice): object {
  const onDelete = dice.pick(["refuse", "empty", "cascade"]);
  return dice.next(2) === 0 ? {} : { onDelete };
}

function formula(dice: Dice, type: TypeJson, made: Made): FieldJson | null {
  const numbers = type.fields.filter((field) => /^(integer|decimal|money|percent)$/.test(field.type));
  const texts = type.fields.filter((field) => field.type === "text");
  const number = dice.pick(numbers)?.name;
  const text = dice.pick(texts)?.name;
  const expression = dice.pick([
    ...(number ? [`${number} + 1`, `${number} > 3`] : []),
    ...(text ? [`${text} + "!"`] : []),
  ]);
  return expression ? made({ type: "formula", expression, stored: dice.next(2) === 0 }) : null;
}

function rollup(dice: Dice, type: TypeJson, types: readonly TypeJson[], made: Made): FieldJson | null {
  const list = dice.pick(type.fields.filter((field) => field.type === "children"));
  if (!list) return null;
  const of = types.find((one) => one.name === list.of);
  const number = dice.pick(of?.fields.filter((field) => field.type === "integer") ?? [])?.name;
  const stored = dice.next(2) === 0;
  if (!number) return made({ type: "rollup", of: list.name, function: "count", stored });
  const where = dice.next(2) === 0 ? { where: `${number} > 0` } : {};
  return made({ type: "rollup", of: `${list.name}.${number}`, function: "sum", stored, ...where });
}

function lookup(dice: Dice, type: TypeJson, types: readonly TypeJson[], made: Made): FieldJson | null {
  const reference = dice.pick(type.fields.filter((field) => field.type === "reference"));
  const to = types.find((one) => one.name === reference?.to);
  const end = dice.pick(to?.fields.filter((field) => /^(text|integer|date|money)$/.test(field.type)) ?? []);
  if (!reference || !end) return null;
  return made({ type: "lookup", path: `${reference.name}.${end.name}`, stored: dice.next(2) === 0 });
}

const listOver = (dice: Dice) => ({ name: `back_${dice.next(1_000)}`, label: label("back") });

/** Something that a field or its type may say beside what it is: conditions, rules, uniqueness, indexes. */
export function randomSaying(dice: Dice, type: TypeJson): TypeJson {
  const at = dice.next(Math.max(type.fields.length, 1));
  const field = type.fields[at];
  if (!field) return type;
  const change = (more: object): TypeJson => ({
    ...type,
    fields: type.fields.with(at, { ...field, ...more }),
  });
  const flag = dice.pick(type.fields.filter((one) => one.type === "boolean" && one !== field))?.name;
  const condition = flag ? `${flag} == true` : `${field.name} != null`;
  const number = dice.pick(type.fields.filter((one) => one.type === "integer"))?.name;
  const ways: readonly (() => TypeJson)[] = [
    () => change({ required: field.required === undefined ? true : undefined }),
    () => change({ required: flag ? condition : true }),
    () => (flag ? change({ visible: condition }) : type),
    () => (/^(reference|references)$/.test(field.type) ? change({ reverse: listOver(dice) }) : type),
    () => (flag ? change({ readOnly: condition }) : type),
    () => change({ indexed: field.indexed !== true }),
    () => change({ unique: field.unique !== true }),
    () => change({ help: label(`help ${dice.next(100)}`) }),
    () => ({ ...type, unique: [{ fields: [field.name], when: condition }] }),
    () =>
      number ? { ...type, rules: [{ when: `${number} == 7`, refuse: label("no"), at: [number] }] } : type,
    () => ({ ...type, title: type.fields.find((one) => one.type === "text")?.name }),
  ];
  return dice.pick(ways)?.() ?? type;
}
