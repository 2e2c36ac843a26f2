import type { Fault } from "../../core/errors/index.ts";
import { newId } from "../../core/ids.ts";
import { didYouMean, placeInWords, unkeepable } from "../../core/language/index.ts";
import { type Field, isOnlyRead, type ModelType } from "../../metamodel/model.ts";
import { fieldWays } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { isKey } from "./keys.ts";
import { isSystemField, visibleFields } from "./paths.ts";
import { checkValues, isHouseDoor } from "./validator.ts";

/** A record as somebody sends it: field names and values, not yet looked at. */
export type Values = Readonly<Record<string, unknown>>;

/** A record ready to be written: known columns, canonical values. */
export interface Written {
  readonly id: string;
  /** The concrete type it has or gets. */
  readonly type: ModelType;
  /** The version the sender began with; null where he does not say. */
  readonly version: number | null;
  /** By column, as `json_populate_record` reads them. */
  readonly columns: Readonly<Record<string, unknown>>;
  /** The whole new list of each children field that was sent. */
  readonly children: ReadonlyMap<Field, readonly Values[]>;
  /** The fields sent that the user writes under conditions only: the writing statement asks them. */
  readonly guarded: ReadonlySet<string>;
}

export type Looked = { readonly written: Written } | { readonly faults: readonly Fault[] };

/** Looks at a new record: unknown names, wrong values, missing ones; defaults are filled in. Never throws. */
export function lookAtNew(crm: Crm, { type, values }: { type: ModelType; values: unknown }): Looked {
  if (!isValues(values)) return notAnObject();
  const concrete = concreteType(crm, type, values.type);
  if ("faults" in concrete) return concrete;
  const id = values.id ?? newId();
  if (typeof id !== "string" || !isKey(id)) return wrongKey();
  const sorted = sortOut(crm, {
    type: concrete.type,
    values: { ...values, type: undefined, id: undefined },
    action: "create",
  });
  const complete = { ...defaultsOf(concrete.type), ...sorted.values };
  return finish(crm, {
    id: id.toLowerCase(),
    type: concrete.type,
    version: null,
    mode: "create",
    sorted: { ...sorted, values: complete },
  });
}

/** Looks at changed values of a record of the given concrete type; only what is sent changes. Never throws. */
export function lookAtChange(
  crm: Crm,
  {
    type,
    id,
    values,
    version = null,
  }: { type: ModelType; id: string; values: unknown; version?: number | null },
): Looked {
  if (!isValues(values)) return notAnObject();
  if (!isKey(id)) return wrongKey();
  const sent = values.version ?? version;
  if (sent !== null && !(typeof sent === "number" && Number.isSafeInteger(sent))) return wrongVersion();
  const rest = { ...values, id: undefined, version: undefined, type: undefined };
  return finish(crm, {
    id: id.toLowerCase(),
    type,
    version: sent,
    mode: "change",
    sorted: sortOut(crm, { type, values: rest, action: "change" }),
  });
}

export function isValues(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface Sorted {
  readonly values: Values;
  readonly faults: readonly Fault[];
  readonly guarded: ReadonlySet<string>;
}

/** Parts what is sent into known fields with canonical values, and faults. */
function sortOut(
  crm: Crm,
  { type, values, action }: { type: ModelType; values: Values; action: "create" | "change" },
): Sorted {
  const fields = visibleFields(crm, type);
  const known: Record<string, unknown> = {};
  const faults: Fault[] = [];
  const guarded = new Set<string>();
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const field = fields.get(name);
    const unkept = field ? unkeepable(value) : null;
    if (!field) faults.push(unknownField(name, fields));
    else if (unkept) faults.push({ path: placeInWords([name, ...unkept.place]), code: unkept.code });
    else if (isKept(crm, field))
      faults.push({ path: name, code: "record.read-only", values: { label: field.label } });
    else {
      known[name] = value === null ? null : settled(crm, field, field.type.accept(value, field.document));
      const ways = fieldWays(crm, { type, field, action });
      if (ways === "always") continue;
      if (ways.length > 0) guarded.add(name);
      else faults.push({ path: name, code: "access.field", values: { label: field.label } });
    }
  }
  return { values: known, faults, guarded };
}

/**
 * What only the model knows of a value: a link to a record of several types names the one of them that its field
 * offers, whatever subtype the record has; the values in the rows of a list take their canonical form too.
 */
function settled({ model }: Crm, { type, document }: Field, value: unknown): unknown {
  const relation = type.relation(document);
  if (relation?.kind === "any" && typeof value === "string") {
    const [name = "", id] = value.split("/");
    const offered = relation.to.find((each) => model.types.get(name)?.lineage.includes(each));
    return offered === undefined || id === undefined ? value : `${offered}/${id}`;
  }
  const rows = relation?.kind === "many" ? model.types.get(relation.of) : undefined;
  if (!rows || !Array.isArray(value)) return value;
  return value.map((row: unknown) => {
    if (!isValues(row)) return row;
    if (relation?.kind !== "many" || relation.other === undefined) return accepted(rows, row);
    return isValues(row.link) ? { ...row, link: accepted(rows, row.link) } : row;
  });
}

function accepted(type: ModelType, row: Values): Values {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const field = type.fields.get(name);
      return [name, field && value !== null ? field.type.accept(value, field.document) : value];
    }),
  );
}

/** Read-only and generated values come from the house; imports and other rooms bring them along, people do not. */
function isKept(crm: Crm, field: Field): boolean {
  if (field.type.computation(field.document) || isOnlyRead(field)) return true;
  if (field.document.readOnly !== true && !field.type.generated) return false;
  return !isHouseDoor(crm.door);
}

function unknownField(name: string, fields: ReadonlyMap<string, Field>): Fault {
  const path = name.slice(0, 60);
  if (isSystemField(name))
    return { path, code: "record.read-only", values: { label: { fr: name, en: name } } };
  const suggestion = didYouMean(path, fields.keys());
  return { path, code: "record.unknown-field", values: { name: path.replaceAll("\0", ""), suggestion } };
}

function finish(
  crm: Crm,
  {
    sorted,
    mode,
    ...head
  }: Pick<Written, "id" | "type" | "version"> & { sorted: Sorted; mode: "create" | "change" },
): Looked {
  const found = checkValues(crm.model, { type: head.type, mode, values: sorted.values, door: crm.door });
  const named = new Set(sorted.faults.map(({ path }) => path));
  const faults = [...sorted.faults, ...found.filter(({ path }) => !named.has(path))];
  if (faults.length > 0) return { faults };

  const columns: Record<string, unknown> = {};
  const children = new Map<Field, readonly Values[]>();
  for (const [name, value] of Object.entries(sorted.values)) {
    const field = head.type.fields.get(name);
    if (!field) continue;
    if (field.column !== null)
      columns[field.column] = value === null ? null : field.type.toColumn(value, field.document);
    else if (field.type.relation(field.document)?.kind === "many") children.set(field, asList(value));
  }
  return { written: { ...head, columns, children, guarded: sorted.guarded } };
}

function asList(value: unknown): readonly Values[] {
  return Array.isArray(value) ? value.filter(isValues) : [];
}

function defaultsOf(type: ModelType): Values {
  const defaults = [...type.fields.values()].filter(({ document }) => document.default !== undefined);
  return Object.fromEntries(defaults.map(({ name, document }) => [name, document.default]));
}

function concreteType(
  crm: Crm,
  type: ModelType,
  asked: unknown,
): { readonly type: ModelType } | { readonly faults: readonly Fault[] } {
  const name = asked ?? type.name;
  const found =
    typeof name === "string" && type.concrete.includes(name) ? crm.model.types.get(name) : undefined;
  if (found) return { type: found };
  const subtypes = type.concrete.join(", ");
  if (asked === undefined)
    return {
      faults: [{ path: "type", code: "record.type-abstract", values: { type: type.label, subtypes } }],
    };
  const label = { fr: "Type", en: "Type" };
  return { faults: [{ path: "type", code: "record.not-an-option", values: { label, options: subtypes } }] };
}

function notAnObject(): Looked {
  return { faults: [{ path: "", code: "record.not-an-object" }] };
}

function wrongKey(): Looked {
  return { faults: [{ path: "id", code: "record.wrong-key" }] };
}

function wrongVersion(): Looked {
  return { faults: [{ path: "version", code: "record.wrong-version" }] };
}
