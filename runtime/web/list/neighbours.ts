import type { RecordJson } from "../api/shapes.ts";

let shown: readonly { readonly type: string; readonly id: string }[] = [];

/** Keeps the order of the list last looked at, so that J and K go on from record to record. */
export function rememberNeighbours(rows: readonly RecordJson[]): void {
  shown = rows.map(({ type, id }) => ({ type, id }));
}

/** The records before and after one in that list; null at its ends or when it is not in it. */
export function neighboursOf(id: string) {
  const at = shown.findIndex((each) => each.id === id);
  if (at === -1) return { previous: null, next: null };
  return { previous: shown[at - 1] ?? null, next: shown[at + 1] ?? null };
}
