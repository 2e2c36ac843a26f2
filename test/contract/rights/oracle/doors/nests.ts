import { type Field, treeOf } from "../../../../../metamodel/index.ts";
import type { Oracle } from "../oracle.ts";
import { keyOf, randomValue, randomValues } from "../random-records.test-data.ts";
import { type Raw, typeOf } from "../record-views.ts";
import type { Reader } from "../rules.ts";
import type { World } from "../world.ts";
import { followersOf, isHeld, isWrittenDown } from "./consequences.ts";
import { agree, isInReach, isWritable, type Writing } from "./writes.ts";

/** A line as it is sent: what it is now, where it is one of those there, and what it is to be. */
interface Line {
  readonly before: Raw | undefined;
  readonly after: Raw;
  readonly sent: Readonly<Record<string, unknown>>;
}

/** A matter with all its lines in one call: changed and made, each line judged by itself, all or none written. */
export async function nestsAgree(world: World, reader: Reader): Promise<void> {
  const { dice, records, model } = world;
  const type = typeOf(model, dice.pick(typeOf(model, "matter").concrete) ?? "");
  const writing: Writing = { world, reader, type };
  const all = [...records.values()].filter((raw) => raw.type === type.name && !raw.isTrashed);
  for (const parent of [dice.pick(all), dice.pick(all.filter((raw) => isInReach(writing, raw)))])
    if (parent) await changeAgrees(writing, records.get(parent.id) ?? parent);
  await makingAgrees(writing);
}

async function changeAgrees(writing: Writing, parent: Raw): Promise<void> {
  const { world, reader, type } = writing;
  const { dice, oracle, ask } = world;
  const { values, fields } = someValues(writing, parent.id);
  const after = { ...parent, values: { ...parent.values, ...values } };
  const there = linesOf(world, oracle, { reader, parent });
  const lines = [
    ...there.filter(() => dice.next(4) > 0).map((before) => changedLine(writing, { before, parent: after })),
    ...Array.from({ length: dice.next(3) }, (_, index) => newLine(writing, { parent: after, index })),
    ...strangeLine(writing, after),
  ];
  const told = await ask(reader.who, `records/${type.name}/${parent.id}`, {
    method: "PATCH",
    json: { ...values, lines: lines.map(({ sent }) => sent) },
  });
  const isWrittenItself =
    isInReach(writing, parent) &&
    !parent.isArchived &&
    oracle.may(reader, "change", parent) &&
    oracle.may(reader, "change", after) &&
    isWritable(writing, { states: [parent, after], fields, action: "change" });
  const written = isWrittenItself ? afterLines(writing, { parent: after, lines }) : null;
  const sent = JSON.stringify(lines);
  agree(
    told,
    written !== null,
    `${reader.who} changes ${JSON.stringify(parent)} to ${JSON.stringify(values)} with ${sent}`,
  );
  if (written) await keepAll(world, { type: type.name, parent: after, written });
}

async function makingAgrees(writing: Writing): Promise<void> {
  const { world, reader, type } = writing;
  const id = keyOf(700_000 + world.records.size);
  const { values, fields } = someValues(writing, id);
  const parent: Raw = {
    ...{ id, type: type.name, values, createdBy: reader.account },
    ...{ isTrashed: false, isArchived: false },
  };
  const lines = Array.from({ length: 1 + world.dice.next(2) }, (_, index) =>
    newLine(writing, { parent, index }),
  );
  const json = { id, ...values, lines: lines.map(({ sent }) => sent) };
  const told = await world.ask(reader.who, `records/${type.name}`, { json });
  const isMade =
    world.oracle.may(reader, "create", parent) &&
    isWritable(writing, { states: [parent], fields, action: "create" });
  const written = isMade ? afterLines(writing, { parent, lines, making: id }) : null;
  agree(
    told,
    written !== null,
    `${reader.who} makes ${JSON.stringify(parent)} with ${JSON.stringify(lines)}`,
  );
  if (written) await keepAll(world, { type: type.name, parent, written });
}

/** Some of the values that the reader may know of; where a record stands in its tree is tried elsewhere. */
function someValues({ world, reader, type }: Writing, id: string) {
  const { dice, records, model, oracle } = world;
  const hidden = oracle.hidden(reader, type.name);
  const seen = [...records.values()].filter((raw) => isInReach({ world, reader }, raw));
  const given = Object.entries(randomValues(dice, { model, type, records: seen, id })).filter(
    ([name]) => !hidden.has(name) && name !== treeOf(type)?.name && name !== "code" && dice.next(3) === 0,
  );
  const values = Object.fromEntries(given);
  const fields = Object.keys(values).flatMap((name) => type.fields.get(name) ?? []);
  return { values, fields };
}

/** The lines of a record that somebody sees: those that he does not see stay as they are. */
function linesOf(
  { records }: Pick<World, "records">,
  oracle: Oracle,
  { reader, parent }: { reader: Reader; parent: Raw },
): readonly Raw[] {
  return [...records.values()].filter(
    (raw) =>
      raw.type === "line" && !raw.isTrashed && raw.values.matter === parent.id && oracle.sees(reader, raw),
  );
}

function changedLine({ world }: Writing, { before, parent }: { before: Raw; parent: Raw }): Line {
  const { dice, model, records } = world;
  const type = typeOf(model, "line");
  const field = dice.pick(
    [...type.fields.values()].filter((one) => isWrittenDown(one) && one.name !== "matter"),
  );
  const alive = [...records.values()].filter((raw) => !raw.isTrashed);
  const value = field ? randomValue(dice, field.name, { model, type, records: alive, id: before.id }) : null;
  const own = field && dice.next(3) > 0 ? { [field.name]: value } : {};
  return {
    before,
    after: { ...before, values: { ...before.values, ...own, matter: parent.id } },
    sent: { id: before.id, ...own },
  };
}

function newLine({ world, reader }: Writing, { parent, index }: { parent: Raw; index: number }): Line {
  const { dice, model, records, oracle } = world;
  const type = typeOf(model, "line");
  const hidden = oracle.hidden(reader, "line");
  const id = keyOf(600_000 + 4 * records.size + index);
  const seen = [...records.values()].filter((raw) => isInReach({ world, reader }, raw));
  const given = Object.entries(randomValues(dice, { model, type, records: seen, id }));
  const own = Object.fromEntries(given.filter(([name]) => name !== "matter" && !hidden.has(name)));
  const values = { ...own, matter: parent.id };
  const after: Raw = {
    ...{ id, type: "line", values, createdBy: reader.account },
    ...{ isTrashed: false, isArchived: false },
  };
  return { before: undefined, after, sent: own };
}

/** Now and then a line of another record, or one out of sight, is named as if it stood in this one. */
function strangeLine(writing: Writing, parent: Raw): readonly Line[] {
  const { dice, records } = writing.world;
  if (dice.next(4) > 0) return [];
  const others = [...records.values()].filter(
    ({ type, values }) => type === "line" && values.matter !== parent.id,
  );
  const raw = dice.pick(others);
  return raw ? [{ before: raw, after: raw, sent: { id: raw.id } }] : [];
}

interface Lines {
  readonly parent: Raw;
  readonly lines: readonly Line[];
  /** The key of the parent where it is made in the same call. */
  readonly making?: string;
}

/** What becomes of the lines, one after the other, and then of those that were left out; null where one is refused. */
function afterLines(writing: Writing, { parent, lines, making }: Lines): readonly Raw[] | null {
  const { world, reader } = writing;
  const { model, records } = world;
  const type = typeOf(model, "line");
  const done: Raw[] = [parent];
  const begun = world.oracleOver(done, making);
  const there = making ? [] : linesOf(world, begun, { reader, parent });
  for (const { before, after, sent } of lines) {
    const oracle = world.oracleOver(done, making);
    const staged: Writing = { world: { ...world, oracle, records: laidOver(records, done) }, reader, type };
    const named = Object.keys(sent).filter((name) => name !== "id");
    const fields = [...named, ...(before ? [] : ["matter"])].flatMap((name): readonly Field[] =>
      [type.fields.get(name) ?? []].flat(),
    );
    if (before && !there.includes(before)) return null;
    const states = before ? [before, after] : [after];
    const action = before ? "change" : "create";
    if (oracle.isNever(reader, action, "line") || before?.isArchived) return null;
    if (before && !oracle.sees(reader, before)) return null;
    if (!states.every((raw) => oracle.may(reader, action, raw))) return null;
    if (!isWritable(staged, { states, fields, action })) return null;
    done.push(after);
  }
  const kept = new Set(lines.map(({ after }) => after.id));
  const left = there.filter(({ id }) => !kept.has(id));
  const over = laidOver(records, done);
  const oracle = world.oracleOver(done, making);
  if (!left.every((raw) => oracle.sees(reader, raw) && oracle.may(reader, "delete", raw))) return null;
  const gone = left.flatMap((raw) => followersOf(model, over, raw));
  if (isHeld(model, over, gone)) return null;
  const written = [...done, ...gone.map((raw) => ({ ...raw, isTrashed: true }))];
  // What the record lists has a part in its own rights.
  const isAllowed = world.oracleOver(written).may(reader, making ? "create" : "change", parent);
  return isAllowed ? written : null;
}

function laidOver(records: ReadonlyMap<string, Raw>, changed: readonly Raw[]): ReadonlyMap<string, Raw> {
  return new Map([...records, ...changed.map((raw) => [raw.id, raw] as const)]);
}

/** New lines have keys that the house gave them: they are found by what they are not. */
async function keepAll(
  world: World,
  { type, parent, written }: { type: string; parent: Raw; written: readonly Raw[] },
): Promise<void> {
  const { records, ask } = world;
  const number = [...typeOf(world.model, type).fields.values()].find((field) => field.type.generated);
  const whole = await ask("administrator", `records/${type}/${parent.id}`);
  const found = await ask(
    "administrator",
    `records/line?archived=with&limit=1000&filter=matter.id == "${parent.id}"`,
  );
  const strange: { id: string }[] = found.body.items.filter(({ id }: { id: string }) => !records.has(id));
  const fresh = written.filter((raw) => raw.type === "line" && !records.has(raw.id));
  if (strange.length !== fresh.length)
    throw new Error(`${strange.length} new lines instead of ${fresh.length}`);
  // Keys grow with time, so new lines come in the order in which they were sent.
  const keys = strange.map(({ id }) => id).sort();
  const named = new Map(fresh.map((raw, index) => [raw.id, keys[index] ?? raw.id]));
  world.keep(
    ...written.map((raw) => {
      const id = named.get(raw.id) ?? raw.id;
      const numbered = number && raw.id === parent.id ? { [number.name]: whole.body[number.name] } : {};
      return { ...raw, id, values: { ...raw.values, ...numbered } };
    }),
  );
}
