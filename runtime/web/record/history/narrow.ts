import type { Mutation } from "../../api/shapes.ts";

/** What of a history is asked for; null for all of it. */
export interface Narrowing {
  readonly field: string | null;
  /** As `authorOf` tells. */
  readonly author: string | null;
}

export const everything: Narrowing = { field: null, author: null };

/** Who did it: the account, else the API key; null for the house itself. */
export function authorOf({ by, key }: Mutation): { readonly id: string; readonly name: string } | null {
  return by ?? key;
}

/** The authors of a history by key, each once, in the order of their first appearance; the house as an empty key. */
export function authorsOf(mutations: readonly Mutation[]): ReadonlyMap<string, string> {
  const authors = new Map<string, string>();
  for (const mutation of mutations) {
    const { id, name } = authorOf(mutation) ?? { id: "", name: "" };
    if (!authors.has(id)) authors.set(id, name);
  }
  return authors;
}

/** The fields that a history tells of, each once. */
export function changedFields(mutations: readonly Mutation[]): readonly string[] {
  return [...new Set(mutations.flatMap(({ changes }) => changes.map(({ field }) => field)))];
}

/**
 * The entries by the author that change the field, with its changes alone. Entries whose values were erased stay: nobody
 * knows any more which fields they were of.
 */
export function narrowed(mutations: readonly Mutation[], { field, author }: Narrowing): readonly Mutation[] {
  return mutations
    .filter((mutation) => author === null || (authorOf(mutation)?.id ?? "") === author)
    .map((mutation) => ({
      ...mutation,
      changes: mutation.changes.filter((change) => field === null || change.field === field),
    }))
    .filter(({ changes, erased }) => field === null || changes.length > 0 || erased);
}
