import { expect } from "vitest";
import type { Field, ModelType } from "../../../../../metamodel/index.ts";
import { shownRecord, toldRecord } from "../expected.ts";
import { randomValue, randomValues } from "../random-records.test-data.ts";
import { type Raw, typeOf } from "../record-views.ts";
import type { Action, Reader } from "../rules.ts";
import type { Told, World } from "../world.ts";
import { followersOf, isCircle, isHeld, isWrittenDown } from "./consequences.ts";

/** The key of no record. */
const nobody = "01900000-0000-7000-8000-ffffffffffff";

export interface Writing {
  readonly world: World;
  readonly reader: Reader;
  readonly type: ModelType;
}

/** Changes, new records, deletions and what is set aside are let through where the rules allow them, and only there. */
export async function writesAgree(world: World, reader: Reader, type: string): Promise<void> {
  const writing = { world, reader, type: typeOf(world.model, type) };
  const concrete = world.dice.pick(writing.type.concrete);
  if (!concrete) return;
  const own = { ...writing, type: typeOf(world.model, concrete) };
  const all = [...world.records.values()].filter((raw) => raw.type === concrete);
  for (let times = 0; times < 3; times++) {
    const raw = world.dice.pick(all.filter(({ id }) => world.records.get(id) !== undefined));
    if (raw) await changeAgrees(own, world.records.get(raw.id) ?? raw);
  }
  await createAgrees(own);
  for (const placing of [deletionAgrees, archivingAgrees]) {
    const raw = world.dice.pick(all);
    if (raw) await placing(own, world.records.get(raw.id) ?? raw);
  }
}

/** One or two fields with new values, some of which the reader does not know of. */
async function changeAgrees(writing: Writing, before: Raw): Promise<void> {
  const { world, reader, type } = writing;
  const { dice, records, model, ask } = world;
  const fields = [...type.fields.values()].filter(isWrittenDown);
  const chosen = [dice.pick(fields), ...(dice.next(3) === 0 ? [dice.pick(fields)] : [])].flatMap(
    (one) => one ?? [],
  );
  const alive = [...records.values()].filter((raw) => dice.next(10) === 0 || !raw.isTrashed);
  const sent = Object.fromEntries(
    chosen.map(({ name }) => [
      name,
      dice.next(6) === 0 ? null : randomValue(dice, name, { model, type, records: alive, id: before.id }),
    ]),
  );
  const after = { ...before, values: { ...before.values, ...sent } };
  const path = `records/${dice.pick(type.lineage)}`;
  const told = await ask(reader.who, `${path}/${before.id}`, { method: "PATCH", json: sent });
  const place = `${reader.who} changes ${path}/${before.id} to ${JSON.stringify(sent)}`;
  const isThere = isInReach(writing, before);
  if (!isThere) {
    const none = await ask(reader.who, `${path}/${nobody}`, { method: "PATCH", json: sent });
    // Which type a record has decides what may be sent; of several types nobody is told whether there is one.
    if (type.lineage.length === 1 && type.concrete.length === 1)
      expect([told.status, told.text], place).toEqual([none.status, none.text]);
    expect([403, 404, 422], place).toContain(told.status);
    return;
  }
  const may = (raw: Raw) => world.oracle.may(reader, "change", raw);
  const isAllowed =
    !before.isArchived &&
    may(before) &&
    may(after) &&
    isWritable(writing, { states: [before, after], fields: chosen, action: "change" }) &&
    !isCircle(records, { type, raw: after });
  agree(told, isAllowed, `${place} ${JSON.stringify(before)}`);
  if (!isAllowed) return;
  world.keep(after);
  if (!world.oracle.sees(reader, after)) return;
  // What a change answers is seen as it was when it began; what is read after it is seen as it is now.
  const expected = shownRecord(world, reader, { type: type.name, raw: after });
  expect(Object.keys(toldRecord(told.body)), place).toEqual(Object.keys(expected));
  const read = await ask(reader.who, `records/${type.name}/${before.id}`);
  expect(toldRecord(read.body), place).toEqual(expected);
}

async function createAgrees(writing: Writing): Promise<void> {
  const { world, reader, type } = writing;
  const { dice, records, model, ask } = world;
  const id = `01900000-0000-7000-8000-${String(900_000 + records.size).padStart(12, "0")}`;
  const seen = [...records.values()].filter((raw) => dice.next(10) === 0 || isInReach(writing, raw));
  const hidden = world.oracle.hidden(reader, type.name);
  const given = Object.entries(randomValues(dice, { model, type, records: seen, id })).filter(
    ([name]) => !hidden.has(name) || dice.next(20) === 0,
  );
  const values = Object.fromEntries(given.filter(() => dice.next(3) > 0));
  const raw: Raw = {
    id,
    type: type.name,
    values,
    createdBy: reader.account,
    isTrashed: false,
    isArchived: false,
  };
  const told = await ask(reader.who, `records/${type.name}`, { json: { id, ...values } });
  const fields = Object.keys(values).flatMap((name) => type.fields.get(name) ?? []);
  const isAllowed =
    world.oracle.may(reader, "create", raw) &&
    isWritable(writing, { states: [raw], fields, action: "create" });
  agree(told, isAllowed, `${reader.who} creates ${JSON.stringify(raw)}`);
  if (!isAllowed) return;
  const number = [...type.fields.values()].find((field) => field.type.generated);
  const whole = number ? await ask("administrator", `records/${type.name}/${id}`) : null;
  world.keep(number ? { ...raw, values: { ...values, [number.name]: whole?.body[number.name] } } : raw);
}

/** Deleted where nothing holds it, with what belongs to it; restored again by whoever may, else by an administrator. */
async function deletionAgrees(writing: Writing, raw: Raw): Promise<void> {
  const { world, reader, type } = writing;
  const { records, model, ask } = world;
  const path = `records/${type.name}/${raw.id}`;
  if (raw.isTrashed) {
    const isSeen = world.oracle.sees(reader, raw) && world.oracle.may(reader, "restore", raw);
    if (isSeen) return;
    await refusedLikeNothing(writing, {
      path: `${path}/restore`,
      init: { method: "POST" },
      raw,
      action: "restore",
    });
    return;
  }
  const told = await ask(reader.who, path, { method: "DELETE" });
  if (!isInReach(writing, raw)) return likeNothing(writing, told, { action: "delete", path });
  const gone = followersOf(model, records, raw);
  const isAllowed = world.oracle.may(reader, "delete", raw) && !isHeld(model, records, gone);
  agree(told, isAllowed, `${reader.who} deletes ${path} ${JSON.stringify(raw)}`);
  if (!isAllowed) return;
  world.keep(...gone.map((one) => ({ ...one, isTrashed: true })));
  const trashed = { ...raw, isTrashed: true };
  const maySee = world.oracle.sees(reader, trashed) && world.oracle.may(reader, "restore", trashed);
  const back = await ask(reader.who, `${path}/restore`, { method: "POST" });
  agree(back, maySee, `${reader.who} restores ${path} ${JSON.stringify(raw)}`);
  if (!maySee) await ask("administrator", `${path}/restore`, { method: "POST" });
  world.keep(...gone);
}

async function archivingAgrees(writing: Writing, raw: Raw): Promise<void> {
  const { world, reader, type } = writing;
  const verb = raw.isArchived ? "reactivate" : "archive";
  const path = `records/${type.name}/${raw.id}`;
  const told = await world.ask(reader.who, `${path}/${verb}`, { method: "POST" });
  if (!isInReach(writing, raw)) return likeNothing(writing, told, { action: "archive", path });
  const isAllowed = world.oracle.may(reader, "archive", raw);
  agree(told, isAllowed, `${reader.who} ${verb}s ${path} ${JSON.stringify(raw)}`);
  if (isAllowed) world.keep({ ...raw, isArchived: !raw.isArchived });
}

interface Refused {
  readonly path: string;
  readonly init: object;
  readonly raw: Raw;
  readonly action: Action;
}

async function refusedLikeNothing(writing: Writing, { path, init, raw, action }: Refused): Promise<void> {
  const told = await writing.world.ask(writing.reader.who, path, init);
  if (writing.world.oracle.sees(writing.reader, raw)) expect(told.status, path).toBe(403);
  else likeNothing(writing, told, { action, path });
}

/** What is out of reach is refused as a whole type is, or is not there. */
function likeNothing(
  { world, reader, type }: Writing,
  told: Told,
  { action, path }: { action: Action; path: string },
) {
  const isNever = world.oracle.isNever(reader, action, type.name);
  expect(told.status, `${reader.who} ${action}s ${path}`).toBe(isNever ? 403 : 404);
}

/** Whether a record is there for the reader. */
export function isInReach({ world, reader }: Pick<Writing, "world" | "reader">, raw: Raw): boolean {
  return !raw.isTrashed && world.oracle.sees(reader, raw);
}

interface Wanted {
  /** As it is, where it is there, and as it will be. */
  readonly states: readonly Raw[];
  readonly fields: readonly Field[];
  readonly action: "create" | "change";
}

/** Whether the reader knows the fields, may write them, and sees what they newly name. */
export function isWritable(writing: Writing, { states, fields, action }: Wanted): boolean {
  const { world, reader, type } = writing;
  const { oracle, records } = world;
  const hidden = oracle.hidden(reader, type.name);
  const [before, after] = states.length > 1 ? states : [undefined, states[0]];
  const isSeen = (key: string) => {
    const other = records.get(key);
    return other !== undefined && isInReach(writing, other);
  };
  return fields.every((field) => {
    if (hidden.has(field.name) || !oracle.mayWrite(reader, field.name, states, action)) return false;
    const [was, value] = [before?.values[field.name] ?? null, after?.values[field.name] ?? null];
    const relation = field.type.relation(field.document);
    // Whose file it is is asked elsewhere.
    if (!relation || relation.kind === "file" || value === null || value === was) return true;
    if (relation.kind === "any") return isSeen(String(value).split("/")[1] ?? "");
    const kept = [was ?? []].flat();
    return [value].flat().every((key) => kept.includes(key) || isSeen(String(key)));
  });
}

export function agree(told: Told, isAllowed: boolean, place: string): void {
  if (isAllowed !== told.status < 300)
    throw new Error(`${place}\nallowed: ${isAllowed}, told: ${told.status} ${told.text}`);
  if (told.status !== 204) expect(told.body, place).not.toBeNull();
}
