import { quoteName } from "../../core/database/database.ts";
import type { Field, Model, ModelType } from "../../metamodel/index.ts";

/**
 * The SQL that a base type's full-text index is built on; queries must use the very same text to be served by it.
 * It covers the searched fields of the base and of all its subtypes. Null where nothing is searched.
 *
 * `alias` puts the columns behind a table alias; the index itself has none.
 */
export function searchExpression(model: Model, base: string, alias?: string): string | null {
  const prefix = alias === undefined ? "" : `${quoteName(alias)}.`;
  const texts = searchedFields(model, base).flatMap((field) => {
    const text = field.type.searchSql(`${prefix}${quoteName(field.column ?? field.name)}`, field.document);
    return text === null ? [] : [`coalesce(${text}, '')`];
  });
  return texts.length === 0 ? null : `kernel_search(left(${texts.join(" || ' ' || ")}, ${mostLetters}))`;
}

/** PostgreSQL refuses to make a tsvector of more than 1 MiB; four bytes a letter at most. */
const mostLetters = 250_000;

/** What the search looks at: fields that say so, those that the title names, and numbers. */
function searchedFields(model: Model, base: string): Field[] {
  const found = new Map<string, Field>();
  for (const type of model.types.values()) {
    if (type.base !== base) continue;
    for (const field of type.fields.values())
      if (isSearched(type, field)) found.set(field.column ?? "", field);
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, field]) => field);
}

function isSearched(type: ModelType, field: Field): boolean {
  if (field.column === null || field.type.searchSql("x", field.document) === null) return false;
  const { searchable } = field.document;
  if (searchable !== undefined) return searchable;
  return field.type.generated || new RegExp(`\\b${field.name}\\b`).test(type.title);
}
