import { dayOf } from "../../../core/clock.ts";
import type { Mutation, RecordJson } from "../api/shapes.ts";

/** Changes that one person made within ten minutes, told as one line. */
export interface FoldedChanges {
  readonly key: string;
  readonly at: string;
  readonly by: string | null;
  readonly mutations: readonly Mutation[];
}

/** What happened on one calendar day, newest first. */
export interface Day {
  /** `YYYY-MM-DD` by the clocks of the house. */
  readonly day: string;
  readonly items: readonly (
    | { readonly at: string; readonly entry: RecordJson }
    | { readonly at: string; readonly changes: FoldedChanges }
  )[];
}

const tenMinutes = 600_000;

/** Folds changes of the same person that follow each other within ten minutes. Expects the newest first. */
export function foldChanges(mutations: readonly Mutation[]): readonly FoldedChanges[] {
  const folded: FoldedChanges[] = [];
  for (const mutation of mutations) {
    const last = folded.at(-1);
    const by = mutation.by?.id ?? null;
    const earliest = last?.mutations.at(-1)?.at;
    if (last && last.by === by && earliest && Date.parse(earliest) - Date.parse(mutation.at) <= tenMinutes)
      folded[folded.length - 1] = { ...last, mutations: [...last.mutations, mutation] };
    else
      folded.push({ key: `${mutation.at}-${mutation.version}`, at: mutation.at, by, mutations: [mutation] });
  }
  return folded;
}

/** Entries and folded changes by day, newest first. */
export function daysOf(
  entries: readonly RecordJson[],
  { changes, timeZone }: { changes: readonly FoldedChanges[]; timeZone: string },
): readonly Day[] {
  const items = [
    ...entries.map((entry) => ({ at: momentOf(entry), entry })),
    ...changes.map((each) => ({ at: each.at, changes: each })),
  ].toSorted((a, b) => b.at.localeCompare(a.at));
  const days = Map.groupBy(items, ({ at }) => dayOf(new Date(at), timeZone));
  return [...days].map(([day, members]) => ({ day, items: members }));
}

/** When an entry happened; when it was written down where nobody said. */
export function momentOf(entry: RecordJson): string {
  return typeof entry.at === "string" ? entry.at : (entry.created_at ?? "1970-01-01T00:00:00.000Z");
}
