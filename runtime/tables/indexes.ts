import { createHash } from "node:crypto";
import { quoteName, quoteText } from "../../core/database/database.ts";
import { type Field, type Model, type ModelType, tableOf } from "../../metamodel/index.ts";
import { uniqueCondition } from "../../metamodel/unique-condition.ts";
import { choiceOrder } from "./choice-order.ts";
import { bytesOf, rightsColumns } from "./rights-columns.ts";
import { searchExpression } from "./search.ts";

/** An index that a model asks for. Its name holds a digest of its definition: a changed one is another index. */
export interface WantedIndex {
  readonly name: string;
  readonly base: string;
  readonly unique: boolean;
  /** What stands behind `create index … on <table>`. */
  readonly definition: string;
  /** The type that asks for it and the fields it covers; a violated unique index is told at these. */
  readonly type: string;
  readonly fields: readonly string[];
}

/** Every index of the record tables beside their primary keys. */
export function wantedIndexes(model: Model): WantedIndex[] {
  const indexes = [...model.types.values()].flatMap((type) => [
    ...(type.parent === null ? baseIndexes(model, type) : []),
    ...uniqueIndexes(model, type),
    ...[...type.fields.values()]
      .filter(({ declaredIn }) => declaredIn === type.name)
      .flatMap((field) => fieldIndexes(model, type, field)),
  ]);
  return [...new Map(indexes.map((index) => [index.name, index])).values()];
}

/** The unique index that PostgreSQL names in a violation; undefined for the primary key. */
export function uniqueIndexNamed(model: Model, name: string): WantedIndex | undefined {
  return wantedIndexes(model).find((index) => index.unique && index.name === name);
}

export function createIndex(index: WantedIndex, { concurrently }: { concurrently: boolean }): string {
  const unique = index.unique ? "unique " : "";
  const how = concurrently ? "concurrently " : "";
  return `create ${unique}index ${how}if not exists ${quoteName(index.name)} on ${quoteName(tableOf(index.base))} ${index.definition}`;
}

/** How texts are sorted in the lists of this workspace, as SQL writes it. */
export function sortCollation(model: Model): string {
  return quoteName(`${model.language}-x-icu`);
}

function baseIndexes(model: Model, type: ModelType): WantedIndex[] {
  const hasSubtypes = [...model.types.values()].some(({ parent }) => parent === type.name);
  const search = searchExpression(model, type.base);
  return [
    index(type, "trash", "(deleted_at, id) where deleted_at is not null"),
    ...(hasSubtypes ? [index(type, "type", "(type, id)")] : []),
    ...(search === null ? [] : [index(type, "search", `using gin ((${search}))`)]),
  ];
}

function fieldIndexes(model: Model, type: ModelType, field: Field): WantedIndex[] {
  if (field.column === null) return [];
  const column = quoteName(field.column);
  const named = { fields: [field.name] };
  const relation = field.type.relation(field.document);
  if (relation?.kind === "keys") return [index(type, field.column, `using gin (${column})`, named)];
  if (relation?.kind === "any")
    return [index(type, field.column, `((split_part(${column}, '/', 2)), id)`, named)];
  if (relation) return [index(type, field.column, relationIndex(model, type, field), named)];
  if (!field.document.indexed || field.type.sort === null) return [];
  const purpose = field.column;
  return [column, ...sortedBy(model, field, column)].map((by) =>
    index(type, purpose, liveIndex(model, type, { by, field }), named),
  );
}

/** Whether an index of live records finds those that have a value in the field. */
export function isIndexed(field: Field): boolean {
  const kind = field.type.relation(field.document)?.kind;
  if (kind !== undefined) return kind !== "keys" && kind !== "any";
  return field.document.indexed === true && field.type.sort !== null;
}

/** What lists are sorted by where that is not the value itself. */
function sortedBy(model: Model, field: Field, column: string): readonly string[] {
  if (field.type.sort === "choices") return [`(${choiceOrder(field, column)})`];
  return field.type.sort === "text" ? [`${column} collate ${sortCollation(model)}`] : [];
}

/**
 * Live records by a value: with all that a list asks of them beside it, so that they are counted in the index alone.
 */
function liveIndex(model: Model, type: ModelType, { by, field }: { by: string; field: Field }): string {
  return `(${by}, id) include (${beside(model, type, field)}) where deleted_at is null`;
}

/** Records by what they refer to, those in the trash too: what they refer to may only go once none is left. */
function relationIndex(model: Model, type: ModelType, field: Field): string {
  return `(${quoteName(field.column ?? "")}, id) include (deleted_at, ${beside(model, type, field)})`;
}

/**
 * What every list asks of a record: whether it is archived, of which subtype, and who may see it, as far as there is
 * room beside the longest value of the field.
 */
function beside(model: Model, { base }: ModelType, field: Field): string {
  const hasSubtypes = [...model.types.values()].some(({ parent }) => parent === base);
  let room = indexRow - bytesOf(field);
  const rights = rightsColumns(model, base).filter(({ column, bytes }) => {
    if (column === field.column || bytes > room) return false;
    room -= bytes;
    return true;
  });
  return [
    "archived_at",
    ...(hasSubtypes ? ["type"] : []),
    ...rights.map(({ column }) => quoteName(column)),
  ].join(", ");
}

/** Bytes that PostgreSQL surely takes as one row of an index, after our own columns: a third of a page less those. */
const indexRow = 2_600;

/** The sets that a type adds to those of its parent, each over the live records of the type and its subtypes. */
function uniqueIndexes(model: Model, type: ModelType): WantedIndex[] {
  const inherited = new Set(
    model.types.get(type.parent ?? "")?.unique.map((set) => JSON.stringify(set)) ?? [],
  );
  return type.unique.flatMap((set) => {
    const { fields } = set;
    const columns = fields.flatMap((name) => type.fields.get(name)?.column ?? []);
    if (inherited.has(JSON.stringify(set)) || columns.length !== fields.length) return [];
    const kinds = [...type.concrete].sort().map(quoteText).join(", ");
    const which = type.parent === null ? "" : ` and type in (${kinds || "null"})`;
    const when = set.when === undefined ? null : uniqueCondition(model, type, set.when);
    const only = when === null ? "" : ` and ${when}`;
    const by = [...columns.map(quoteName), ...(isPerType(type, fields) ? ["type"] : [])];
    const definition = `(${by.join(", ")}) where deleted_at is null${which}${only}`;
    return [index(type, "unique", definition, { fields, unique: true })];
  });
}

/** Whether a set has a number that each subtype counts by itself. */
function isPerType({ name, fields }: ModelType, names: readonly string[]): boolean {
  return names.some((each) => {
    const field = fields.get(each);
    return field?.type.numbering(field.document, { day: "2000-01-01", type: name })?.isPerType === true;
  });
}

function index(
  type: ModelType,
  purpose: string,
  definition: string,
  { fields = [], unique = false }: { fields?: readonly string[]; unique?: boolean } = {},
): WantedIndex {
  const digest = createHash("sha256")
    .update(`${type.base} ${unique} ${definition}`)
    .digest("hex")
    .slice(0, 10);
  const name = `${tableOf(type.base).slice(0, 30)}_${purpose.slice(0, 20)}_${digest}`;
  return { name, base: type.base, unique, definition, type: type.name, fields };
}
