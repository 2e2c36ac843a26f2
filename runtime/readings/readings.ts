import { isId } from "../../core/ids.ts";
import type { Model } from "../../metamodel/index.ts";
import { type Crm, traceOf } from "../crm.ts";
import { enqueue, type Reading } from "./queue.ts";

/** How records were read. */
export type ReadingKind =
  | "record"
  | "list"
  | "search"
  | "figures"
  | "export"
  | "document"
  | "merge"
  | "history";

/** What was read, and what else there is to know of it. */
export interface Read {
  readonly how: ReadingKind;
  /** The type that was asked for; null where all were. */
  readonly type: string | null;
  /** Of one record: its key. */
  readonly record?: string | undefined;
  /** What was asked of each. */
  readonly select?: string | undefined;
  /** The question: filter, words that were searched, the file, the template. */
  readonly detail?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Notes that records were read that the answer holds, as far as their types trace that: those asked for, and those
 * of which it tells more than the title because a path or a list leads to them.
 */
export function noteReading(crm: Crm, read: Answered): Promise<void> | undefined {
  return canHold(crm.model, read) ? noteAnswer(crm, read) : undefined;
}

type Answered = Read & { readonly answer: string | readonly unknown[] };

async function noteAnswer(crm: Crm, { answer, ...read }: Answered): Promise<void> {
  const items: unknown = typeof answer === "string" ? JSON.parse(answer) : answer;
  const found: Found = new Map();
  collect(items, { traced: tracedTypes(crm.model), found, isAsked: true });
  await note(crm, read, byBase(crm.model, found));
}

/** Notes that records of a type were read without being told one by one: figures over them. */
export async function noteFigures(
  crm: Crm,
  read: Pick<Read, "detail"> & { readonly type: string },
): Promise<void> {
  const isTraced = crm.model.types.get(read.type)?.concrete.some((name) => tracedTypes(crm.model).has(name));
  if (isTraced) await enqueue(crm, [readingOf(crm, { ...read, how: "figures" })]);
}

const traced = new WeakMap<Model, ReadonlySet<string>>();

/** The types whose reading is traced. */
export function tracedTypes(model: Model): ReadonlySet<string> {
  const known = traced.get(model);
  if (known) return known;
  const names = [...model.types.values()].filter(({ traceReads }) => traceReads).map(({ name }) => name);
  const made = new Set(names);
  traced.set(model, made);
  return made;
}

/** Answers are looked through only where a traced record may be in them: of the type, or where a path leads to one. */
function canHold(model: Model, { type: name, select = "" }: Read): boolean {
  const traced = tracedTypes(model);
  if (traced.size === 0) return false;
  return (
    name === null ||
    /[(.]/.test(select) ||
    (model.types.get(name)?.concrete.some((each) => traced.has(each)) ?? false)
  );
}

/** Keys of records by type. */
type Found = Map<string, Set<string>>;

/** What every record of an answer carries; a link says no more. */
const naming = new Set(["id", "type", "version", "title"]);

/** Walks an answer without recursion into texts: an object with a key and a type of its own is a record. */
function collect(
  value: unknown,
  { traced, found, isAsked }: { traced: ReadonlySet<string>; found: Found; isAsked: boolean },
): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const each of value) collect(each, { traced, found, isAsked });
    return;
  }
  const { id, type } = value as { id?: unknown; type?: unknown };
  const isRecord = typeof id === "string" && isId(id) && typeof type === "string" && traced.has(type);
  if (isRecord && (isAsked || Object.keys(value).some((key) => !naming.has(key))))
    found.set(type, (found.get(type) ?? new Set()).add(id));
  for (const each of Object.values(value)) collect(each, { traced, found, isAsked: false });
}

/** A list of a base type is one reading, whatever subtypes its records are of. */
function byBase(model: Model, found: Found): Found {
  const all: Found = new Map();
  for (const [name, ids] of found) {
    const base = model.types.get(name)?.base ?? name;
    all.set(base, new Set([...(all.get(base) ?? []), ...ids]));
  }
  return all;
}

async function note(crm: Crm, read: Read, found: Found): Promise<void> {
  const readings = [...found].map(([type, ids]) => {
    const [first, ...others] = ids;
    if (others.length === 0) return readingOf(crm, { ...read, type, record: first });
    return readingOf(crm, {
      ...read,
      type,
      record: undefined,
      detail: { ...read.detail, records: [...ids] },
    });
  });
  if (readings.length > 0) await enqueue(crm, readings);
}

function readingOf(crm: Crm, { how, type, record, detail }: Read & { readonly type: string }): Reading {
  const { user, door } = crm;
  const trace = user.seeingAs ? { ...traceOf(crm), as: user.seeingAs.id } : traceOf(crm);
  return {
    who: user.id,
    via: door,
    trace: trace && { ...trace },
    type,
    record: record ?? null,
    how,
    detail: detail && Object.values(detail).some((value) => value !== undefined) ? detail : null,
  };
}
