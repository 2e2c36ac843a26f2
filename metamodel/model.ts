import type { Label, Language } from "../core/language/index.ts";
import type { FieldType } from "./field-type.ts";
import type { Shelf } from "./fields/index.ts";
import type {
  AppDocument,
  DashboardDocument,
  FieldDocument,
  FormDocument,
  KeepReason,
  MappingDocument,
  MetadataDocument,
  RoleDocument,
  Rule,
  TemplateDocument,
  UniqueSet,
  ViewDocument,
} from "./kinds/index.ts";

/** One field of a type, own, inherited or brought by a capability. */
export interface Field {
  readonly name: string;
  readonly document: FieldDocument;
  readonly type: FieldType;
  /** The type whose document declares it. */
  readonly declaredIn: string;
  /** Its column in the table of the type's base; differs from the name after a rename or where subtypes collide. Null for children. */
  readonly column: string | null;
  readonly label: Label;
  /** For a computed field: the same field as if its value were entered, which is how it is shown and compared. */
  readonly result?: Field;
  /** In the model of a reader whose roles do not simply let him write it. */
  readonly writable?: Writable;
}

/** Where a reader may write a field: `false` never, a CEL text where it holds for the record; anywhere where nothing is said. */
export interface Writable {
  readonly create?: false | string;
  readonly change?: false | string;
}

/** Whether people enter its values: not for generated and computed fields, nor for those that are always read-only. */
export function isEntered({ type, document }: Pick<Field, "type" | "document">): boolean {
  return document.readOnly !== true && !type.generated && type.computation(document) === null;
}

/** Whether a field lists records that are no part of its record: they are written for themselves. */
export function isOnlyRead({ type, document }: Pick<Field, "type" | "document">): boolean {
  const relation = type.relation(document);
  return relation?.kind === "many" && !relation.isPart;
}

/** Whether a field is worked out each time it is read. */
export function isComputed({ column, type, document }: Pick<Field, "column" | "type" | "document">): boolean {
  return column === null && type.computation(document) !== null;
}

/** Whether a record has one value of a field: kept in a column, or worked out. Lists of records are none. */
export function hasValue(field: Pick<Field, "column" | "type" | "document">): boolean {
  return field.column !== null || isComputed(field);
}

/** The field whose number stands in for an empty title. */
export function numberOf({ fields }: Pick<ModelType, "fields">): Field | undefined {
  return [...fields.values()].find(({ type }) => type.generated);
}

/** Values every record has; their names are reserved. */
export const systemFields = [
  "id",
  "type",
  "version",
  "created_at",
  "created_by",
  "updated_at",
  "updated_by",
  "updated_via",
  "deleted_at",
  "archived_at",
] as const;

/** A type with all it inherits: what tables, forms, lists and the API are made from. */
export interface ModelType {
  readonly name: string;
  /** The type at the top of its `extends` chain; itself where there is none. Table and rights hang on it. */
  readonly base: string;
  readonly parent: string | null;
  /** From itself up to its base. */
  readonly lineage: readonly string[];
  /** Itself and every type below it that can have records. */
  readonly concrete: readonly string[];
  /** Whether its table may hold records of types that were removed or made abstract: nobody sees those. */
  readonly keepsUnseen: boolean;
  readonly abstract: boolean;
  readonly label: Label;
  readonly plural: Label;
  readonly help: Label | null;
  readonly icon: string;
  /** The table of its base type. */
  readonly table: string;
  /** Inherited ones first, in the order of the documents. */
  readonly fields: ReadonlyMap<string, Field>;
  /** CEL expression; inherited, or the first text-like field where nobody says. */
  readonly title: string;
  /** The select field that says where a record stands. */
  readonly state: string | null;
  /** What is done only with a reason; said by itself and the types above it. */
  readonly asksReason: ReadonlySet<string>;
  /** Whether who reads its records is kept; said by itself or a type above it. */
  readonly traceReads: boolean;
  readonly rules: readonly Rule[];
  /** Its records are people, of whom data are given out and erased. */
  readonly person: boolean;
  /** Why the data of one are not erased yet; inherited ones too. */
  readonly keep: readonly KeepReason[];
  readonly unique: readonly UniqueSet[];
  readonly capabilities: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/** Everything an administrator has said, resolved and ready to be asked. Frozen; a change makes a new one. */
export interface Model {
  /** Number of the revision it stands for; 0 before the first. */
  readonly revision: number;
  readonly app: AppDocument;
  readonly language: Language;
  /** The field types that its documents may name. */
  readonly shelf: Shelf;
  readonly types: ReadonlyMap<string, ModelType>;
  readonly forms: ReadonlyMap<string, FormDocument>;
  readonly views: ReadonlyMap<string, ViewDocument>;
  readonly templates: ReadonlyMap<string, TemplateDocument>;
  readonly dashboards: ReadonlyMap<string, DashboardDocument>;
  readonly roles: ReadonlyMap<string, RoleDocument>;
  readonly mappings: ReadonlyMap<string, MappingDocument>;
  readonly source: ModelSource;
}

/** What a model was made of, as it is sent to whoever makes the same model of it. */
export interface ModelSource {
  readonly documents: readonly MetadataDocument[];
  readonly brought: readonly BroughtField[];
  readonly columns: ColumnNames;
  readonly results: Results;
}

/** The document of the type that a computed field reads as, by `type.field`. */
export type Results = Readonly<Record<string, FieldDocument>>;

/**
 * Columns that do not carry their field's name: `columns["case"]["breakdown.serial"]` by base type and
 * `declaredIn.field`. Null where the values of a stored computed field are still being worked out.
 */
export type ColumnNames = Readonly<Record<string, Readonly<Record<string, string | null>>>>;

/** A field that a capability brings to a type: the journal gives `entry` a reference to each type that has one. */
export interface BroughtField {
  /** The type that gets the field. */
  readonly on: string;
  readonly field: FieldDocument;
  /** The capability it comes from. */
  readonly by: string;
}

/**
 * The field of one type that refers to another: to the type itself, or to one above or below it. The journal finds
 * with it which field of an entry holds the dossier. The field's own order decides where there are several.
 */
export function referenceBetween(model: Model, { from, to }: { from: string; to: string }): Field | null {
  const target = model.types.get(to);
  const fields = [...(model.types.get(from)?.fields.values() ?? [])];
  if (!target) return null;
  const relates = (other: string) =>
    target.lineage.includes(other) || (model.types.get(other)?.lineage.includes(to) ?? false);
  return (
    fields.find(({ type, document }) => {
      const relation = type.relation(document);
      return relation?.kind === "one" && relates(relation.to);
    }) ?? null
  );
}
