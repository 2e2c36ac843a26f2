import { originOf, type Reading, type RecordTerm, type Term } from "../term.ts";
import { quoted } from "./names.ts";
import type { Place, Writer } from "./writer.ts";

/** What is composed at the place of a record, by the writer that stands there. */
type Compose = (place: Place, inner: Writer) => string;

/** A column of a record, wherever the record stands; null of the type `cast` where it reads as nothing. */
export function columnSql(
  self: Writer,
  record: RecordTerm,
  name: string,
  cast: string,
  reading: Reading | null = null,
): string {
  const read = (column: string) => (reading ? reading.sql(column) : column);
  const column = (of: Writer) => atRecord(of, record, ({ alias }) => read(`${alias}.${quoted(name)}`), cast);
  const { ask } = self.writing;
  if (!ask || !isOfCollaborator(record)) return column(self);
  const answer = ask(
    JSON.stringify([record, name, reading?.name]),
    (at) => `${column(self.before(at))}::text`,
  );
  if (cast === "text") return `(${answer} collate "C")`;
  return cast === "text[]" ? `(${answer}::text[] collate "C")` : `${answer}::${cast}`;
}

/** Whether a record is the user's collaborator, or found through him. */
export function isOfCollaborator(record: RecordTerm): boolean {
  return originOf(record).at === "collaborator";
}

/** Composes at the place of a record; what hangs on the user's collaborator becomes a sub-select of its own. */
export function atRecord(self: Writer, record: RecordTerm, compose: Compose, cast: string): string {
  if (isOfCollaborator(record) && !self.collaborator) return besideUser(self, record, compose, cast);
  const place = placeOf(self, record);
  return place ? compose(place, self) : `null::${cast}`;
}

function besideUser(self: Writer, record: RecordTerm, compose: Compose, cast: string): string {
  const { model, joins } = self.writing;
  const table = model.types.get(originOf(record).type)?.table;
  if (!table) return `null::${cast}`;
  const own: Place = { alias: joins.alias(), joins: joins.inside() };
  const value = atRecord(self.beside(own), record, compose, cast);
  const key: Term = { op: "given", kind: "id", name: "user", member: "collaborator" };
  const on = `${own.alias}."id" = ${self.write(key, "exact")} and ${own.alias}."deleted_at" is null`;
  return `(select ${value} from ${quoted(table)} ${own.alias}${own.joins.sql()} where ${on})`;
}

/** Where a record stands in the statement, joined if need be; null where it reads as nothing. */
function placeOf(self: Writer, record: RecordTerm): Place | null {
  switch (record.at) {
    case "root":
      return self.writing;
    case "each":
      return self.loops.get(record.slot) ?? null;
    case "collaborator":
      return self.collaborator;
    case "given":
      return null;
    case "beside":
      return self.writing.beside?.get(record.name) ?? null;
    case "reference":
      return joined(self, record);
  }
}

function joined(self: Writer, { of, name, column, type }: RecordTerm & { at: "reference" }): Place | null {
  const from = placeOf(self, of);
  const alias = from?.joins.join(from.alias, { from: of.type, name, column, to: type }) ?? null;
  return from && alias !== null ? { alias, joins: from.joins } : null;
}
