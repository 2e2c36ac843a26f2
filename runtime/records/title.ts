import { quoteText } from "../../core/database/database.ts";
import { inWords } from "../../core/language/index.ts";
import type { Field, ModelType } from "../../metamodel/model.ts";
import { hiddenFields } from "../access/index.ts";
import type { Draft } from "./draft.ts";
import { tellsHidden } from "./expressions.ts";
import { columnOf, type Standing } from "./standing.ts";

/**
 * The SQL of a record's title. Subtypes may say their own; a title that is empty, or made of a field or another record
 * that the user may not see, falls back on the record's number, then on its type's label with the end of its key.
 * Never null, except for a joined record that is not there.
 */
export function titleSql(draft: Draft, { type, alias }: Standing): string {
  const cases = new Map<string, string[]>();
  for (const name of type.concrete) {
    const concrete = draft.crm.model.types.get(name);
    if (!concrete) continue;
    const sql = ownTitle(draft, { type: concrete, alias });
    cases.set(sql, [...(cases.get(sql) ?? []), name]);
  }
  const [only] = cases.keys();
  // An abstract type that nothing extends yet has no record, so no title either.
  if (cases.size === 0) return "null::text";
  if (only !== undefined && cases.size === 1) return only;
  const whens = [...cases].map(
    ([sql, names]) => `when ${alias}.type in (${names.map(quoteText).join(", ")}) then ${sql}`,
  );
  return `case ${whens.join(" ")} end`;
}

function ownTitle(draft: Draft, at: Standing): string {
  const fallback = fallbackTitle(draft, at);
  if (tellsHidden(draft, { text: at.type.title, type: at.type.name })) return fallback;
  const title = draft.shown(at.type.title, at);
  return `coalesce(nullif(${title}, ''), ${fallback})`;
}

function fallbackTitle(draft: Draft, { type, alias }: Standing): string {
  const { crm } = draft;
  const label = draft.value(inWords(type.label, crm.model.language), "text");
  const last = `${label} || ' ' || right(${alias}.id::text, 8)`;
  const number = [...type.fields.values()].find(
    (field) => field.type.generated && !isHidden(crm, type, field),
  );
  return number ? `coalesce(${columnOf({ type, alias }, number)}, ${last})` : last;
}

function isHidden(crm: Draft["crm"], type: ModelType, field: Field): boolean {
  return hiddenFields(crm, type).has(field.name);
}
