import type { AnyJson, Dice, TypeJson } from "./random-fields.test-data.ts";

const label = (text: string) => ({ fr: text, en: text });

/** A list or a board of a type. It may say what the house refuses: a sort by what has no order, a board by no choice. */
export function randomView(dice: Dice, type: TypeJson, types: readonly TypeJson[]): AnyJson {
  const name = `${type.name}_view_${dice.next(2)}`;
  const order = dice.next(3) === 0 ? { order: dice.next(50) } : {};
  const common = { kind: "view", name, type: type.name, label: label(name), ...order };
  const filter = condition(dice, type);
  const sorted = dice.pick(type.fields)?.name;
  const saying = {
    ...common,
    ...(filter && { filter }),
    ...(sorted && dice.next(2) === 0 && { sort: [`${dice.next(2) === 0 ? "-" : ""}${sorted}`] }),
  };
  const choice = dice.pick(type.fields.filter((field) => field.type === "select"))?.name;
  const paths = [...pathsOf(type, types)].filter(() => dice.next(2) === 0);
  if (choice && dice.next(2) === 0)
    return { ...saying, shape: "board", group: choice, card: paths.slice(0, 5) };
  return { ...saying, columns: paths.length > 0 ? paths.slice(0, 40) : ["id"] };
}

/** Sections with some fields of a type, in any order. */
export function randomForm(dice: Dice, type: TypeJson): AnyJson {
  const name = `${type.name}_form`;
  const named = type.fields.map((field) => field.name).filter(() => dice.next(3) > 0);
  const turned = dice.next(2) === 0 ? named.toReversed() : named;
  const half = Math.ceil(turned.length / 2);
  const asField = (field: string) => (dice.next(3) === 0 ? { name: field, width: "full" } : field);
  const sections = [turned.slice(0, half), turned.slice(half)]
    .filter((fields) => fields.length > 0)
    .map((fields, index) => ({ label: label(`${index}`), fields: fields.map(asField) }));
  const head = dice.pick(type.fields)?.name;
  return { kind: "form", name, type: type.name, label: label(name), ...(head && { head: [head] }), sections };
}

/** The role with another right on a type: all, none, those that fulfil a condition; fields may be hidden. */
export function randomRole(dice: Dice, role: AnyJson, type: TypeJson): AnyJson {
  const see = dice.next(4) === 0 ? dice.next(2) === 0 : (condition(dice, type) ?? true);
  const change = dice.next(2) === 0 ? condition(dice, type) : undefined;
  const hidden = dice.pick(type.fields)?.name;
  const right = {
    see,
    ...(change && { change }),
    ...(hidden && dice.next(3) === 0 && { hidden: [hidden] }),
  };
  return { ...role, types: { ...Object(role.types), [type.name]: right } };
}

/** A condition over the fields of a type; null where it has none to ask. */
export function condition(dice: Dice, type: TypeJson): string | null {
  const parts = type.fields.flatMap(({ name, type: kind, to }): string[] => {
    if (kind === "boolean") return [name, `${name} != true`];
    if (/^(integer|decimal|money|percent)$/.test(kind)) return [`${name} > 3`, `${name} == null`];
    if (/^(text|email|url|select)$/.test(kind)) return [`${name} != null`, `${name} == "a"`];
    if (kind === "date") return [`${name} < today()`];
    if (kind === "reference" && to === "alpha") return [`${name} == null`, `${name}.id != ""`];
    if (kind === "children" || kind === "references") return [`size(${name}) > 0`];
    return [`${name} == null`].filter(() => kind === "any-reference" || kind === "file");
  });
  const one = dice.pick(parts);
  const other = dice.pick(parts);
  if (!one || !other) return null;
  return dice.pick([one, `${one} || ${other}`, `!(${one})`, `${one} && ${other}`]) ?? null;
}

/** The fields of a type, and those that its references lead to. */
function pathsOf(type: TypeJson, types: readonly TypeJson[]): readonly string[] {
  return type.fields.flatMap(({ name, type: kind, to }) => {
    if (kind !== "reference") return [name];
    const behind = types.find((one) => one.name === to)?.fields ?? [];
    const reached = behind.filter((field) => /^(text|integer|date|boolean)$/.test(field.type));
    return [name, ...reached.map((field) => `${name}.${field.name}`)];
  });
}
