import type { Database } from "../../core/database/index.ts";
import { quoteName } from "../../core/database/index.ts";
import { buildModel } from "../../metamodel/build-model.ts";
import type { ExpressionUser, JsonRecord } from "../../metamodel/expression/index.ts";
import { type TypeDocument, typeDocument } from "../../metamodel/kinds/index.ts";
import type { Model, ModelType } from "../../metamodel/model.ts";

/** Types with every kind of value, references that lead on, children, and subtypes with titles of their own. */
export const sampleModel: Model = buildModel(
  [
    type("offer", "number + ' ' + subject", [
      { name: "number", type: "sequence" },
      { name: "subject", type: "text" },
      { name: "note", type: "long-text" },
      { name: "pieces", type: "integer" },
      { name: "fee", type: "money" },
      { name: "rate", type: "decimal", decimals: 6 },
      { name: "open", type: "boolean" },
      { name: "due", type: "date" },
      { name: "sent_at", type: "date-time" },
      { name: "took", type: "duration" },
      {
        name: "tags",
        type: "multi-select",
        options: ["a", "b", "Zürich"].map((value) => ({ value, label: { fr: value } })),
      },
      { name: "firm", type: "reference", to: "firm" },
      { name: "matter", type: "reference", to: "matter" },
      { name: "responsible", type: "collaborator" },
      { name: "paper", type: "file" },
      { name: "function", type: "text" },
      { name: "lines", type: "children", of: "line", by: "offer" },
      { name: "stay", type: "period" },
      { name: "net", type: "formula", expression: "fee - rate", as: "money" },
      { name: "billed", type: "rollup", of: "lines.hours", function: "sum", where: "billable" },
      { name: "mean", type: "rollup", of: "lines.pieces", function: "avg" },
      { name: "best", type: "rollup", of: "lines.worth", function: "max" },
      { name: "share", type: "formula", expression: "billed / net" },
      { name: "town", type: "lookup", path: "firm.city" },
      { name: "known", type: "formula", expression: "firm.vip || open" },
    ]),
    type("line", "kind", [
      { name: "offer", type: "reference", to: "offer" },
      { name: "kind", type: "text" },
      { name: "hours", type: "decimal", decimals: 6 },
      { name: "pieces", type: "integer" },
      { name: "billable", type: "boolean" },
      { name: "done", type: "date" },
      { name: "firm", type: "reference", to: "firm" },
      { name: "worth", type: "formula", expression: "hours * pieces", as: "decimal", decimals: 3 },
    ]),
    type("firm", "[name, city].join(', ')", [
      { name: "name", type: "text" },
      { name: "city", type: "text" },
      { name: "vip", type: "boolean" },
      { name: "fee", type: "money" },
      { name: "mother", type: "reference", to: "firm", tree: true },
      { name: "sector", type: "reference", to: "sector" },
    ]),
    type("sector", "name", [{ name: "name", type: "text" }]),
    type("collaborator", "name", [
      { name: "name", type: "text" },
      { name: "sector", type: "reference", to: "sector" },
    ]),
    { ...type("matter", "subject", [{ name: "subject", type: "text" }]), abstract: true },
    { ...type("fault", "subject", [{ name: "serial", type: "text" }]), extends: "matter" },
    { ...type("claim", "'! ' + subject", [{ name: "amount", type: "money" }]), extends: "matter" },
  ],
  {},
);

function type(name: string, title: string, fields: readonly Record<string, unknown>[]): TypeDocument {
  const labelled = fields.map((field) => ({ label: { fr: String(field.name) }, ...field }));
  return typeDocument.parse({ kind: "type", name, label: { fr: name, en: name }, title, fields: labelled });
}

/** Bare tables for the model, without what `runtime/tables` adds: constraints, journal, indexes. */
export async function createSampleTables({ sql }: Database): Promise<void> {
  const bases = [...sampleModel.types.values()].filter(({ name, base }) => name === base);
  for (const base of bases) {
    const family = [...sampleModel.types.values()].filter((one) => one.base === base.name);
    const columns = new Map<string, string>();
    for (const { fields } of family)
      for (const { column, type, document } of fields.values())
        if (column !== null) columns.set(column, type.column(document) ?? "text");
    const own = [...columns].map(([name, kind]) => `${quoteName(name)} ${kind}`).join(", ");
    await sql.unsafe(`create table ${quoteName(base.table)} (id uuid primary key, type text not null default '${base.name}',
      version int not null default 1, created_at timestamptz(3) not null default '2026-01-02T03:04:05.006Z', created_by uuid,
      updated_at timestamptz(3) not null default '2026-01-02T03:04:05.006Z', updated_by uuid, updated_via text,
      deleted_at timestamptz(3), archived_at timestamptz(3), ${own})`);
  }
}

/** A key that is the same in every run. */
export function sampleId(kind: number, number: number): string {
  return `0190000${kind}-0000-7000-8000-${String(number).padStart(12, "0")}`;
}

/** Writes rows as they are; keys of columns and values in canonical JSON. */
export async function insertSample(
  { sql }: Database,
  name: string,
  rows: readonly JsonRecord[],
): Promise<void> {
  const found = sampleModel.types.get(name);
  if (!found) throw new Error(name);
  for (const row of rows)
    await sql.unsafe(
      `insert into ${quoteName(found.table)} select * from json_populate_record(null::${quoteName(found.table)}, $1::text::json)`,
      [
        JSON.stringify({
          type: name,
          version: 1,
          created_at: "2026-01-02T03:04:05.006Z",
          updated_at: "2026-01-02T03:04:05.006Z",
          ...columnsOf(row, found),
        }),
      ],
    );
}

function columnsOf(row: JsonRecord, { fields }: ModelType): JsonRecord {
  const entries = Object.entries(row).map(([name, value]) => {
    const field = fields.get(name);
    return [name, field && value !== null ? field.type.toColumn(value, field.document) : value];
  });
  return Object.fromEntries(entries);
}

export const sampleUser: ExpressionUser = {
  id: sampleId(9, 1),
  name: "Anne Dupont",
  email: "anne@example.ch",
  language: "fr",
  roles: ["office", "a"],
  groups: ["b", "Zürich"],
  administrator: false,
  collaborator: { id: sampleId(4, 1), name: "Anne", sector: { id: sampleId(3, 1), name: "Ouest" } },
  person: sampleId(2, 1),
  organisations: [sampleId(2, 2), sampleId(2, 3)],
  trades: [],
  sectors: [sampleId(3, 1), sampleId(3, 2)],
  reports: [sampleId(4, 1)],
};
