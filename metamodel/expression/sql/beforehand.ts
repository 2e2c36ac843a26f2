import type { RecordTerm, Term, TermOf } from "../term.ts";
import { quoted } from "./names.ts";
import { columnSql, isOfCollaborator } from "./places.ts";
import type { Writer } from "./writer.ts";

type Comparison = TermOf<"same" | "within">;

/** With more keys than this the join costs less. */
const mostKeys = 1_000;

/**
 * A filter that compares a field beyond one reference with a value of the user, `responsible.manager ==
 * user.collaborator`: the keys of the records that have it are asked for before, so that an index on the reference
 * serves. `joined` is the same filter by a join; it holds where there are too many keys.
 */
export function keyedSql(self: Writer, term: Comparison, joined: string): string {
  const { ask, model } = self.writing;
  const found = comparedBeyond(term);
  const table = found && model.types.get(found.reference.type)?.table;
  if (!ask || !table) return joined;

  const { field, reference } = found;
  const keys = ask(JSON.stringify(term), (place) => {
    const holds = self.before(place).write(movedTo(term, field, reference), "filter");
    const from = `${quoted(table)} ${place.alias}${place.joins.sql()}`;
    const rows = `select ${place.alias}."id" from ${from} where ${place.alias}."deleted_at" is null and ${holds}`;
    const list = "coalesce(array_agg(k.id), '{}')::text";
    return `(select case when count(*) <= ${mostKeys} then ${list} end from (${rows} limit ${mostKeys + 1}) k)`;
  });
  const key = columnSql(self, reference.of, reference.column, "uuid");
  return `(${key} = any(${keys}::uuid[]) or (${keys} is null and ${joined}))`;
}

interface Beyond {
  readonly field: TermOf<"field">;
  readonly reference: RecordTerm & { readonly at: "reference" };
}

function comparedBeyond(term: Comparison): Beyond | null {
  const [left, right] = operandsOf(term);
  const field = isOfUser(right) ? left : isOfUser(left) ? right : null;
  if (field?.op !== "field" || field.of.at !== "reference") return null;
  if (term.op === "same" && term.negated) return null;
  const { at } = field.of.of;
  return at === "root" || at === "each" ? { field, reference: field.of } : null;
}

function operandsOf(term: Comparison): readonly [Term, Term] {
  return term.op === "same" ? [term.left, term.right] : [term.of, term.list];
}

function isOfUser(term: Term): boolean {
  return term.op === "given" ? term.name === "user" : term.op === "field" && isOfCollaborator(term.of);
}

/** The comparison as it stands at the record that the reference leads to. */
function movedTo(term: Comparison, field: TermOf<"field">, { type }: RecordTerm): Comparison {
  const moved: Term = { ...field, of: { at: "root", type } };
  const move = (one: Term) => (one === field ? moved : one);
  if (term.op === "same") return { ...term, left: move(term.left), right: move(term.right) };
  return { ...term, of: move(term.of), list: move(term.list) };
}
