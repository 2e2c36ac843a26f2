import { expect } from "vitest";
import { keyOf } from "../random-records.test-data.ts";
import { type Raw, typeOf } from "../record-views.ts";
import type { Reader } from "../rules.ts";
import type { World } from "../world.ts";
import { isInReach, isWritable, type Writing } from "./writes.ts";

/** That a value is taken is told to who could write it, alike for every record that has it, and nothing of that record. */
export async function takenAgrees(world: World, reader: Reader): Promise<void> {
  const { dice, records, model, oracle, ask } = world;
  const type = typeOf(model, dice.pick(typeOf(model, "matter").concrete) ?? "");
  if (!type.fields.has("code")) return;
  const writing: Writing = { world, reader, type };
  const holders = [...records.values()].filter((raw) => raw.values.code && !raw.isTrashed);
  const seen = dice.pick(holders.filter((raw) => isInReach(writing, raw)));
  const unseen = dice.pick(holders.filter((raw) => !isInReach(writing, raw)));
  for (const holder of [seen, unseen]) {
    if (!holder) continue;
    const id = keyOf(300_000 + records.size);
    const values = { name: dice.pick(["amber", "dune"]), code: holder.values.code };
    const raw: Raw = {
      ...{ id, type: type.name, values, createdBy: reader.account },
      ...{ isTrashed: false, isArchived: false },
    };
    const fields = Object.keys(values).flatMap((name) => type.fields.get(name) ?? []);
    const isAllowed =
      oracle.may(reader, "create", raw) && isWritable(writing, { states: [raw], fields, action: "create" });
    const told = await ask(reader.who, `records/${type.name}`, { json: { id, ...values } });
    const place = `${reader.who} gives ${JSON.stringify(raw)} what ${JSON.stringify(holder)} has: ${told.text}`;
    if (!isAllowed) {
      expect([403, 422], place).toContain(told.status);
      continue;
    }
    const { status, body } = told;
    expect([status, body.code, body.errors.length, body.errors[0]?.path], place).toEqual([
      409,
      "record.taken",
      1,
      "code",
    ]);
    expect(told.text, place).not.toContain(holder.id);
    expect(told.text.includes(String(holder.values.name)) && holder.values.name !== values.name, place).toBe(
      false,
    );
  }
}
