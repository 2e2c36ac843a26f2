import type { Dice, FieldJson, TypeJson } from "../../../model-based/random-fields.test-data.ts";

/** The words of all texts: short, so that many records share one, and none the beginning of another. */
export const words = ["amber", "basalt", "cobalt", "dune", "ember", "fjord", "garnet", "harbor"];
export const days = ["2025-02-03", "2026-05-06", "2027-08-09"];

export interface Asking {
  readonly types: readonly TypeJson[];
  /** Whether `user` may be asked: in rights, not in the filters of lists. */
  readonly isRight: boolean;
  /** Fields that are not named. */
  readonly without?: ReadonlySet<string>;
}

/** The fields of a type with those of the one it extends. */
export function fieldsOf(types: readonly TypeJson[], name: string): readonly FieldJson[] {
  const type = types.find((one) => one.name === name);
  if (!type) return [];
  return [...(type.extends === undefined ? [] : fieldsOf(types, type.extends)), ...type.fields];
}

/** A condition over the records of a type, over what they refer to and list, and over the user. */
export function randomCondition(dice: Dice, type: string, asking: Asking): string {
  const one = () => atom(dice, type, asking);
  switch (dice.next(8)) {
    case 0:
      return `!(${one()})`;
    case 1:
      return `${one()} && ${one()}`;
    case 2:
    case 3:
      return `${one()} || ${one()}`;
    case 4:
      return `(${one()} && ${one()}) || ${one()}`;
    default:
      return one();
  }
}

function atom(dice: Dice, type: string, asking: Asking): string {
  const { types, isRight, without } = asking;
  const fields = fieldsOf(types, type).filter(({ name }) => !without?.has(name));
  const system = isRight
    ? ["created_by == user.id", '"boss" in user.groups', '"r0" in user.roles']
    : [`id != "00000000-0000-7000-8000-000000000000"`, "version > 0"];
  if (dice.next(10) === 0) return dice.pick(system) ?? "true";
  const field = dice.pick(fields);
  return (field && ofField(dice, field, { asking, path: field.name, depth: 0 })) ?? "version > 0";
}

interface Place {
  readonly asking: Asking;
  readonly path: string;
  readonly depth: number;
}

function ofField(dice: Dice, field: FieldJson, place: Place): string | null {
  const { path, asking } = place;
  const word = dice.pick(words) ?? "";
  const whole = dice.next(6);
  if (/mark$/.test(field.name)) return dice.pick([`${path} == null`, `has(${path})`]) ?? null;
  switch (field.type) {
    case "text":
      return (
        dice.pick([
          `${path} == "${word}"`,
          `${path} != "${word}"`,
          `${path} == null`,
          `has(${path})`,
          `${path} > "${word}"`,
          `${path} in ["${word}", "${dice.pick(words)}"]`,
          ...(asking.isRight ? [`${path} == user.collaborator.name`] : []),
        ]) ?? null
      );
    case "integer":
      return (
        dice.pick([
          `${path} > ${whole}`,
          `${path} == ${whole}`,
          `${path} == null`,
          ...(asking.isRight ? [`${path} <= user.collaborator.rank`] : []),
        ]) ?? null
      );
    case "decimal":
    case "money":
      return dice.pick([`${path} > ${whole}.5`, `${path} == null`, `${path} <= 3.0`]) ?? null;
    case "boolean":
      return dice.pick([path, `!${path}`, `${path} != true`, `${path} == null`]) ?? null;
    case "date":
      return dice.pick([`${path} < today()`, `${path} == null`, `${path} != date("${days[1]}")`]) ?? null;
    case "rollup":
      return dice.pick([`${path} > ${whole}`, `${path} == null`, `${path} == 0`]) ?? null;
    case "lookup":
    case "formula":
      return field.name === "double"
        ? `${path} > ${whole}`
        : (dice.pick([`${path} == "${word}"`, `${path} == null`, `${path} != "${word}"`]) ?? null);
    case "collaborator":
      return toOne(dice, "collaborator", place);
    case "reference":
      return toOne(dice, String(field.to), place);
    case "references":
    case "children":
      return ofList(dice, field, place);
    case "any-reference":
      return dice.pick([`${path}.type == "party"`, `${path} == null`, `${path}.type != "matter"`]) ?? null;
    default:
      return null;
  }
}

/** What a reference is asked: itself, against those of the user, or a field behind it. */
function toOne(dice: Dice, to: string, { asking, path, depth }: Place): string | null {
  const behind = fieldsOf(asking.types, to).filter(({ name }) => !asking.without?.has(name));
  const next = dice.pick(behind);
  const deeper = () =>
    next && depth < 2
      ? ofField(dice, next, { asking, path: `${path}.${next.name}`, depth: depth + 1 })
      : null;
  const own: Readonly<Record<string, readonly string[]>> = {
    collaborator: [
      `${path} == user.collaborator`,
      `${path} in user.reports`,
      `${path}.manager == user.collaborator`,
    ],
    sector: [`${path} in user.sectors`, `${path}.above in user.sectors`],
    trade: [`${path} in user.trades`],
    party: [`${path} == user.person`, `${path} in user.organisations`],
    person: [`${path} == user.person`],
    organisation: [`${path} in user.organisations`],
  };
  const mine = asking.isRight ? (own[to] ?? []) : [];
  if (mine.length > 0 && dice.next(2) === 0) return dice.pick(mine) ?? null;
  return (dice.next(3) > 0 && deeper()) || (dice.pick([`${path} == null`, `has(${path})`]) ?? null);
}

function ofList(dice: Dice, field: FieldJson, { asking, path, depth }: Place): string | null {
  const of = String(field.type === "children" ? field.of : field.to);
  const plain = fieldsOf(asking.types, of).filter(
    ({ name, type }) => /^(text|integer|reference)$/.test(type) && !asking.without?.has(name),
  );
  const one = dice.pick(plain);
  const inner = one && depth < 1 && ofField(dice, one, { asking, path: `x.${one.name}`, depth: 2 });
  const sizes = [`size(${path}) > 0`, `size(${path}) == 1`];
  if (!inner) return dice.pick(sizes) ?? null;
  return dice.pick([...sizes, `${path}.exists(x, ${inner})`, `${path}.all(x, ${inner})`]) ?? null;
}
