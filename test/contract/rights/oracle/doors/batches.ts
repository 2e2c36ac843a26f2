import { expect } from "vitest";
import { crmFor } from "../../../../../runtime/crm.ts";
import { createRecord } from "../../../../../runtime/records/index.ts";
import { randomValue, randomValues } from "../random-records.test-data.ts";
import { type Raw, typeOf } from "../record-views.ts";
import type { Reader } from "../rules.ts";
import type { World } from "../world.ts";
import { isWrittenDown } from "./consequences.ts";
import { isInReach, isWritable, type Writing } from "./writes.ts";

/** Several records changed in one call, each decided for itself; and records that come from a file. */
export async function batchesAgree(world: World, reader: Reader, type: string): Promise<void> {
  const name = world.dice.pick(typeOf(world.model, type).concrete);
  if (!name || world.oracle.isNever(reader, "change", name)) return;
  const writing = { world, reader, type: typeOf(world.model, name) };
  await changesAgree(writing);
  await importAgrees(writing);
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
  const id = `01900000-0000-7000-8000-${String(800_000 + records.size).padStart(12, "0")}`;
  const seen = [...records.values()].filter((raw) => isInReach(writing, raw));
  const hidden = oracle.hidden(reader, type.name);
  const given = Object.entries(randomValues(dice, { model, type, records: seen, id }));
  const values = Object.fromEntries(given.filter(([name]) => !hidden.has(name) && name !== "code"));
  const raw: Raw = {
    id,
    type: type.name,
    values,
    createdBy: reader.user.id,
    isTrashed: false,
    isArchived: false,
  };
  const user = await crm.runtime.users.of(reader.user.id ?? "");
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
  if (!isMade) return;
  const number = [...type.fields.values()].find((field) => field.type.generated);
  const told = number ? await world.ask("administrator", `records/${type.name}/${id}`) : null;
  world.keep(number ? { ...raw, values: { ...values, [number.name]: told?.body[number.name] } } : raw);
}
