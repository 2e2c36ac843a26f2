import { useState } from "react";
import type { RecordJson } from "../api/shapes.ts";

/** The chosen rows of a list. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  /** Adds everything between the row chosen last and this one. */
  readonly extend: (id: string) => void;
  readonly all: () => void;
  readonly none: () => void;
  readonly isAll: boolean;
}

/** Keeps which rows are chosen; a row that left the list is no longer chosen. */
export function useSelection(rows: readonly RecordJson[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string | null>(null);
  const ids = new Set(rows.map(({ id }) => id).filter((id) => chosen.has(id)));
  const change = (next: Iterable<string>, at: string | null) => {
    setChosen(new Set(next));
    setLast(at);
  };
  return {
    ids,
    isAll: rows.length > 0 && ids.size === rows.length,
    toggle: (id) => change(ids.has(id) ? [...ids].filter((each) => each !== id) : [...ids, id], id),
    extend: (id) => change([...ids, ...between(rows, last ?? id, id)], id),
    all: () =>
      change(
        rows.map(({ id }) => id),
        null,
      ),
    none: () => change([], null),
  };
}

function between(rows: readonly RecordJson[], one: string, other: string): readonly string[] {
  const ids = rows.map(({ id }) => id);
  const [from, to] = [ids.indexOf(one), ids.indexOf(other)].toSorted((a, b) => a - b);
  return ids.slice(from, (to ?? 0) + 1);
}
