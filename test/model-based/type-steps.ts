import { conversionBetween, fieldTypes } from "../../metamodel/index.ts";
import {
  type FieldJson,
  plainTypes,
  randomField,
  randomSaying,
  type TypeJson,
} from "./random-fields.test-data.ts";
import type { Shadow } from "./shadow.ts";
import { must, type Steps, type WalkedHouse } from "./walked-house.ts";

const label = (text: string) => ({ fr: text, en: text });

/** Types and fields are added, renamed, removed, converted, said more of, and all of it is taken back. */
export function typeSteps(house: WalkedHouse, shadow: Shadow): Steps {
  const { ask, publish } = house;
  let counter = 0;
  const change = (type: TypeJson) => publish({ documents: [type] });
  const withField = (type: TypeJson, field: FieldJson): TypeJson => ({
    ...type,
    fields: [...type.fields, field],
  });
  const exported = () => JSON.stringify(house.documents());

  return {
    async "add a field"(dice, type) {
      const name = `f${++counter}`;
      const field = randomField(dice, type, house.types(), name);
      const done = await change(withField(type, field));
      if (done) shadow.addField(type.name, name);
      return `${field.type} ${done}`;
    },
    async "add a type"(dice, type) {
      const name = `t${++counter}`;
      const base = dice.next(2) === 0 ? { extends: type.extends ?? type.name } : {};
      const field = { name: `f${++counter}`, type: "text", label: label("x") };
      const done = await change({ kind: "type", name, label: label(name), ...base, fields: [field] });
      if (done) shadow.addField(name, field.name);
      return `${done}`;
    },
    async rename(dice, type) {
      const field = dice.pick(type.fields);
      if (!field) return "nothing";
      const to = `f${++counter}`;
      const fields = type.fields.map((one) =>
        one === field ? { ...one, name: to, formerly: field.name } : one,
      );
      const done = await change({ ...type, fields });
      if (done) shadow.renameField(type.name, field.name, to);
      return `${field.name} to ${to} ${done}`;
    },
    async "remove and restore"(dice, type) {
      const field = dice.pick(type.fields);
      if (!field) return "nothing";
      const without = { ...type, fields: type.fields.filter((one) => one !== field) };
      if (!(await change(without))) return `${field.name} is needed`;
      const taken = shadow.removeField(type.name, field.name);
      await shadow.compare();
      const { formerly: _, ...back } = field;
      must(await change(withField(without, back)), "a removed field did not come back", field);
      shadow.restoreField(type.name, field.name, taken);
      return field.name;
    },
    /** A field goes to the type above, or comes down from it; its values go along, and come back where it is taken back. */
    async "move a field"(dice) {
      const below = dice.pick(house.types().filter((one) => one.extends !== undefined));
      const above = house.types().find(({ name }) => name === below?.extends);
      const [from, to] = dice.next(2) === 0 ? [below, above] : [above, below];
      const field = dice.pick(from?.fields ?? []);
      if (!from || !to || !field) return "nothing";
      const before = exported();
      const { formerly: _, ...moved } = field;
      const without = { ...from, fields: from.fields.filter((one) => one !== field) };
      if (!(await publish({ documents: [without, withField(to, moved)] })))
        return `${field.name} to ${to.name} refused`;
      await shadow.compare();
      if (dice.next(3) === 0) await house.takeBack(before);
      return `${field.name} to ${to.name}`;
    },
    async "convert and undo"(dice, type) {
      const field = dice.pick(
        type.fields.filter(({ type: name }) => plainTypes.some((one) => one.name === name)),
      );
      const from = fieldTypes.get(field?.type ?? "");
      const to = dice.pick(plainTypes.filter((one) => from && one !== from && conversionBetween(from, one)));
      if (!field || !to) return "nothing";
      const before = exported();
      const { name: _, label: __, ...sample } = to.sample();
      const converted = { name: field.name, label: field.label, ...sample, type: to.name };
      const fields = type.fields.map((one) => (one === field ? converted : one));
      if (!(await change({ ...type, fields }))) return `${field.type} to ${to.name} refused`;
      await house.takeBack(before);
      return `${field.type} to ${to.name}`;
    },
    async "say something"(dice, type) {
      const before = exported();
      const said = randomSaying(dice, type);
      if (!(await change(JSON.parse(JSON.stringify(said))))) return "refused";
      if (dice.next(3) > 0 || exported() === before) return "said";
      await house.takeBack(before);
      return "said and taken back";
    },
    async "undo some revision"(dice) {
      const { body } = await ask("metadata/revisions");
      const { revision } = dice.pick<{ revision: number }>(body.items) ?? { revision: 1 };
      const before = exported();
      if (revision === 1 || !(await publish({ revision }, "metadata/undo"))) return `${revision} refused`;
      if (exported() === before) return `${revision} changes nothing`;
      await house.takeBack(before);
      return `${revision} there and back`;
    },
  };
}
