import { Refusal } from "../../core/errors/index.ts";
import { inWords, type Words } from "../../core/language/index.ts";
import { checkExpression, parseExpression } from "../../metamodel/expression/index.ts";
import type { Cell } from "../../metamodel/field-type.ts";
import { type Field, hasValue, isComputed, type ModelType } from "../../metamodel/model.ts";
import { hiddenFields, mayEverything } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { type Asked, type Asking, parseSelect } from "../records/index.ts";

type ApiRecord = Readonly<Record<string, unknown>>;

/** One column of an exported file. */
export interface ExportColumn {
  readonly header: string;
  /** The field whose values it holds; null for what every record has. */
  readonly field: Field | null;
  /** The cell of a record as the API sends it. */
  cell(record: ApiRecord): Cell;
}

/** What every record has beside its fields, in words. */
const ownColumns: Readonly<Record<string, Words>> = {
  id: { fr: "Clé", en: "Key" },
  type: { fr: "Type", en: "Type" },
  version: { fr: "Version", en: "Version" },
  title: { fr: "Titre", en: "Title" },
  created_at: { fr: "Créé le", en: "Created at" },
  created_by: { fr: "Créé par", en: "Created by" },
  updated_at: { fr: "Modifié le", en: "Changed at" },
  updated_by: { fr: "Modifié par", en: "Changed by" },
  archived_at: { fr: "Archivé le", en: "Archived at" },
};

/**
 * The columns that a `select` asks for, those of the other side of a reference each for itself; all stored fields where
 * nothing is asked. Throws `query.select`; unknown names are left to the reading of the records.
 */
export function exportColumns(
  crm: Crm,
  { type, select }: { type: ModelType; select: string | undefined },
): readonly ExportColumn[] {
  const asking: Asking = select?.trim() ? parseSelect(select) : [{ name: "*", inner: null }];
  return asking.flatMap((asked) => columnsOf(crm, type, asked));
}

function columnsOf(crm: Crm, type: ModelType, { name, inner }: Asked): readonly ExportColumn[] {
  if (name === "*") return storedFields(crm, type).map((field) => fieldColumn(crm, type, field));
  const field = hiddenFields(crm, type).has(name) ? undefined : type.fields.get(name);
  if (!field) return [ownColumn(crm, type, name)];
  const relation = field.type.relation(field.document);
  const beyond = relation?.kind === "one" ? crm.model.types.get(relation.to) : undefined;
  if (!beyond || inner === null) return [fieldColumn(crm, type, field)];
  const label = inWords(field.label, crm.habits.language);
  return inner
    .flatMap((asked) => columnsOf(crm, beyond, asked))
    .map((column) => ({
      header: `${label} · ${column.header}`,
      field: column.field,
      cell: (record) => {
        const other = record[name];
        return isRecord(other) ? column.cell(other) : null;
      },
    }));
}

function storedFields(crm: Crm, type: ModelType): readonly Field[] {
  const hidden = hiddenFields(crm, type);
  return [...type.fields.values()].filter((field) => hasValue(field) && !hidden.has(field.name));
}

/** What stands in a file in the place of personal data. */
const mask = "•••";

function fieldColumn(crm: Crm, type: ModelType, field: Field): ExportColumn {
  const { habits } = crm;
  if (isMasked(crm, type, field))
    return {
      header: inWords(field.label, habits.language),
      field: null,
      cell: (record) => ((record[field.name] ?? null) === null ? null : mask),
    };
  return {
    header: inWords(field.label, habits.language),
    field,
    cell: (record) => {
      const value = record[field.name] ?? null;
      return value === null ? null : field.type.toCell(value, field.document);
    },
  };
}

function ownColumn({ habits }: Crm, type: ModelType, name: string): ExportColumn {
  const words = Object.hasOwn(ownColumns, name) ? ownColumns[name] : undefined;
  if (!words) {
    const values = { name: name.slice(0, 60), type: type.label, suggestion: { fr: "", en: "" } };
    throw new Refusal("query.unknown-path", values, {
      faults: [{ path: "select", code: "query.unknown-path", values }],
    });
  }
  return { header: words[habits.language], field: null, cell: (record) => plainCell(record[name]) };
}

function plainCell(value: unknown): Cell {
  if (isRecord(value)) return typeof value.name === "string" ? value.name : null;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

function isRecord(value: unknown): value is ApiRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Personal data, and what is worked out from it, goes into files only where a role says so. */
function isMasked({ user, model }: Crm, type: ModelType, field: Field): boolean {
  const may = mayEverything({ user }) || user.roles.some((role) => model.roles.get(role)?.sensitive === true);
  if (may) return false;
  if (field.document.sensitive) return true;
  if (!isComputed(field)) return false;
  const { mentions } = checkExpression(parseExpression(field.name), { model, type: type.name });
  return mentions.some(
    (mention) => model.types.get(mention.type)?.fields.get(mention.field)?.document.sensitive,
  );
}
