/** One thing a list is sorted by, as SQL over the list's row. */
export interface SortKey {
  /** Collation included where it is a text. */
  readonly sql: string;
  /** What the value is cast to when it comes back in a cursor: `numeric`, `text`. */
  readonly cast: string;
  /** Collation clause of a text, with a space in front; empty otherwise. */
  readonly collation: string;
  readonly descending: boolean;
  readonly nullable: boolean;
}

/** How many keys the last record of the previous page brings back, as parameters in the order of the keys; its id last. */
export interface Bound {
  /** `$7::text::numeric`, or null where the last record had no value. */
  readonly keys: readonly (string | null)[];
  readonly id: string;
}

/** One stretch of the list: the records with a first value, or those without. */
export interface Stretch {
  readonly where: readonly string[];
  readonly orderBy: string;
}

/**
 * The list in stretches that follow each other, each walking an index in its own direction: empty values come last
 * whichever way one sorts, and PostgreSQL's own order of nulls cannot serve both directions with one index.
 */
export function stretches(keys: readonly SortKey[], bound: Bound | null): readonly Stretch[] {
  const [first, ...rest] = keys;
  const downwards = first?.descending ?? false;
  if (!first?.nullable || (!bound && !first.descending))
    return [{ where: bound ? [beyond(keys, bound, downwards)] : [], orderBy: orderBy(keys, downwards) }];

  const filled = [{ ...first, nullable: false }, ...rest];
  const withValue = {
    where: [`${first.sql} is not null`, ...(bound ? [beyond(filled, bound, downwards)] : [])],
    orderBy: orderBy(filled, downwards),
  };
  const isPast = bound?.keys[0] === null;
  const without = {
    where: [`${first.sql} is null`, ...(isPast ? [beyond(rest, tail(bound), downwards)] : [])],
    orderBy: orderBy(rest, downwards),
  };
  return isPast ? [without] : [withValue, without];
}

/** The order of the whole list over a row `r` that carries the keys as columns. */
export function orderOf(keys: readonly SortKey[]): string {
  return orderBy(keys, keys[0]?.descending ?? false);
}

function orderBy(keys: readonly SortKey[], downwards: boolean): string {
  const words = keys.map(({ sql, descending, nullable }) => {
    if (!descending) return sql;
    return `${sql} desc${nullable ? " nulls last" : ""}`;
  });
  return [...words, `r.id${downwards ? " desc" : ""}`].join(", ");
}

/** True for the rows that come after the bound. The comparison in front is redundant but lets an index start there. */
function beyond(keys: readonly SortKey[], bound: Bound, downwards: boolean): string {
  const [first, ...others] = keys;
  const value = bound.keys[0] ?? null;
  if (!first || value === null || first.nullable) return `(${nested(keys, bound, downwards)})`;
  if (others.length === 0 && first.descending === downwards)
    return `(${first.sql}, r.id) ${downwards ? "<" : ">"} (${value}${first.collation}, ${bound.id})`;
  return `(${first.sql} ${first.descending ? "<=" : ">="} ${value} and (${nested(keys, bound, downwards)}))`;
}

function nested(keys: readonly SortKey[], bound: Bound, downwards: boolean): string {
  const [first, ...others] = keys;
  if (!first) return `r.id ${downwards ? "<" : ">"} ${bound.id}`;
  const value = bound.keys[0] ?? null;
  const deeper = nested(others, tail(bound), downwards);
  if (value === null) return `${first.sql} is null and (${deeper})`;
  const isBeyond = `${first.sql} ${first.descending ? "<" : ">"} ${value}`;
  const nulls = first.nullable ? ` or ${first.sql} is null` : "";
  return `${isBeyond}${nulls} or (${first.sql} = ${value} and (${deeper}))`;
}

function tail(bound: Bound): Bound {
  return { keys: bound.keys.slice(1), id: bound.id };
}
