import { Refusal } from "../../core/errors/index.ts";
import { readPhone } from "../../core/language/phones.ts";
import type { Model, ModelType } from "../../metamodel/model.ts";
import { type Action, accessSql, hiddenFields } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { searchExpression } from "../tables/index.ts";
import type { Draft } from "./draft.ts";
import { isKey, keyArray } from "./keys.ts";
import type { Standing } from "./standing.ts";

/** Which records of a type are meant. */
export interface Conditions {
  /** CEL over the record and `user`. */
  readonly filter?: string | undefined;
  /** Words that all occur in the searched fields, each at the beginning of a word. */
  readonly search?: string | undefined;
  /** Only these keys, at most 10,000. */
  readonly ids?: readonly string[] | undefined;
  /** The trash instead of what is there. */
  readonly trash?: boolean | undefined;
  /** Archived records are left out unless asked for. */
  readonly archived?: "without" | "with" | "only" | undefined;
  /** Those alone with which the user may do this as well; seeing them is asked in any case. */
  readonly may?: Action | undefined;
}

const longestSearch = 200;
const mostKeys = 10_000;

/** The conditions as SQL over the draft's root, what the user may see included. */
export function conditionsSql(draft: Draft, { type, of }: { type: ModelType; of: Conditions }): string {
  const visible = draft.visible({ type, alias: draft.root });
  return [...visibleOrTrash(draft, visible, of), ...askedSql(draft, { type, of })].join(" and ");
}

/**
 * The conditions as several, each of which an index serves and no two of which hold for the same record: what they
 * find together is what `conditionsSql` finds. Null where they are one.
 */
export function conditionsByWay(
  draft: Draft,
  { type, of }: { type: ModelType; of: Conditions },
): readonly string[] | null {
  const ways = draft.visibleByWays({ type, alias: draft.root });
  if (!ways) return null;
  const always = [...visibleOrTrash(draft, ways.always, of), ...askedSql(draft, { type, of })];
  return ways.either.map((way, index) => {
    const others = ways.either.slice(0, index).map((other) => `(${other}) is not true`);
    return [...always, `(${way})`, ...others].join(" and ");
  });
}

/** Whether records are filtered or searched. */
export function isAsked({ filter, search }: Conditions): boolean {
  return Boolean(search?.trim() || filter?.trim());
}

function visibleOrTrash(
  draft: Draft,
  [isThere = "", ...others]: readonly string[],
  { trash }: Conditions,
): readonly string[] {
  return [trash ? `${draft.root}.deleted_at is not null` : isThere, ...others];
}

function askedSql(draft: Draft, { type, of }: { type: ModelType; of: Conditions }): readonly string[] {
  const at = { type, alias: draft.root };
  const archived = { without: ["archived_at is null"], with: [], only: ["archived_at is not null"] };
  return [
    ...(of.trash ? [] : archived[of.archived ?? "without"]).map((each) => `${draft.root}.${each}`),
    ...(of.filter?.trim() ? [`(${draft.filter(of.filter, at, "filter")})`] : []),
    ...mayAlso(draft, at, of.may),
    ...(of.ids ? [`${draft.root}.id = any (${draft.value({ slot: "ids" }, "uuid[]")})`] : []),
    ...searchSql(draft, type, of.search),
  ];
}

function mayAlso(draft: Draft, at: Standing, action: Action | undefined): readonly string[] {
  const access = action && accessSql(draft, at, action);
  return access ? [access] : [];
}

/** The conditions as part of a statement's key: searched words and keys come in as values. */
export function shapeOf({ filter, search, ids, trash, archived, may }: Conditions): Conditions {
  return { filter, search: search?.trim() ? "?" : undefined, ids: ids && [], trash, archived, may };
}

/** The values of the conditions that are not in the statement itself. Throws `query.too-large`. */
export function conditionSlots(
  crm: Crm,
  { search, ids }: Conditions,
): Readonly<Record<string, string | null>> {
  if (ids && ids.length > mostKeys) throw new Refusal("query.too-large", { reason: `ids > ${mostKeys}` });
  return { ...searchSlots(crm, search), ids: ids ? keyArray(ids.filter(isKey)) : null };
}

/**
 * What a statement's search slots take: the words as they were typed, and the number they spell where they are a
 * phone number, because numbers are kept in one spelling.
 */
export function searchSlots(crm: Crm, search: string | undefined): Readonly<Record<string, string | null>> {
  if (!search) return {};
  const words = search.slice(0, longestSearch).replaceAll("\0", " ").toWellFormed();
  return { search: words, phone: readPhone(words, crm.habits) };
}

/** The words of a search as PostgreSQL compares them; the phone number beside them counts as well. */
export function searchQuery(draft: Draft): string {
  const words = draft.value({ slot: "search" }, "text");
  return `(kernel_query(${words}) || kernel_query(${draft.value({ slot: "phone" }, "text")}))`;
}

/**
 * The index covers all searched fields; where some are hidden from the user the words must occur in the others too,
 * or a search would tell what they hold.
 */
function searchSql(draft: Draft, type: ModelType, search: string | undefined): readonly string[] {
  if (!search?.trim()) return [];
  const { model } = draft.crm;
  const query = searchQuery(draft);
  const indexed = searchExpression(model, type.base, draft.root);
  if (indexed === null) throw new Refusal("query.not-searchable", { type: type.label });
  const shown = searchExpression(shownOf(draft, type), type.base, draft.root);
  const expressions = shown === indexed ? [indexed] : [indexed, shown ?? "null"];
  return expressions.map((expression) => `${expression} @@ ${query}`);
}

/**
 * The model without what is hidden in the records asked for: a field that one subtype shows is not searched in those
 * of another one that hides it.
 */
function shownOf({ crm }: Draft, type: ModelType): Model {
  const asked = hiddenFields(crm, type);
  const types = [...crm.model.types].map(([name, each]): [string, ModelType] => {
    if (each.base !== type.base) return [name, each];
    const own = hiddenFields(crm, each);
    const fields = [...each.fields].filter(([field]) => !own.has(field) && !asked.has(field));
    return fields.length === each.fields.size ? [name, each] : [name, { ...each, fields: new Map(fields) }];
  });
  return { ...crm.model, types: new Map(types) };
}
