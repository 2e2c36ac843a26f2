import { expect } from "vitest";
import { type Field, treeOf } from "../../../../../metamodel/index.ts";
import { alike } from "../expected.ts";
import { keyOf, randomValue } from "../random-records.test-data.ts";
import { type Raw, typeOf } from "../record-views.ts";
import type { Reader } from "../rules.ts";
import type { World } from "../world.ts";
import { keepNew } from "./batches.ts";
import { isWrittenDown } from "./consequences.ts";
import { isInReach, isWritable, type Writing } from "./writes.ts";

/** A line of a file: what stands in its cells, and the values that this means to the reader; null where a name means nothing, or several. */
interface Line {
  readonly fields: readonly Field[];
  readonly cells: readonly string[];
  readonly values: ReadonlyMap<string, unknown> | null;
  readonly key: Field | undefined;
}

type Outcome =
  | { readonly what: "created" | "changed"; readonly after: Raw }
  | { readonly what: "unchanged" | "refused" };

/** A file goes in as its lines would one by one: what it names is looked for among what the reader sees, by the titles that he sees. */
export async function filesAgree(world: World, reader: Reader): Promise<void> {
  const { dice, model, oracle, ask } = world;
  const name = dice.pick(
    ["matter", "party", "line", "collaborator"].flatMap((one) => typeOf(model, one).concrete),
  );
  const type = typeOf(model, name ?? "");
  const writing = { world, reader, type };
  const line = randomLine(writing);
  if (!line) return;
  const header = line.fields.map((field) => field.name);
  const content = `${header.join(";")}\n${line.cells.join(";")}\n`;
  const body = new FormData();
  body.append("file", new File([content], "file.csv"));
  const kept = await ask(reader.who, `import/${type.name}`, { method: "POST", body }, content);
  const place = `${reader.who} imports into ${type.name} by ${line.key?.name}: ${content}`;
  if (oracle.isNever(reader, "import", type.name)) {
    expect([kept.status, kept.body.code], place).toEqual([403, "import.denied"]);
    return;
  }
  if (kept.status !== 200) throw new Error(`${place}: ${kept.text}`);
  const mapping = {
    ...{ delimiter: ";", encoding: "utf-8" },
    columns: header.map((one) => ({ column: one, field: one, dates: "iso", decimal: "." })),
    ...(line.key && { key: [line.key.name] }),
  };
  const order = (mode: string) => ({ json: { file: kept.body.file, mode, mapping } });
  const wrong = line.fields.some(
    (field) =>
      oracle.hidden(reader, type.name).has(field.name) ||
      (field !== line.key && oracle.isNeverWritten(reader, type.name, field.name)),
  );
  const tried = await ask(reader.who, `import/${type.name}`, order("preview"), content);
  if (wrong) {
    expect([tried.status, tried.body.code], `${place} ${tried.text}`).toEqual([422, "import.mapping-wrong"]);
    return;
  }
  const outcome = outcomeOf(writing, line);

  expect(countsOf(tried.body), `${place} ${tried.text}`).toEqual({ ...none, [outcome.what]: 1 });
  const begun = await ask(reader.who, `import/${type.name}`, order("run"), content);
  await world.crm.runtime.jobs.finished(begun.body.job);
  const done = await ask(reader.who, `imports/${begun.body.import}`, {}, content);
  expect(countsOf(done.body), `${place} ${done.text}`).toEqual({ ...none, [outcome.what]: 1 });
  await othersAreNotTold(world, reader, begun.body.import);
  if ("after" in outcome) await keepWritten(world, outcome);
}

const none = { created: 0, changed: 0, unchanged: 0, refused: 0 };

function countsOf({ created, changed, unchanged, refused }: typeof none) {
  return { created, changed, unchanged, refused };
}

function randomLine(writing: Writing): Line | null {
  const { world, reader, type } = writing;
  const { dice, oracle, records } = world;
  const hidden = oracle.hidden(reader, type.name);
  const can = [...type.fields.values()].filter(
    (field) =>
      isWrittenDown(field) &&
      field.name !== "mark" &&
      (!hidden.has(field.name) || dice.next(12) === 0) &&
      isFromCell(writing, field),
  );
  const fields = [...new Set([0, 1, 2, 3].flatMap(() => dice.pick(can) ?? []))];
  const keys = fields.filter(({ name }) => name === "name" || name === "code");
  const key = dice.next(3) > 0 ? dice.pick(keys) : undefined;
  const known = dice.pick(
    [...records.values()].filter((raw) => typeOf(world.model, raw.type).lineage.includes(type.name)),
  );
  if (fields.length === 0) return null;
  const read = fields.map((field) => cellOf(writing, { field, known: field === key ? known : undefined }));
  const isClear = read.every(({ value }) => value !== undefined);
  return {
    fields,
    key,
    cells: read.map(({ cell }) => cell),
    values: isClear ? new Map(fields.map(({ name }, index) => [name, read[index]?.value])) : null,
  };
}

/** What a file brings of its own type is looked for in the file as well: that is tried elsewhere. */
function isFromCell({ world, type }: Writing, field: Field): boolean {
  const relation = field.type.relation(field.document);
  if (field === treeOf(type) || relation?.kind === "any") return false;
  if (relation?.kind !== "one" && relation?.kind !== "keys") return relation === null;
  return typeOf(world.model, relation.to).base !== type.base;
}

/** A cell and what it means; undefined where it names nothing that the reader sees, or several. */
function cellOf(
  writing: Writing,
  { field, known }: { field: Field; known: Raw | undefined },
): { readonly cell: string; readonly value: unknown } {
  const { world, reader, type } = writing;
  const { dice, model, records, oracle } = world;
  const relation = field.type.relation(field.document);
  if (relation?.kind === "one" || relation?.kind === "keys") {
    if (dice.next(6) === 0) return { cell: "", value: null };
    const of = [...records.values()].filter((raw) => typeOf(model, raw.type).lineage.includes(relation.to));
    const other = dice.pick(of.filter((raw) => dice.next(3) === 0 || isInReach(writing, raw)));
    if (!other) return { cell: "", value: null };
    const cell = oracle.title(isInReach(writing, other) ? reader : null, other);
    const found = of.filter((raw) => isInReach(writing, raw) && oracle.title(reader, raw) === cell);
    const key = found.length === 1 ? found[0]?.id : undefined;
    return { cell, value: relation.kind === "keys" && key ? [key] : key };
  }
  const made = randomValue(dice, field.name, { model, type, records: [], id: keyOf(400_000 + records.size) });
  const value = known ? (known.values[field.name] ?? null) : dice.next(6) === 0 ? null : made;
  return { cell: value === null ? "" : String(value), value };
}

function outcomeOf(writing: Writing, { values, key }: Line): Outcome {
  const { world, reader, type } = writing;
  const { oracle, records, model } = world;
  if (values === null) return { what: "refused" };
  const wanted = key ? values.get(key.name) : undefined;
  if (key && wanted === null) return { what: "refused" };
  const found = [...records.values()].filter(
    (raw) =>
      key !== undefined &&
      typeOf(model, raw.type).lineage.includes(type.name) &&
      isInReach(writing, raw) &&
      raw.values[key.name] === wanted,
  );
  if (found.length > 1) return { what: "refused" };
  const [before] = found;
  if (!before) return created(writing, values);
  const changes = [...values].filter(([name, value]) => textOf(before.values[name]) !== textOf(value));
  if (changes.length === 0) return { what: "unchanged" };
  const after = { ...before, values: { ...before.values, ...Object.fromEntries(changes) } };
  const own = { ...writing, type: typeOf(model, before.type) };
  const fields = changes.flatMap(([name]) => own.type.fields.get(name) ?? []);
  const isAllowed =
    !before.isArchived &&
    [before, after].every((raw) => oracle.may(reader, "change", raw) && oracle.may(reader, "import", raw)) &&
    isWritable(own, { states: [before, after], fields, action: "change" });
  return isAllowed ? { what: "changed", after } : { what: "refused" };
}

function created(writing: Writing, values: ReadonlyMap<string, unknown>): Outcome {
  const { world, reader, type } = writing;
  const { oracle, records } = world;
  const given = Object.fromEntries([...values].filter(([, value]) => value !== null));
  const after: Raw = {
    ...{ id: keyOf(400_000 + records.size), type: type.name, values: given, createdBy: reader.account },
    ...{ isTrashed: false, isArchived: false },
  };
  const fields = Object.keys(given).flatMap((name) => type.fields.get(name) ?? []);
  const isTaken = [...records.values()].some((raw) => given.code && raw.values.code === given.code);
  const isAllowed =
    !isTaken &&
    oracle.may(reader, "create", after) &&
    oracle.may(reader, "import", after) &&
    isWritable(writing, { states: [after], fields, action: "create" });
  return isAllowed ? { what: "created", after } : { what: "refused" };
}

function textOf(value: unknown): string {
  return JSON.stringify(Array.isArray(value) && value.length === 0 ? null : alike(value));
}

/** What somebody imported is his own business, and that of administrators. */
async function othersAreNotTold({ readers, ask }: World, reader: Reader, id: string): Promise<void> {
  for (const other of readers) {
    if (other.account === reader.account) continue;
    const told = [await ask(other.who, `imports/${id}`), await ask(other.who, `imports/${id}/refused.csv`)];
    for (const { status } of told) expect([403, 404]).toContain(status);
  }
}

/** A new record has a key that the house gave it: it is found by what it is not. */
async function keepWritten(world: World, { what, after }: Extract<Outcome, { after: Raw }>): Promise<void> {
  if (what === "changed") return world.keep(after);
  const path = `records/${after.type}?archived=with&limit=1000&select=id`;
  const all: { id: string; type: string }[] = (await world.ask("administrator", path)).body.items;
  const fresh = all.filter(({ id, type }) => type === after.type && !world.records.has(id));
  expect(fresh.length, path).toBe(1);
  await keepNew(world, { ...after, id: fresh[0]?.id ?? "" });
}
