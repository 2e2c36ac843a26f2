import { quoteName } from "../../core/database/database.ts";
import type { Read, Step } from "../../metamodel/expression/index.ts";
import { type Model, tableOf } from "../../metamodel/index.ts";

/** Where changed rows stand on the ways that an expression reads: behind which steps, and what a trigger calls them. */
interface Start {
  readonly from: readonly Step[];
  /** A table expression with the alias `n`. */
  readonly rows: string;
}

/**
 * A record that a changed one names, or that is named by that one, may be changing in another transaction: it is waited
 * for, so that its newest values are read, and its change waits for us and finds the changed record. As PL/pgSQL.
 */
export function heldAlong(model: Model, reads: readonly Read[], start: Start): string {
  return heldBehind(model, reads, { ...start, depth: 0 });
}

function heldBehind(
  model: Model,
  reads: readonly Read[],
  { from, rows, depth }: Start & { readonly depth: number },
): string {
  return stepsBehind(reads, from)
    .map((step) => {
      const table = quoteName(tableOf(model.types.get(step.type)?.base ?? step.type));
      const column = `n.${quoteName(step.column)}`;
      const held = `held_${depth}`;
      const deeper = heldBehind(model, reads, {
        from: [...from, step],
        rows: `(select * from ${table} where id = any(${held})) n`,
        depth: depth + 1,
      });
      return `declare
    ${held} uuid[] := array(select distinct k.id from (select ${step.isList ? `unnest(${column})` : column} as id from ${rows}) k where k.id is not null);
  begin
    if cardinality(${held}) > 0 then
      perform from ${table} where id = any(${held}) order by id for share;
      ${deeper}
    end if;
  end;`;
    })
    .join("\n  ");
}

/** The records named by those behind some steps, as far as a value is read of them. */
function stepsBehind(reads: readonly Read[], from: readonly Step[]): readonly Step[] {
  const next = reads.flatMap(({ steps }) => {
    const step = steps[from.length];
    const isBehind = JSON.stringify(steps.slice(0, from.length)) === JSON.stringify(from);
    return step?.go === "to-named" && isBehind ? [step] : [];
  });
  return [...new Map(next.map((step) => [JSON.stringify(step), step])).values()];
}
