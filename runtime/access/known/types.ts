import type { FieldDocument, TypeDocument } from "../../../metamodel/kinds/index.ts";
import type { BroughtField, Field, Model, ModelSource, ModelType } from "../../../metamodel/model.ts";
import { reverseOf } from "../../../metamodel/reverse-fields.ts";
import type { Crm } from "../../crm.ts";
import { hiddenFields } from "../fields.ts";
import { rightsOn } from "../rights.ts";
import { faceOf } from "./faces.ts";

/** What is left of the types of a model for one reader, before what mentions the rest is taken out. */
export interface KnownTypes extends Omit<ModelSource, "documents"> {
  readonly documents: readonly TypeDocument[];
  /** The types of whose records he may see or write some. */
  readonly names: ReadonlySet<string>;
}

interface Knowing {
  readonly crm: Crm;
  readonly names: ReadonlySet<string>;
  /** `type.field` of what documents say; the lists of references elsewhere are said by none: the model makes them again. */
  readonly said: ReadonlySet<string>;
}

/**
 * Types out of reach are left out, hidden fields too; a type that one of those left refers to keeps its name and
 * labels. A field that is hidden in some subtypes only is said by each of the others.
 */
export function knownTypes(crm: Crm): KnownTypes {
  const { model } = crm;
  const names = new Set(
    [...model.types.values()].filter((type) => isKnown(crm, type)).map(({ name }) => name),
  );
  const knowing = { crm, names, said: saidFields(model) };
  const left = model.source.documents.flatMap((document) => {
    const type = document.kind === "type" && names.has(document.name) && model.types.get(document.name);
    return document.kind === "type" && type ? [leftOf(knowing, document, type)] : [];
  });
  const documents = left.map(({ document }) => document);
  return {
    names,
    documents: [...documents, ...skeletons(model, documents)],
    brought: left.flatMap(({ brought }) => brought),
    columns: joined(left.map(({ columns }) => columns)),
    results: Object.assign({}, ...left.map(({ results }) => results)),
  };
}

function isKnown(crm: Crm, type: ModelType): boolean {
  const actions = ["see", "create", "change", "delete"] as const;
  return actions.some((action) => rightsOn(crm, { type, action }).answer !== "deny");
}

interface Left extends Omit<ModelSource, "documents"> {
  readonly document: TypeDocument;
}

function leftOf(knowing: Knowing, document: TypeDocument, type: ModelType): Left {
  const { model } = knowing.crm;
  const parent = model.types.get(type.parent ?? "");
  const inherited = parent ? knownFields(knowing, parent) : new Map<string, Field>();
  const own = [...knownFields(knowing, type).values()].filter(({ name }) => !inherited.has(name));
  const said = (field: Field) => ({ ...field, key: `${field.declaredIn}.${field.name}` });
  const { brought, columns, results } = model.source;
  const broughtBy = (field: Field) =>
    brought.find((each) => each.on === field.declaredIn && each.field.name === field.name);
  const isSaid = ({ declaredIn, name }: Field) => knowing.said.has(`${declaredIn}.${name}`);
  const unfilled = own.map(said).filter(({ key }) => columns[type.base]?.[key] === null);
  const computed = own.map(said).flatMap(({ key, name, label }) => {
    const result = results[key];
    return result ? [[`${type.name}.${name}`, { ...faceOf(result), name, label }]] : [];
  });
  return {
    document: { ...document, fields: own.filter(isSaid).map((field) => saidOf(knowing, field)) },
    brought: own.flatMap((field): BroughtField[] => {
      const by = broughtBy(field);
      return by ? [{ ...by, on: type.name }] : [];
    }),
    columns: { [type.base]: Object.fromEntries(unfilled.map(({ name }) => [`${type.name}.${name}`, null])) },
    results: Object.fromEntries(computed),
  };
}

/** The fields that the reader knows of; a list of records is none where he knows neither them nor what ties them. */
function knownFields({ crm, names }: Knowing, type: ModelType): ReadonlyMap<string, Field> {
  const hidden = hiddenFields(crm, type);
  return new Map(
    [...type.fields].filter(([name, field]) => {
      if (hidden.has(name)) return false;
      const relation = field.type.relation(field.document);
      if (relation?.kind !== "many") return true;
      const listed = crm.model.types.get(relation.of);
      if (!listed || !names.has(relation.of)) return false;
      const concealed = hiddenFields(crm, listed);
      return !concealed.has(relation.by) && !concealed.has(relation.other ?? "");
    }),
  );
}

function saidFields({ source }: Model): ReadonlySet<string> {
  const said = source.documents.flatMap((document) =>
    document.kind === "type" ? document.fields.map(({ name }) => `${document.name}.${name}`) : [],
  );
  return new Set(said);
}

/** A field's document without what only a change of the model needs, and without a list that the reader does not know. */
function saidOf(knowing: Knowing, { document, declaredIn }: Field): FieldDocument {
  const { filledFrom: _filled, formerly: _formerly, reverse, ...said } = document;
  if (reverse === undefined) return said;
  const { model } = knowing.crm;
  const list = reverseOf(document, declaredIn, { shelf: model.shelf });
  const target = list && knowing.names.has(list.on) ? model.types.get(list.on) : undefined;
  const isKept = list && target && knownFields(knowing, target).has(list.field.name);
  return isKept ? { ...said, reverse } : said;
}

function skeletons(model: Model, documents: readonly TypeDocument[]): TypeDocument[] {
  const known = new Set(documents.map(({ name }) => name));
  const named = documents.flatMap(({ fields }) =>
    fields.flatMap(({ to, of, through }) => [to, of, through].flat()),
  );
  return [...new Set(named)].flatMap((name): TypeDocument[] => {
    const type = typeof name === "string" && !known.has(name) ? model.types.get(name) : undefined;
    if (!type) return [];
    const { label, plural, icon } = type;
    return [{ kind: "type", name: type.name, label, plural, icon, abstract: true, fields: [] }];
  });
}

function joined(all: readonly ModelSource["columns"][]): ModelSource["columns"] {
  const columns: Record<string, Record<string, string | null>> = {};
  for (const each of all)
    for (const [base, own] of Object.entries(each))
      if (Object.keys(own).length > 0) columns[base] = { ...columns[base], ...own };
  return columns;
}
