import type { RecordTerm, Term, TermOf } from "../term.ts";
import { quoted } from "./names.ts";
import { columnSql, isOfCollaborator } from "./places.ts";
import type { Question, Writer } from "./writer.ts";

type Comparison = TermOf<"same" | "within" | "under">;

/** With more keys than this their list costs more than looking for them in the statement. */
const mostKeys = 1_000;

/**
 * A filter that compares a field beyond one reference with a value of the user, `responsible.manager ==
 * user.collaborator`: the keys of the records that have it are asked for before, so that an index on the reference
 * serves. Null for any other comparison.
 */
export function keyedSql(self: Writer, term: Comparison): string | null {
  const { ask, model, joins, parameters } = self.writing;
  const found = comparedBeyond(term);
  const table = found && model.types.get(found.reference.type)?.table;
  if (!ask || !table) return null;

  const { field, reference } = found;
  const moved = movedTo(term, field, reference);
  const keysAt = (at: Question) => {
    const holds = self.before(at).write(moved, "filter");
    const from = `${quoted(table)} ${at.alias}${at.joins.sql()}`;
    return `select ${at.alias}."id" from ${from} where ${at.alias}."deleted_at" is null and ${holds}`;
  };
  const keys = ask.keys(JSON.stringify(term), (at) => {
    const list = "coalesce(string_agg(k.id::text, ','), '')";
    return `(select case when count(*) <= ${mostKeys} then ${list} end from (${keysAt(at)} limit ${mostKeys + 1}) k)`;
  });
  const key = columnSql(self, reference.of, reference.column, "uuid");
  // All but the column is immutable: the planner drops the condition where there are no keys.
  const listed = `(${keys} <> '' and ${key} = any(string_to_array(${keys}, ',')::uuid[]))`;
  if (!ask.areKeysMany) return listed;
  const others = keysAt({ alias: joins.alias(), joins: joins.inside(), parameters });
  return `(${listed} or (${keys} is null and ${key} in (${others})))`;
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
  if (term.op === "same") return [term.left, term.right];
  return [term.of, term.op === "within" ? term.list : term.other];
}

function isOfUser(term: Term): boolean {
  return term.op === "given" ? term.name === "user" : term.op === "field" && isOfCollaborator(term.of);
}

/** The comparison as it stands at the record that the reference leads to. */
function movedTo(term: Comparison, field: TermOf<"field">, { type }: RecordTerm): Comparison {
  const moved: Term = { ...field, of: { at: "root", type } };
  const move = (one: Term) => (one === field ? moved : one);
  if (term.op === "same") return { ...term, left: move(term.left), right: move(term.right) };
  if (term.op === "under") return { ...term, of: move(term.of), other: move(term.other) };
  return { ...term, of: move(term.of), list: move(term.list) };
}
