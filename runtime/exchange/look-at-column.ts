import * as z from "zod";
import { inWords, nearest } from "../../core/language/index.ts";
import type { Cell } from "../../metamodel/field-type.ts";
import type { Field } from "../../metamodel/model.ts";
import { rightsOn } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { listPage } from "../records/index.ts";
import type { Evidence } from "./evidence.ts";
import { findByName } from "./links.ts";
import { linkOf, type Mapping, type PlannedColumn } from "./plan.ts";
import { matchCandidates } from "./propose.ts";
import { readCell } from "./read-row.ts";

type Entry = Mapping["columns"][number];

/** How the cells of a column would be read into its field. */
export interface ReadingOfColumn {
  /** The column as the proposed mapping has it. */
  readonly entry: Omit<Entry, "column">;
  /** What a reference may be recognised by; empty for other fields. */
  readonly matches: readonly string[];
  /** The samples as a person would read them afterwards; null where one cannot be read. */
  readonly words: readonly (string | null)[];
  /** Different values among the first rows, and how many of them cannot be read or are not found. */
  readonly distinct: number;
  readonly unknown: number;
  /** The first of those, with what could be meant, to make an alias of. */
  readonly unknownValues: readonly { readonly value: string; readonly near: string | null }[];
}

const mostShown = 20;
const mostLookedUp = 500;

export async function readColumn(
  crm: Crm,
  {
    column,
    index,
    field,
    said,
    evidence,
    distinct,
  }: {
    column: string;
    index: number;
    field: Field | undefined;
    said: Entry | undefined;
    evidence: Evidence;
    distinct: ReadonlySet<Cell>;
  },
): Promise<ReadingOfColumn> {
  const cells = [...distinct];
  const nothing = { matches: [], words: [], distinct: cells.length, unknown: 0, unknownValues: [] };
  if (!field) return { entry: said ? { ...said, field: undefined } : {}, ...nothing };
  const entry = entryOf({ field, said, evidence });
  const planned: PlannedColumn = {
    index,
    column,
    field,
    habits: { ...crm.habits, dates: entry.dates, decimal: entry.decimal },
    aliases: new Map(Object.entries(entry.aliases ?? {})),
    link: linkOf(crm, field, entry.match),
  };
  if (planned.link) return readReference(crm, { planned, entry, said, cells });
  const unread = cells.filter((cell) => "fault" in readCell(planned, cell)).map(String);
  const choices = field.type.choices(field.document) ?? [];
  const offered = choices.flatMap(({ value, label }) => [value, inWords(label, crm.habits.language)]);
  return {
    entry,
    matches: [],
    words: cells.slice(0, 3).map((cell) => wordsOf(crm, planned, cell)),
    distinct: cells.length,
    unknown: unread.length,
    unknownValues: told(unread, offered),
  };
}

/** What the reader said, completed by what the cells prove where the field's kind of value makes use of it. */
function entryOf({
  field,
  said,
  evidence,
}: {
  field: Field;
  said: Entry | undefined;
  evidence: Evidence;
}): Omit<Entry, "column"> {
  const { dates, decimal } = evidence;
  const kind = field.type.expressionType;
  const isDay = kind === "date" || kind === "timestamp";
  return {
    field: field.name,
    ...(isDay && dates ? { dates } : {}),
    ...(kind === "decimal" && decimal ? { decimal } : {}),
    ...withoutColumn(said),
  };
}

function withoutColumn(said: Entry | undefined): Omit<Entry, "column"> {
  if (!said) return {};
  const { column: _column, ...rest } = said;
  return rest;
}

function wordsOf({ habits }: Crm, planned: PlannedColumn, cell: Cell): string | null {
  const read = readCell(planned, cell);
  if (!("value" in read)) return null;
  const { field } = planned;
  return read.value === null ? "" : field.type.format(read.value, field.document, habits);
}

async function readReference(
  crm: Crm,
  {
    planned,
    entry,
    said,
    cells,
  }: {
    planned: PlannedColumn;
    entry: Omit<Entry, "column">;
    said: Entry | undefined;
    cells: readonly Cell[];
  },
): Promise<ReadingOfColumn> {
  const candidates = planned.link ? matchCandidates(crm, planned.link) : [];
  const tried = said?.match || said?.field ? [said.match ?? "title"] : candidates;
  const asked = cells.slice(0, mostLookedUp);
  let best: { match: string; missing: string[] } | null = null;
  for (const match of tried) {
    const link = linkOf(crm, planned.field, match);
    if (!link) continue;
    const missing = await missingNames(crm, { ...planned, link }, asked);
    if (!best || missing.length < best.missing.length) best = { match, missing };
    if (missing.length === 0) break;
  }
  const { match = "title", missing = [] } = best ?? {};
  const offered = missing.length > 0 ? await offeredNames(crm, { planned, match }) : [];
  return {
    entry: { ...entry, ...(match === "title" ? {} : { match }) },
    matches: candidates,
    words: asked.slice(0, 3).map((cell) => (missing.includes(String(cell)) ? null : String(cell))),
    distinct: cells.length,
    unknown: missing.length,
    unknownValues: told(missing, offered),
  };
}

async function missingNames(crm: Crm, planned: PlannedColumn, cells: readonly Cell[]): Promise<string[]> {
  const names = new Map<string, readonly string[]>();
  const missing: string[] = [];
  for (const cell of cells) {
    const read = readCell(planned, cell);
    if ("names" in read) names.set(String(cell), read.names);
    else if ("fault" in read) missing.push(String(cell));
  }
  const found = await findByName(crm, planned, [...new Set([...names.values()].flat())]);
  for (const [cell, said] of names) if (said.some((name) => found.get(name)?.count !== 1)) missing.push(cell);
  return missing;
}

const named = z.array(z.looseObject({ title: z.string().nullish() }));

/** What records of the other type are called, to find the one that was meant; the first thousand. */
async function offeredNames(
  crm: Crm,
  { planned, match }: { planned: PlannedColumn; match: string },
): Promise<readonly string[]> {
  if (!planned.link || rightsOn(crm, { type: planned.link.to, action: "see" }).answer === "deny") return [];
  const isPlain = match !== "title" && !match.includes(".");
  const page = await listPage(crm, {
    type: planned.link.to.name,
    select: isPlain ? `id,${match}` : "id",
    archived: "with",
    limit: 1_000,
    count: "none",
  });
  return named
    .parse(JSON.parse(`[${page.items}]`))
    .flatMap((record) => String((isPlain ? record[match] : record.title) ?? "") || []);
}

function told(values: readonly string[], offered: readonly string[]): ReadingOfColumn["unknownValues"] {
  return values
    .slice(0, mostShown)
    .map((value) => ({ value: value.slice(0, 200), near: nearest(value, offered) ?? null }));
}
