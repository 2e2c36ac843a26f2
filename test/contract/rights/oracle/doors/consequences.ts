import type { Field, Model, ModelType } from "../../../../../metamodel/index.ts";
import { treeOf } from "../../../../../metamodel/index.ts";
import { type Raw, typeOf } from "../record-views.ts";

type Records = ReadonlyMap<string, Raw>;

/** Whether people write a field with its record. */
export function isWrittenDown({ type, document, column }: Field): boolean {
  return column !== null && !type.generated && type.computation(document) === null;
}

/** A record and the lines and ties that go to the trash with it. */
export function followersOf(model: Model, records: Records, raw: Raw): readonly Raw[] {
  const gone = new Set([raw]);
  for (const one of gone)
    for (const { type, document } of typeOf(model, one.type).fields.values()) {
      const relation = type.relation(document);
      if (relation?.kind !== "many" || !relation.isPart) continue;
      for (const row of records.values())
        if (!row.isTrashed && row.values[relation.by] === one.id && isOf(model, row, relation.of))
          gone.add(row);
    }
  return [...gone];
}

/** Whether a record that stays names one of those that go. */
export function isHeld(model: Model, records: Records, gone: readonly Raw[]): boolean {
  const keys = new Set(gone.map(({ id }) => id));
  return [...records.values()].some(
    (raw) => !raw.isTrashed && !keys.has(raw.id) && namedBy(model, raw).some((key) => keys.has(key)),
  );
}

function namedBy(model: Model, raw: Raw): readonly string[] {
  return [...typeOf(model, raw.type).fields.values()].flatMap(({ name, type, document }) => {
    // Such a link holds nothing back, and leads there again once the other record is back.
    if (document.onDelete === "empty") return [];
    const kind = type.relation(document)?.kind;
    const value = raw.values[name] ?? [];
    if (kind === "any") return [value].flat().map((link) => String(link).split("/")[1] ?? "");
    return kind === "one" || kind === "keys" ? [value].flat().map(String) : [];
  });
}

function isOf(model: Model, raw: Raw, name: string): boolean {
  return typeOf(model, raw.type).lineage.includes(name);
}

/** Whether a record would lie below itself. */
export function isCircle(records: Records, { type, raw }: { type: ModelType; raw: Raw }): boolean {
  const above = treeOf(type)?.name;
  if (above === undefined) return false;
  const met = new Set<unknown>();
  for (let key = raw.values[above]; typeof key === "string"; key = records.get(key)?.values[above]) {
    if (key === raw.id) return true;
    if (met.has(key)) return false;
    met.add(key);
  }
  return false;
}
