import type { Model } from "../model.ts";
import { checkExpression } from "./check.ts";
import { parseExpression } from "./parse.ts";
import { type RecordsTerm, type RecordTerm, type Term, termsIn } from "./term.ts";

/** A step from records to others, by the column that ties them: one of theirs names the others, or one of the others names them. */
export interface Step {
  readonly go: "to-named" | "to-naming";
  /** The type that it leads to. */
  readonly type: string;
  readonly column: string;
  /** Whether the column lists several keys. */
  readonly isList: boolean;
}

/** What an expression reads of the records at the end of a way; the way is empty for the record itself. */
export interface Read {
  readonly steps: readonly Step[];
  readonly columns: ReadonlySet<string>;
}

/** What the value of a field is made of. */
export interface Reads {
  readonly reads: readonly Read[];
  /** Why nobody can say when it changes: the user or the present moment has a part in it, or a whole tree of records. */
  readonly hindrance: Hindrance | null;
}
export type Hindrance = "passing" | "tree";

/**
 * What a computed field reads, through all that it is computed from: when one of these values changes, its own may.
 * Nothing where its expression is wrong.
 */
export function readsOf(model: Model, { type, field }: { type: string; field: string }): Reads {
  const { term } = checkExpression(parseExpression(field), { model, type, isAnew: true });
  const found: Found = { model, ways: new Map(), slots: new Map(), hindrance: null };
  if (term) look(found, term);
  const reads = [...found.ways.values()];
  return { reads, hindrance: found.hindrance };
}

interface Found {
  readonly model: Model;
  readonly ways: Map<string, { readonly steps: readonly Step[]; readonly columns: Set<string> }>;
  /** Where loops stand. */
  readonly slots: Map<number, readonly Step[]>;
  hindrance: Hindrance | null;
}

function look(found: Found, term: Term): void {
  if (term.op === "given") found.hindrance ??= "passing";
  if (term.op === "field") note(found, wayTo(found, term.of), [term.column]);
  if (term.op === "under") found.hindrance ??= "tree";
  if (term.op === "title") lookAtTitle(found, term);
  if ("over" in term) lookAtRecords(found, term.over, "slot" in term ? term.slot : null);
  for (const each of termsIn(term)) look(found, each);
}

function note(found: Found, steps: readonly Step[], columns: readonly string[]): void {
  const key = JSON.stringify(steps);
  const known = found.ways.get(key) ?? { steps, columns: new Set<string>() };
  for (const column of columns) known.columns.add(column);
  found.ways.set(key, known);
}

/** A title says the number of the record where its expression gives nothing. */
function lookAtTitle(found: Found, { of, from }: Extract<Term, { op: "title" }>): void {
  const kinds = from.flatMap(({ types }) => (types.length === 0 ? [of.type] : types));
  const numbers = kinds.flatMap((name) => {
    const fields = found.model.types.get(name)?.fields.values() ?? [];
    return [...fields].flatMap((field) =>
      field.type.generated && field.column !== null ? [field.column] : [],
    );
  });
  note(found, wayTo(found, of), ["type", ...numbers]);
  for (const { term } of from) look(found, term);
}

function lookAtRecords(found: Found, over: RecordsTerm, slot: number | null): void {
  const steps = wayToRecords(found, over);
  note(found, steps, ["type", "deleted_at"]);
  if (slot !== null) found.slots.set(slot, steps);
  for (const condition of over.where) {
    found.slots.set(condition.slot, steps);
    look(found, condition.holds);
  }
}

function wayToRecords(found: Found, { of, tie, type }: RecordsTerm): readonly Step[] {
  const from = wayTo(found, of);
  switch (tie.by) {
    case "key":
    case "list":
      return along(found, from, { go: "to-naming", type, column: tie.column, isList: tie.by === "list" });
    case "own-list":
      return along(found, from, { go: "to-named", type, column: tie.column, isList: true });
    case "link": {
      const link: Step = { go: "to-naming", type: tie.link, column: tie.here, isList: false };
      const links = along(found, from, link);
      note(found, links, ["type", "deleted_at"]);
      return along(found, links, { go: "to-named", type, column: tie.there, isList: false });
    }
  }
}

/** One step further; the column that ties is read where it stands. */
function along(found: Found, from: readonly Step[], step: Step): readonly Step[] {
  const steps = [...from, step];
  note(found, step.go === "to-named" ? from : steps, [step.column]);
  return steps;
}

function wayTo(found: Found, record: RecordTerm): readonly Step[] {
  switch (record.at) {
    case "root":
      return [];
    case "each":
      return found.slots.get(record.slot) ?? [];
    case "reference": {
      const { type, column } = record;
      const step: Step = { go: "to-named", type, column, isList: false };
      const steps = along(found, wayTo(found, record.of), step);
      note(found, steps, ["deleted_at"]);
      return steps;
    }
    case "collaborator":
    case "given":
    case "beside":
      found.hindrance ??= "passing";
      return [];
  }
}
