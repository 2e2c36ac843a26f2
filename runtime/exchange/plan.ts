import type * as z from "zod";
import { type Fault, Refusal } from "../../core/errors/index.ts";
import { didYouMean } from "../../core/language/index.ts";
import type { CellHabits } from "../../metamodel/field-type.ts";
import { mappingDocument } from "../../metamodel/index.ts";
import type { Field, ModelType } from "../../metamodel/model.ts";
import { fieldWays, hiddenFields, knownTo, rightsOn } from "../access/index.ts";
import type { Crm } from "../crm.ts";

/** A mapping as the wizard sends it: not yet kept under a name. */
export const mappingDraft = mappingDocument.omit({
  kind: true,
  $schema: true,
  name: true,
  type: true,
  label: true,
});
export type Mapping = z.infer<typeof mappingDraft>;

/** One column of the file and the field it fills. */
export interface PlannedColumn {
  readonly index: number;
  readonly column: string;
  readonly field: Field;
  readonly habits: CellHabits;
  readonly aliases: ReadonlyMap<string, string>;
  /** For a reference: the type it points to and what its records are recognised by. */
  readonly link: Link | null;
}

export interface Link {
  readonly to: ModelType;
  /** A field or path of that type, or `title`. */
  readonly by: string;
  /** The field at `by` where it is one of the type's own: it reads the cell. */
  readonly field: Field | null;
  /** A cell names several records. */
  readonly isList: boolean;
}

/** How each row of a file becomes a record. */
export interface Plan {
  readonly type: ModelType;
  readonly width: number;
  readonly columns: readonly PlannedColumn[];
  /** Columns whose fields recognise a record that is there already. */
  readonly key: readonly PlannedColumn[];
}

/** Whether a cell can say a value of the field: records with their own values and files do not fit into one. */
function isImportable(field: Field): boolean {
  const relation = field.type.relation(field.document);
  return relation === null || relation.kind === "one" || relation.kind === "keys";
}

/** The type an import goes into. Throws `record.type-unknown`. */
export function importType(crm: Crm, name: string): ModelType {
  const type = crm.model.types.get(name);
  if (type) return type;
  const suggestion = didYouMean(name, knownTo(crm).model.types.keys());
  throw new Refusal("record.type-unknown", { type: name.slice(0, 60), suggestion });
}

/** The fields of a type that the user may fill from a file. */
export function importFields(crm: Crm, type: ModelType): ReadonlyMap<string, Field> {
  const hidden = hiddenFields(crm, type);
  return new Map([...type.fields].filter(([name, field]) => !hidden.has(name) && isImportable(field)));
}

/** Whether the user may neither give a new record a value of the field nor change it in any. */
export function isNeverWritten(crm: Crm, type: ModelType, field: Field): boolean {
  const types = type.concrete.flatMap((name) => crm.model.types.get(name) ?? []);
  return types.every((concrete) =>
    (["create", "change"] as const).every((action) => {
      if (rightsOn(crm, { type: concrete, action }).answer === "deny") return true;
      const ways = fieldWays(crm, { type: concrete, field, action });
      return ways !== "always" && ways.length === 0;
    }),
  );
}

/** Lays a mapping over the columns of a file. Throws `import.mapping-wrong` with a fault for each place. */
export function planImport(
  crm: Crm,
  { type, mapping, header }: { type: ModelType; mapping: Mapping; header: readonly string[] },
): Plan {
  const faults: Fault[] = [];
  const columns: PlannedColumn[] = [];
  for (const [index, entry] of mapping.columns.entries()) {
    if (entry.field === undefined) continue;
    const planned = planColumn(crm, { type, entry, header, path: `mapping.columns[${index}]` });
    if ("fault" in planned) faults.push(planned.fault);
    else if (columns.some(({ field }) => field.name === planned.field.name))
      faults.push({
        path: `mapping.columns[${index}].field`,
        code: "import.field-twice",
        values: { label: planned.field.label },
      });
    // What is only read may tell which record is meant, and is refused as a value before any line is.
    else if (!mapping.key?.includes(planned.field.name) && isNeverWritten(crm, type, planned.field))
      faults.push({
        path: `mapping.columns[${index}].field`,
        code: "access.field",
        values: { label: planned.field.label },
      });
    else columns.push(planned);
  }
  const key = (mapping.key ?? []).flatMap((name, index) => {
    const column = columns.find(({ field }) => field.name === name);
    if (column && canBeKey(column.field)) return [column];
    const label = type.fields.get(name)?.label ?? { fr: name, en: name };
    faults.push({ path: `mapping.key[${index}]`, code: "import.key-not-mapped", values: { label } });
    return [];
  });
  if (columns.length === 0 && faults.length === 0)
    faults.push({ path: "mapping.columns", code: "import.mapping-empty" });
  if (faults.length > 0) throw new Refusal("import.mapping-wrong", {}, { faults });
  return { type, width: header.length, columns, key };
}

type Entry = Mapping["columns"][number];

function planColumn(
  crm: Crm,
  { type, entry, header, path }: { type: ModelType; entry: Entry; header: readonly string[]; path: string },
): PlannedColumn | { readonly fault: Fault } {
  const { column, field: name = "", dates, decimal, match, aliases = {} } = entry;
  const index = header.indexOf(column);
  const field = importFields(crm, type).get(name);
  if (index < 0)
    return {
      fault: {
        path: `${path}.column`,
        code: "import.column-missing",
        values: { column, suggestion: didYouMean(column, header) },
      },
    };
  if (!field) return { fault: noSuchField(crm, { type, name, path }) };
  const link = linkOf(crm, field, match);
  if (match !== undefined && link === null)
    return {
      fault: { path: `${path}.match`, code: "import.match-wrong", values: { label: field.label, match } },
    };
  return {
    index,
    column,
    field,
    habits: { ...crm.habits, dates, decimal },
    aliases: new Map(Object.entries(aliases)),
    link,
  };
}

function noSuchField(crm: Crm, { type, name, path }: { type: ModelType; name: string; path: string }): Fault {
  const hidden = type.fields.get(name);
  if (hidden && !hiddenFields(crm, type).has(name))
    return {
      path: `${path}.field`,
      code: "import.field-not-importable",
      values: { label: hidden.label },
    };
  const suggestion = didYouMean(name, importFields(crm, type).keys());
  return { path: `${path}.field`, code: "import.field-unknown", values: { name, suggestion } };
}

/** What a reference is recognised by; null for other fields, and where the path leads nowhere. */
export function linkOf(crm: Crm, field: Field, match: string | undefined): Link | null {
  const relation = field.type.relation(field.document);
  if (relation?.kind !== "one" && relation?.kind !== "keys") return null;
  const to = crm.model.types.get(relation.to);
  if (!to) return null;
  const isList = relation.kind === "keys";
  if (match === undefined || match === "title") return { to, by: "title", field: null, isList };
  const [first = "", ...rest] = match.split(".");
  const own = to.fields.get(first);
  if (!own || hiddenFields(crm, to).has(first)) return null;
  if (rest.length === 0) return canBeKey(own) ? { to, by: match, field: own, isList } : null;
  return { to, by: match, field: null, isList };
}

/** Whether values of the field can be compared as a whole: lists and values of several parts cannot. */
export function canBeKey({ column, type }: Field): boolean {
  return column !== null && !["list<string>", "records", "composite"].includes(type.expressionType);
}
