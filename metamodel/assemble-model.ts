import { computedType } from "./computed-type.ts";
import type { FieldType } from "./field-type.ts";
import { fieldTypes, type Shelf } from "./fields/index.ts";
import type { FieldDocument, Kind, MetadataDocument, TypeDocument, UniqueSet } from "./kinds/index.ts";
import type { BroughtField, ColumnNames, Field, Model, ModelType, Results, Writable } from "./model.ts";
import { reverseFields } from "./reverse-fields.ts";

/** What a model is made of beside its documents. */
export interface ModelParts {
  readonly revision?: number;
  readonly columns?: ColumnNames;
  readonly brought?: readonly BroughtField[];
  readonly shelf?: Shelf;
  /** What computed fields read as, by `type.field`; `buildModel` finds it out. */
  readonly results?: Results;
  /** Types that once had subtypes, or records of their own, which nobody sees now. */
  readonly unseenBelow?: ReadonlySet<string>;
  /** Where the reader may write fields, by type and field, for those that his roles do not simply let him write. */
  readonly writable?: Readonly<Record<string, Readonly<Record<string, Writable>>>>;
}

/**
 * Puts documents together into a model: subtypes get what they inherit, capabilities' fields are added, every field gets
 * its type and column, computed fields what they read as where `results` says it. Expects documents that `checkDocuments` finds no fault with; a type or field it cannot
 * resolve is left out rather than half built.
 */
export function assembleModel(documents: readonly MetadataDocument[], parts: ModelParts = {}): Model {
  const app = documents.find((document) => document.kind === "app") ?? namelessApp;
  const types = new Map(ofKind(documents, "type").map((document) => [document.name, document]));
  const reverse = reverseFields([...types.values()], parts);
  const builder = { types, parts, reverse, built: new Map<string, ModelType | null>() };
  for (const name of types.keys()) buildType(builder, name);
  const resolved = [...types.keys()].flatMap((name) => builder.built.get(name) ?? []);
  return Object.freeze({
    revision: parts.revision ?? 0,
    app,
    language: app.languages[0] ?? "fr",
    shelf: parts.shelf ?? fieldTypes,
    types: new Map(resolved.map((type) => [type.name, withConcrete(type, resolved, parts)])),
    forms: byName(ofKind(documents, "form")),
    views: byName(ofKind(documents, "view")),
    templates: byName(ofKind(documents, "template")),
    dashboards: byName(ofKind(documents, "dashboard")),
    roles: byName(ofKind(documents, "role")),
    mappings: byName(ofKind(documents, "mapping")),
    source: {
      documents,
      brought: parts.brought ?? [],
      columns: parts.columns ?? {},
      results: parts.results ?? {},
    },
  });
}

/** The table of a base type's records; only `runtime/tables` makes it. */
export function tableOf(base: string): string {
  return `record_${base}`;
}

const namelessApp: Model["app"] = {
  kind: "app",
  name: "app",
  label: { fr: "Dossier", en: "Dossier" },
  languages: ["fr", "en"],
  country: "CH",
  currency: "CHF",
  timeZone: "Europe/Zurich",
  modules: [],
  standard: false,
  plugins: [],
};

interface Builder {
  readonly types: ReadonlyMap<string, TypeDocument>;
  readonly parts: ModelParts;
  /** The lists that references elsewhere give to types, by type. */
  readonly reverse: ReadonlyMap<string, readonly Field[]>;
  /** Null while a type is being built: meeting it again is a cycle. */
  readonly built: Map<string, ModelType | null>;
}

function buildType(builder: Builder, name: string): ModelType | null {
  const known = builder.built.get(name);
  if (known !== undefined) return known;
  builder.built.set(name, null);
  const document = builder.types.get(name);
  if (!document) return null;
  const parent = document.extends === undefined ? null : buildType(builder, document.extends);
  if (document.extends !== undefined && parent === null) return null;
  const type = resolve(builder, document, parent);
  builder.built.set(name, type);
  return type;
}

function resolve({ parts, reverse }: Builder, document: TypeDocument, parent: ModelType | null): ModelType {
  const base = parent?.base ?? document.name;
  const fields = fieldsOf(document, { parent, base, parts, reverse: reverse.get(document.name) ?? [] });
  return Object.freeze({
    name: document.name,
    base,
    parent: parent?.name ?? null,
    lineage: [document.name, ...(parent?.lineage ?? [])],
    concrete: [],
    keepsUnseen: false,
    abstract: document.abstract ?? false,
    label: document.label,
    plural: document.plural ?? document.label,
    help: document.help ?? null,
    icon: document.icon ?? parent?.icon ?? "file-text",
    table: tableOf(base),
    fields,
    title: document.title ?? parent?.title ?? titleOf(fields),
    state: document.state ?? parent?.state ?? null,
    asksReason: new Set([...(parent?.asksReason ?? []), ...(document.asksReason ?? [])]),
    traceReads: document.traceReads ?? parent?.traceReads ?? false,
    rules: [...(parent?.rules ?? []), ...(document.rules ?? [])],
    person: document.person ?? parent?.person ?? false,
    keep: [...(parent?.keep ?? []), ...(document.keep ?? [])],
    unique: [...(parent?.unique ?? []), ...(document.unique ?? []), ...uniqueFields(document)],
    capabilities: new Map([...(parent?.capabilities ?? []), ...Object.entries(document.capabilities ?? {})]),
  });
}

function fieldsOf(
  document: TypeDocument,
  {
    parent,
    base,
    parts,
    reverse,
  }: { parent: ModelType | null; base: string; parts: ModelParts; reverse: readonly Field[] },
): ReadonlyMap<string, Field> {
  const fields = new Map(parent?.fields ?? []);
  const brought = (parts.brought ?? []).filter(({ on }) => on === document.name).map(({ field }) => field);
  for (const own of [...document.fields, ...brought]) {
    const type = (parts.shelf ?? fieldTypes).get(own.type);
    if (!type || fields.has(own.name)) continue;
    fields.set(own.name, buildField(own, { type, declaredIn: document.name, base, parts }));
  }
  for (const list of reverse) if (!fields.has(list.name)) fields.set(list.name, list);
  return fields;
}

function buildField(
  document: FieldDocument,
  { type, declaredIn, base, parts }: { type: FieldType; declaredIn: string; base: string; parts: ModelParts },
): Field {
  const kept = parts.columns?.[base]?.[`${declaredIn}.${document.name}`];
  const result = parts.results?.[`${declaredIn}.${document.name}`];
  const readsAs = result && (parts.shelf ?? fieldTypes).get(result.type);
  const inDocument = { name: document.name, declaredIn, label: document.label };
  // Null in the registry: the values of the column are still being worked out, nobody reads it.
  const columnFor = (of: FieldType) =>
    of.column(document) === null || kept === null ? null : (kept ?? document.name);
  if (!result || !readsAs) return Object.freeze({ ...inDocument, document, type, column: columnFor(type) });
  const computed = computedType(type, readsAs, result);
  const shared = { ...inDocument, column: columnFor(computed) };
  return Object.freeze({
    ...shared,
    document,
    type: computed,
    result: Object.freeze({ ...shared, document: result, type: readsAs }),
  });
}

/** The first field that reads as text names a record where the metadata says nothing; its key otherwise. */
function titleOf(fields: ReadonlyMap<string, Field>): string {
  const textLike = [...fields.values()].find(
    ({ type, document }) => type.expressionType === "string" && type.searchSql("x", document) !== null,
  );
  return textLike?.name ?? '""';
}

function uniqueFields(document: TypeDocument): UniqueSet[] {
  return document.fields.filter((field) => field.unique).map((field) => ({ fields: [field.name] }));
}

function withConcrete(
  type: ModelType,
  all: readonly ModelType[],
  { unseenBelow = new Set<string>(), writable = {} }: ModelParts,
): ModelType {
  const concrete = all
    .filter((each) => !each.abstract && each.lineage.includes(type.name))
    .map(({ name }) => name);
  const keepsUnseen = all.some(({ base, name }) => base === type.base && unseenBelow.has(name));
  const fields = withWritable(type.fields, writable[type.name] ?? {});
  return Object.freeze({ ...type, fields, concrete, keepsUnseen });
}

/** What the reader never writes is to him like what nobody enters. */
function withWritable(
  fields: ModelType["fields"],
  said: Readonly<Record<string, Writable>>,
): ModelType["fields"] {
  if (Object.keys(said).length === 0) return fields;
  return new Map(
    [...fields].map(([name, field]): [string, Field] => {
      const writable = Object.hasOwn(said, name) ? said[name] : undefined;
      if (!writable) return [name, field];
      const isNever = writable.create === false && writable.change === false;
      const document = isNever ? { ...field.document, readOnly: true } : field.document;
      return [name, Object.freeze({ ...field, document, writable })];
    }),
  );
}

function ofKind<K extends Kind>(documents: readonly MetadataDocument[], kind: K) {
  return documents.filter(
    (document): document is Extract<MetadataDocument, { kind: K }> => document.kind === kind,
  );
}

function byName<D extends { readonly name: string }>(documents: readonly D[]): ReadonlyMap<string, D> {
  return new Map(documents.map((document) => [document.name, document]));
}
