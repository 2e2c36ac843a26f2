import type { Label } from "../../core/language/index.ts";
import type { Cell } from "../../metamodel/field-type.ts";
import type { MappingDocument } from "../../metamodel/index.ts";
import type { Field, ModelType } from "../../metamodel/model.ts";
import { knownTo } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { type Evidence, newWitness } from "./evidence.ts";
import { type ReadingOfColumn, readColumn } from "./look-at-column.ts";
import { importFields, importType, type Mapping } from "./plan.ts";
import { proposeFields, proposeKey } from "./propose.ts";
import { type Format, guessFormat, openTable, type Table } from "./read-file.ts";
import { noteRows, type Upload } from "./uploads.ts";

/** What a file is found to be, and how it could be imported. */
export interface Analysis {
  readonly file: string;
  readonly name: string;
  readonly size: number;
  readonly kind: Format["kind"];
  /** Null for workbooks, like the delimiter. */
  readonly encoding: MappingDocument["encoding"] | null;
  /** Another encoding that the bytes look like; null where there is no doubt. */
  readonly doubt: string | null;
  readonly delimiter: MappingDocument["delimiter"] | null;
  /** Rows below the header. */
  readonly rows: number;
  readonly columns: readonly AnalysedColumn[];
  /** The proposal as a whole: what `preview` and `run` take. */
  readonly mapping: Mapping;
  /** Mappings kept for this type, with whether the file has all their columns. */
  readonly mappings: readonly { readonly name: string; readonly label: Label; readonly fits: boolean }[];
}

export interface AnalysedColumn extends Evidence, ReadingOfColumn {
  readonly column: string;
  /** The first three different cells that are not empty. */
  readonly samples: readonly string[];
  readonly field: string | null;
}

/** Rows that proposals rest on. All rows are read, to count them and to find what is wrong with the file. */
const looked = 20_000;
const mostDistinct = 2_000;

/**
 * Reads a file from its beginning to its end and proposes how to import it. What `asked` says already stands: encoding,
 * delimiter, fields of columns. Throws `import.*` with the line for files that cannot be read.
 */
export async function analyseFile(
  crm: Crm,
  { upload, type: name, asked = { columns: [] } }: { upload: Upload; type: string; asked?: Mapping },
): Promise<Analysis> {
  const type = importType(crm, name);
  const { format, doubt } = await guessFormat(crm.storage, upload, asked);
  const table = await openTable(crm.storage, upload, format);
  const { rows, seen } = await lookThrough(table);
  await noteRows(crm, upload, rows);
  const mappings = keptMappings(crm, type, table.header);
  const kept = asked.columns.length > 0 ? undefined : mappings.find(({ fits }) => fits);
  const base = kept ? draftOf(crm, kept.name) : asked;
  const columns = await columnsOf(crm, { type, header: table.header, seen, asked: base });
  const encoding = format.kind === "csv" ? format.encoding : undefined;
  const delimiter = format.kind === "csv" ? format.delimiter : undefined;
  return {
    file: upload.id,
    name: upload.name,
    size: upload.size,
    kind: format.kind,
    encoding: encoding ?? null,
    doubt,
    delimiter: delimiter ?? null,
    rows,
    columns,
    mapping: mappingOf(crm, { type, columns, asked: base, encoding, delimiter }),
    mappings,
  };
}

interface Seen {
  readonly samples: string[];
  readonly distinct: Set<Cell>;
  readonly witness: ReturnType<typeof newWitness>;
}

async function lookThrough({ header, rows }: Table): Promise<{ rows: number; seen: readonly Seen[] }> {
  const seen = header.map((): Seen => ({ samples: [], distinct: new Set(), witness: newWitness() }));
  let count = 0;
  for await (const { cells } of rows) {
    count += 1;
    if (count > looked) continue;
    for (const [index, { samples, distinct, witness }] of seen.entries()) {
      const cell = cells[index] ?? null;
      if (cell === null || cell === "") continue;
      if (samples.length < 3 && !distinct.has(cell)) samples.push(shownCell(cell));
      if (distinct.size < mostDistinct) distinct.add(cell);
      witness.see(cell);
    }
  }
  return { rows: count, seen };
}

function shownCell(cell: Cell): string {
  return (cell instanceof Date ? cell.toISOString() : String(cell)).slice(0, 200);
}

function keptMappings(crm: Crm, type: ModelType, header: readonly string[]): Analysis["mappings"] {
  return [...knownTo(crm).model.mappings.values()]
    .filter((mapping) => mapping.type === type.name)
    .map(({ name, label, columns }) => ({
      name,
      label,
      fits: columns.every(({ column }) => header.includes(column)),
    }));
}

/** A kept mapping without what only its keeping needs. */
export function draftOf(crm: Crm, name: string): Mapping {
  const found = knownTo(crm).model.mappings.get(name);
  if (!found) return { columns: [] };
  const { encoding, delimiter, columns, key } = found;
  return {
    columns,
    ...(encoding ? { encoding } : {}),
    ...(delimiter ? { delimiter } : {}),
    ...(key ? { key } : {}),
  };
}

async function columnsOf(
  crm: Crm,
  {
    type,
    header,
    seen,
    asked,
  }: { type: ModelType; header: readonly string[]; seen: readonly Seen[]; asked: Mapping },
): Promise<AnalysedColumn[]> {
  const proposed = proposeFields(crm, type, header);
  const fields = importFields(crm, type);
  const columns: AnalysedColumn[] = [];
  for (const [index, column] of header.entries()) {
    const said = asked.columns.find((each) => each.column === column);
    const field = said ? fields.get(said.field ?? "") : fieldUnlessTaken(proposed.get(column), asked);
    const { samples = [], distinct = new Set<Cell>(), witness } = seen[index] ?? {};
    const evidence = (witness ?? newWitness()).conclude();
    const reading = await readColumn(crm, { column, index, field, said, evidence, distinct });
    columns.push({ column, samples, field: field?.name ?? null, ...evidence, ...reading });
  }
  return columns;
}

function fieldUnlessTaken(field: Field | undefined, asked: Mapping): Field | undefined {
  return asked.columns.some((each) => each.field === field?.name) ? undefined : field;
}

function mappingOf(
  crm: Crm,
  {
    type,
    columns,
    asked,
    encoding,
    delimiter,
  }: {
    type: ModelType;
    columns: readonly AnalysedColumn[];
    asked: Mapping;
    encoding: MappingDocument["encoding"];
    delimiter: MappingDocument["delimiter"];
  },
): Mapping {
  const fields = importFields(crm, type);
  const mapped = columns.flatMap(({ field }) => fields.get(field ?? "") ?? []);
  const key = asked.key ?? proposeKey(mapped);
  return {
    ...(encoding ? { encoding } : {}),
    ...(delimiter ? { delimiter } : {}),
    columns: columns.map(({ column, entry }) => ({ ...entry, column })),
    ...(key.length > 0 ? { key: [...key] } : {}),
  };
}
