import type { Model } from "../../../../../metamodel/index.ts";
import { randomValue } from "../random-records.test-data.ts";
import { type Raw, typeOf } from "../record-views.ts";
import type { Reader } from "../rules.ts";
import type { World } from "../world.ts";
import { isWrittenDown } from "./consequences.ts";
import { agree, isInReach, isWritable, type Writing } from "./writes.ts";

/**
 * A record becomes one of another subtype: it is changed as what it is, and made as what it will be. Nobody comes that
 * way to see or write a field that the old subtype keeps from him.
 */
export async function subtypesAgree(world: World, reader: Reader): Promise<void> {
  const { dice, records, model } = world;
  for (const base of ["matter", "party"]) {
    const types = typeOf(model, base).concrete;
    const all = [...records.values()].filter((raw) => types.includes(raw.type) && !raw.isTrashed);
    const before = dice.pick(all);
    const to = dice.pick(types.filter((name) => name !== before?.type));
    if (before && to) await moveAgrees({ world, reader, type: typeOf(model, to) }, before);
  }
}

async function moveAgrees(writing: Writing, before: Raw): Promise<void> {
  const { world, reader, type } = writing;
  const { dice, records, model, oracle, ask } = world;
  const from = typeOf(model, before.type);
  const plain = [...type.fields.values()].filter(
    (one) => isWrittenDown(one) && !/^(above|code)$/.test(one.name),
  );
  const field = dice.next(2) === 0 ? dice.pick(plain) : undefined;
  const alive = [...records.values()].filter((raw) => !raw.isTrashed);
  const sent = field
    ? { [field.name]: randomValue(dice, field.name, { model, type, records: alive, id: before.id }) }
    : {};
  const moved = { ...before, type: type.name };
  const after = { ...moved, values: { ...before.values, ...sent } };
  const json = { type: type.name, ...sent };
  const told = await ask(reader.who, `records/${from.name}/${before.id}`, { method: "PATCH", json });
  const fields = field ? [field] : [];
  const states = [moved, after];
  const isWrittenToo =
    oracle.sees(reader, before) &&
    world.oracleOver([moved]).sees(reader, moved) &&
    states.every((raw) => oracle.may(reader, "change", raw)) &&
    isWritable(writing, { states, fields, action: "change" }) &&
    (!field || !from.fields.has(field.name) || oracle.mayWrite(reader, field.name, [before], "change"));
  const isAllowed =
    isInReach(writing, before) &&
    !before.isArchived &&
    oracle.may(reader, "change", before) &&
    !isHeldAs(model, records, { raw: before, to: type.lineage }) &&
    !showsMore(writing, before) &&
    (field === undefined || isWrittenToo) &&
    world.oracleOver([after]).may(reader, "create", after);
  agree(
    told,
    isAllowed,
    `${reader.who} makes ${JSON.stringify(before)} a ${type.name} with ${JSON.stringify(sent)}`,
  );
  if (isAllowed) world.keep(after);
}

/** Whether the new subtype shows a field that the old one hides. */
function showsMore({ world: { oracle }, reader, type }: Writing, before: Raw): boolean {
  const hidden = oracle.hidden(reader, type.name);
  return [...oracle.hidden(reader, before.type)].some((name) => type.fields.has(name) && !hidden.has(name));
}

/** Whether a record names another as what it will not be any more. */
function isHeldAs(
  model: Model,
  records: World["records"],
  { raw, to }: { raw: Raw; to: readonly string[] },
): boolean {
  return [...records.values()].some(
    (other) =>
      !other.isTrashed &&
      [...typeOf(model, other.type).fields.values()].some(({ name, type, document }) => {
        const relation = type.relation(document);
        const isStrict = (relation?.kind === "one" || relation?.kind === "keys") && !to.includes(relation.to);
        return isStrict && [other.values[name] ?? []].flat().includes(raw.id);
      }),
  );
}
