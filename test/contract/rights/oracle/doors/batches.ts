import { expect } from "vitest";
import { crmFor } from "../../../../../runtime/crm.ts";
import { createRecord } from "../../../../../runtime/records/index.ts";
import { keyOf, randomValue, randomValues } from "../random-records.test-data.ts";
import { type Raw, typeOf } from "../record-views.ts";
import type { Action, Reader } from "../rules.ts";
import type { World } from "../world.ts";
import { followersOf, isHeld, isWrittenDown } from "./consequences.ts";
import { agree, isInReach, isWritable, type Writing } from "./writes.ts";

/** Several records made, changed or deleted in one call, each decided for itself or all together; and what the import makes. */
export async function batchesAgree(world: World, reader: Reader, type: string): Promise<void> {
  const name = world.dice.pick(typeOf(world.model, type).concrete);
  if (!name) return;
  const writing = { world, reader, type: typeOf(world.model, name) };
  const may = (action: Action) => !world.oracle.isNever(reader, action, name);
  if (may("create")) await createsAgree(writing);
  if (may("delete")) await deletionsAgree(writing);
  if (!may("change")) return;
  await changesAgree(writing);
  await importAgrees(writing);
}

/** New records in one call: each for itself, or none where one of them is refused. */
async function createsAgree(writing: Writing): Promise<void> {
  const { world, reader, type } = writing;
  const { dice, records, oracle, ask } = world;
  const raws = [0, 1, 2].map((index) => newRaw(writing, keyOf(500_000 + 4 * records.size + index)));
  const create = raws.map(({ id, values }) => ({ id, ...values }));
  const atomic = dice.next(2) === 0;
  const told = await ask(reader.who, `records/${type.name}/batch`, { json: { create, atomic } });
  const place = `${reader.who} makes ${JSON.stringify(create)} in one call, atomic: ${atomic}: ${told.text}`;
  const allowed = raws.map((raw) => {
    const fields = Object.keys(raw.values).flatMap((name) => type.fields.get(name) ?? []);
    return (
      oracle.may(reader, "create", raw) && isWritable(writing, { states: [raw], fields, action: "create" })
    );
  });
  if (atomic) agree(told, !allowed.includes(false), place);
  else expect(told.body.created?.map(isDone), place).toEqual(allowed);
  if (atomic && allowed.includes(false)) return;
  for (const raw of raws.filter((_, index) => allowed[index])) await keepNew(world, raw);
}

/** Deletions in one call: what holds another one back does not where it goes as well. */
async function deletionsAgree(writing: Writing): Promise<void> {
  const { world, reader, type } = writing;
  const { dice, records, model, oracle, ask } = world;
  const of = [...records.values()].filter((raw) => raw.type === type.name);
  const chosen = [...new Set(Array.from({ length: 3 }, () => dice.pick(of)))].flatMap((raw) => raw ?? []);
  const told = await ask(reader.who, `records/${type.name}/batch`, {
    json: { delete: chosen.map(({ id }) => id), atomic: false },
  });
  const place = `${reader.who} deletes ${JSON.stringify(chosen)} in one call: ${told.text}`;
  const isAllowed = (raw: Raw) => isInReach(writing, raw) && oracle.may(reader, "delete", raw);
  const together = chosen.flatMap((raw) => (raw.isTrashed ? [] : followersOf(model, records, raw)));
  const isWhole = chosen.every(isAllowed) && !isHeld(model, records, together);
  const over = new Map(records);
  const gone: Raw[] = isWhole ? together : [];
  const done = chosen.map((raw) => {
    if (isWhole) return true;
    const own = followersOf(model, over, raw);
    if (!isAllowed(raw) || isHeld(model, over, own)) return false;
    gone.push(...own);
    for (const one of own) over.set(one.id, { ...one, isTrashed: true });
    return true;
  });
  expect(told.body.deleted?.map(isDone), place).toEqual(done);
  if (gone.length === 0) return;
  for (const [index, { id }] of chosen.entries())
    if (done[index]) await ask("administrator", `records/${type.name}/${id}/restore`, { method: "POST" });
}

function isDone(one: unknown): boolean {
  return one !== null;
}

function newRaw({ world, reader, type }: Writing, id: string): Raw {
  const { dice, records, model, oracle } = world;
  const hidden = oracle.hidden(reader, type.name);
  const seen = [...records.values()].filter(
    (raw) => dice.next(10) === 0 || isInReach({ world, reader }, raw),
  );
  const given = Object.entries(randomValues(dice, { model, type, records: seen, id }));
  const values = Object.fromEntries(
    given.filter(
      ([name]) => name !== "code" && dice.next(3) > 0 && (!hidden.has(name) || dice.next(20) === 0),
    ),
  );
  return { id, type: type.name, values, createdBy: reader.account, isTrashed: false, isArchived: false };
}

export async function keepNew(world: World, raw: Raw): Promise<void> {
  const number = [...typeOf(world.model, raw.type).fields.values()].find((field) => field.type.generated);
  const told = number ? await world.ask("administrator", `records/${raw.type}/${raw.id}`) : null;
  const numbered = number && { [number.name]: told?.body[number.name] };
  world.keep({ ...raw, values: { ...raw.values, ...numbered } });
}

async function changesAgree(writing: Writing): Promise<void> {
  const { world, reader, type } = writing;
  const { dice, records, model, oracle } = world;
  const plain = [...type.fields.values()].filter(
    (one) => isWrittenDown(one) && !/^(above|code)$/.test(one.name),
  );
  const field = dice.pick(plain.filter(({ name }) => !oracle.hidden(reader, type.name).has(name)));
  if (!field) return;
  const of = [...records.values()].filter((raw) => raw.type === type.name);
  const chosen = [...new Set(Array.from({ length: 4 }, () => dice.pick(of)))].flatMap((raw) => raw ?? []);
  const alive = [...records.values()].filter((raw) => !raw.isTrashed);
  const pairs = chosen.map((before) => {
    const value = randomValue(dice, field.name, { model, type, records: alive, id: before.id });
    return { before, after: { ...before, values: { ...before.values, [field.name]: value } } };
  });
  const update = pairs.map(({ after }) => ({ id: after.id, [field.name]: after.values[field.name] ?? null }));
  const told = await world.ask(reader.who, `records/${type.name}/batch`, { json: { update, atomic: false } });
  const place = `${reader.who} changes ${JSON.stringify(update)} in one call: ${told.text}`;
  const allowed = pairs.map(
    ({ before, after }) =>
      isInReach(writing, before) &&
      !before.isArchived &&
      oracle.may(reader, "change", before) &&
      oracle.may(reader, "change", after) &&
      isWritable(writing, { states: [before, after], fields: [field], action: "change" }),
  );
  expect(
    told.body.updated?.map((one: unknown) => one !== null),
    place,
  ).toEqual(allowed);
  world.keep(...pairs.flatMap(({ after }, index) => (allowed[index] ? [after] : [])));
}

/** What comes from a file needs the right to import beside that to make it. */
async function importAgrees(writing: Writing): Promise<void> {
  const { world, reader, type } = writing;
  const { dice, records, model, oracle, crm } = world;
  const id = keyOf(800_000 + records.size);
  const seen = [...records.values()].filter((raw) => isInReach(writing, raw));
  const hidden = oracle.hidden(reader, type.name);
  const given = Object.entries(randomValues(dice, { model, type, records: seen, id }));
  const values = Object.fromEntries(given.filter(([name]) => !hidden.has(name) && name !== "code"));
  const raw: Raw = {
    ...{ id, type: type.name, values, createdBy: reader.account },
    ...{ isTrashed: false, isArchived: false },
  };
  const user = await crm.runtime.users.of(reader.account, reader.actingFor);
  if (!user) throw new Error(`nobody is called ${reader.who}`);
  const fields = Object.keys(values).flatMap((name) => type.fields.get(name) ?? []);
  const isAllowed =
    oracle.may(reader, "create", raw) &&
    oracle.may(reader, "import", raw) &&
    isWritable(writing, { states: [raw], fields, action: "create" });
  const made = await createRecord(crmFor(crm.runtime, user, "import"), {
    type: type.name,
    values: { id, ...values },
  }).catch((cause: unknown) => cause);
  const isMade = !(made instanceof Error);
  expect(isMade, `${reader.who} imports ${JSON.stringify(raw)}: ${made}`).toBe(isAllowed);
  if (isMade) await keepNew(world, raw);
}
