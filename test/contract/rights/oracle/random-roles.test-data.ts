import type { Dice, TypeJson } from "../../../model-based/random-fields.test-data.ts";
import { fieldsOf, randomCondition } from "./random-conditions.test-data.ts";

type Said = boolean | string;

/** Roles that say something of some types, of all others, or nothing at all. */
export function randomRoles(dice: Dice, types: readonly TypeJson[], names: readonly string[]) {
  return names.map((name) => randomRole(dice, types, name));
}

function randomRole(dice: Dice, types: readonly TypeJson[], name: string) {
  const said: Record<string, object> = {};
  const spoken = ["matter", "party", ...types.map((type) => type.name)];
  for (const type of new Set(spoken)) {
    const isMain = type === "matter" || type === "party" || type === "collaborator";
    if (dice.next(10) < (isMain ? 8 : 4)) said[type] = randomPermissions(dice, types, type);
  }
  const others = { see: dice.next(4) > 0, create: dice.next(2) === 0, change: dice.next(2) === 0 };
  if (dice.next(3) === 0) said["*"] = others;
  const flag = () => dice.next(2) === 0;
  return {
    kind: "role",
    name,
    label: { fr: name, en: name },
    types: said,
    export: flag(),
    import: flag(),
    merge: flag(),
  };
}

function randomPermissions(dice: Dice, types: readonly TypeJson[], type: string): object {
  const condition = () => randomCondition(dice, type, { types, isRight: true });
  const permission = (): Said => {
    const throws = dice.next(10);
    return throws < 3 ? true : throws < 4 ? false : condition();
  };
  const maybe = (name: string, share: number) => (dice.next(10) < share ? { [name]: permission() } : {});
  const hideable = fieldsOf(types, type).filter((field) => !/^(children)$/.test(field.type));
  const rights: Record<string, unknown> = {};
  for (let times = dice.next(4); times > 0; times--) {
    const field = dice.pick(hideable);
    if (field) rights[field.name] = dice.pick(["hidden", "hidden", "read", "write", { write: condition() }]);
  }
  return {
    see: dice.next(8) === 0 ? false : permission(),
    ...maybe("create", 7),
    ...maybe("change", 7),
    ...maybe("delete", 5),
    ...maybe("restore", 2),
    ...maybe("archive", 2),
    ...maybe("history", 3),
    ...maybe("export", 3),
    ...maybe("merge", 2),
    ...maybe("import", 2),
    ...(Object.keys(rights).length > 0 && { fields: rights }),
    ...(dice.next(5) === 0 && { deny: randomDenials(dice, condition) }),
  };
}

function randomDenials(dice: Dice, condition: () => string): object {
  const actions = ["see", "change", "delete", "restore", "archive", "history", "export", "create"];
  const action = dice.pick(actions) ?? "see";
  return { [action]: dice.next(6) === 0 ? true : condition() };
}
