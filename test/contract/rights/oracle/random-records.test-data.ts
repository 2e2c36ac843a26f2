import type { Model, ModelType } from "../../../../metamodel/index.ts";
import type { Dice } from "../../../model-based/random-fields.test-data.ts";
import { days, words } from "./random-conditions.test-data.ts";
import { concreteOrder } from "./random-types.test-data.ts";
import type { Raw } from "./record-views.ts";

type Values = Record<string, unknown>;

/** How many records each type gets. */
const counts: Readonly<Record<string, number>> = { matter: 10, offer: 10, claim: 8, line: 26, party: 5 };

/** Records of every type that may have some, what they refer to first; with keys of their own. */
export function randomRecords(dice: Dice, model: Model): readonly Raw[] {
  const made: Raw[] = [];
  for (const name of concreteOrder) {
    const type = model.types.get(name);
    if (!type || type.abstract) continue;
    for (let count = counts[name] ?? 7; count > 0; count--) {
      const id = keyOf(made.length + 1);
      made.push({
        id,
        type: name,
        values: randomValues(dice, { model, type, records: made, id }),
        createdBy: null,
        isTrashed: dice.next(12) === 0,
        isArchived: dice.next(12) === 0,
      });
    }
  }
  return made;
}

/** The key of a record by its number. */
export function keyOf(number: number): string {
  return `01900000-0000-7000-8000-${String(number).padStart(12, "0")}`;
}

interface Making {
  readonly model: Model;
  readonly type: ModelType;
  readonly records: readonly Raw[];
  /** The key of the record that gets the values. */
  readonly id: string;
}

/** Values of the fields that people enter; each may stay empty. */
export function randomValues(dice: Dice, making: Making): Values {
  const { type } = making;
  const values: Values = {};
  for (const { name, type: fieldType, document } of type.fields.values()) {
    if (fieldType.generated || fieldType.computation(document)) continue;
    if (dice.next(5) === 0) continue;
    const value = randomValue(dice, name, making);
    if (value !== null) values[name] = value;
  }
  return values;
}

/** A word that stands in one record alone: whoever is told it knows of that record. */
export function markOf(id: string): string {
  return `mark${id.slice(-7)}`;
}

/** What stands in the file of a document. */
export function contentOf(id: string): string {
  return `What stands in ${id}.\n`;
}

/** The file of a document as it is told. */
export function fileOf(id: string) {
  return { name: `${id}.txt`, size: contentOf(id).length, mime: "text/plain" };
}

/** The ends of the keys of the records whose marks stand in a text. */
export function marksIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/mark(\d{7})/g)].map(([, end = ""]) => end));
}

/** A value of one field; null for lists that other records make. */
export function randomValue(dice: Dice, name: string, { model, type, records, id }: Making): unknown {
  const field = type.fields.get(name);
  if (!field) return null;
  const relation = field.type.relation(field.document);
  const anyOf = (to: string) =>
    dice.pick(records.filter((raw) => raw.id !== id && model.types.get(raw.type)?.lineage.includes(to)))
      ?.id ?? null;
  if (relation?.kind === "one") return anyOf(relation.to);
  if (relation?.kind === "keys") {
    const keys = [anyOf(relation.to), anyOf(relation.to)].flatMap((key) => key ?? []);
    return keys.length > 0 ? [...new Set(keys)] : null;
  }
  if (relation?.kind === "any") {
    const to = dice.pick(relation.to) ?? "";
    const key = anyOf(to);
    return key && `${to}/${key}`;
  }
  if (relation) return null;
  if (name === "mark") return markOf(id);
  if (name === "code") return `${dice.pick(words)}${id.slice(-4)}`;
  switch (field.type.name) {
    case "text":
      return dice.pick(words);
    case "integer":
      return dice.next(7);
    case "decimal":
    case "money":
      return `${dice.next(7)}.${dice.pick(["00", "50", "25"])}`;
    case "boolean":
      return dice.next(2) === 0;
    case "date":
      return dice.pick(days);
    default:
      return null;
  }
}
