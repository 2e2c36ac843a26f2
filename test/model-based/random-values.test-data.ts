import type { Field, Model, ModelType } from "../../metamodel/index.ts";
import type { Dice } from "./random-fields.test-data.ts";

/** What values are made from. */
export interface RandomValues {
  readonly model: () => Model;
  /** The key of some record of a type, or of none. */
  readonly keys: (dice: Dice, type: string) => string | null;
  readonly files: readonly string[];
}

type Values = Readonly<Record<string, unknown>>;

/** Values of some fields of a record whose lists are as told; now and then one that its type refuses. */
export function randomValues(dice: Dice, type: ModelType, from: RandomValues, lists: Values): Values {
  const values = [...type.fields.values()]
    .filter((field) => !isGiven(field) && dice.next(5) >= 2)
    .map((field) => [field.name, randomValue(dice, field, from, lists[field.name])] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** Whether the house fills the field by itself. */
function isGiven({ type, document }: Field): boolean {
  const relation = type.relation(document);
  if (relation?.kind === "many" && !relation.isPart) return true;
  return type.generated || type.computation(document) !== null;
}

function randomValue(dice: Dice, { type, document }: Field, from: RandomValues, now: unknown): unknown {
  const relation = type.relation(document);
  if (relation === null) return dice.pick(dice.next(14) === 0 ? type.refused : type.examples) ?? null;
  const { kind } = relation;
  if (kind === "one") return from.keys(dice, relation.to);
  if (kind === "file") return dice.pick(from.files) ?? null;
  if (kind === "any") {
    const to = dice.pick(relation.to) ?? "";
    const key = from.keys(dice, to);
    return key && `${to}/${key}`;
  }
  if (kind === "keys") {
    const keys = someKeys(dice, relation.to, from);
    return keys.length > 0 ? keys : null;
  }
  return randomList(dice, relation, from, Array.isArray(now) ? now : []);
}

function someKeys(dice: Dice, to: string, { keys }: RandomValues): readonly string[] {
  const found = Array.from({ length: dice.next(4) }, () => keys(dice, to)).flatMap((key) => key ?? []);
  return [...new Set(found)];
}

interface ListOf {
  readonly of: string;
  readonly by: string;
  readonly other?: string;
  readonly position?: string | undefined;
}

/** The list as it is, with some records more, now and then one less, or turned round. */
function randomList(
  dice: Dice,
  { of, by, other, position }: ListOf,
  from: RandomValues,
  now: readonly Values[],
): readonly unknown[] {
  const type = from.model().types.get(of);
  if (!type) return [];
  const own = (): Values => {
    const fields = [...type.fields.values()].filter(
      (field) =>
        ![by, other, position].includes(field.name) &&
        field.type.relation(field.document) === null &&
        !isGiven(field) &&
        field.document.readOnly !== true,
    );
    const named = fields.filter((field) => field.document.required === true || dice.next(3) === 0);
    return Object.fromEntries(named.map((field) => [field.name, dice.pick(field.type.examples) ?? null]));
  };
  const kept = now.filter((_, index) => index > 0 || dice.next(5) > 0).map(({ id }) => ({ id }));
  const end = type.fields.get(other ?? "");
  const to = end?.type.relation(end.document);
  const tied = to?.kind === "one" ? someKeys(dice, to.to, from) : [];
  const more =
    other === undefined
      ? Array.from({ length: dice.next(3) }, own)
      : tied.filter((id) => !kept.some((row) => row.id === id)).map((id) => ({ id, link: own() }));
  const list = [...kept, ...more];
  return dice.next(3) === 0 ? list.toReversed() : list;
}
