import { quoteName, type Sql } from "../../core/database/index.ts";
import { inWords } from "../../core/language/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import { type Crm, traceText } from "../crm.ts";
import { type RegisteredColumn, readColumns } from "../tables/index.ts";
import type { Trace, Treatment } from "./about-person.ts";
import { keyArray } from "./keys.ts";
import { tell } from "./told.ts";
import type { Touched } from "./trash.ts";

/** What was taken out of records. */
export interface Erased {
  /** Records with the columns that lost their values: what their history says of them goes as well. */
  readonly emptied: readonly { readonly ids: readonly string[]; readonly columns: readonly string[] }[];
  /** Keys of files that they held, now or before. */
  readonly files: readonly string[];
  /** Tells the house; to be called once the transaction has committed. */
  readonly tell: () => void;
}

/**
 * Takes a person out of records: values become empty, a text that has to say something says that the person was erased,
 * values of removed fields included. No rule is asked. The person is archived, what belonged to it goes to the trash.
 * Inside the caller's transaction; what the journal says of it is left to whoever keeps the journal.
 */
export async function erasePerson(crm: Crm, tx: Sql, traces: readonly Trace[]): Promise<Erased> {
  const columns = await readColumns(tx);
  const touched: Touched = new Map();
  const emptied: { ids: readonly string[]; columns: readonly string[] }[] = [];
  const files = new Set<string>();
  for (const trace of traces)
    for (const [name, ids] of byType(trace)) {
      const type = crm.model.types.get(name);
      const losses = type ? lossesOf(crm, { type, trace, columns }) : [];
      if (!type || (losses.length === 0 && trace.treatment !== "whole")) continue;
      for (const file of await filesOf(tx, { type, ids, losses })) files.add(file);
      await empty(crm, tx, { type, ids, losses, trace });
      emptied.push({ ids, columns: losses.map(({ column }) => column) });
      touched.set(name, [...(touched.get(name) ?? []), ...ids]);
    }
  const whole = traces.filter(({ treatment }) => treatment === "whole").flatMap(({ rows }) => rows);
  // Answers that are kept for calls that are repeated.
  await tx`
    delete from kernel_idempotency where exists (
      select from unnest(${whole.map(({ id }) => id)}::text[]) k where body like '%' || k || '%')`;
  return { emptied, files: [...files], tell: () => tell(crm, touched) };
}

/** The e-mail addresses that stand in the records that lose everything, in lower case. */
export async function addressesIn(crm: Crm, sql: Sql, traces: readonly Trace[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const trace of traces.filter(({ treatment }) => treatment === "whole"))
    for (const [name, ids] of byType(trace)) {
      const table = crm.model.types.get(name)?.table;
      const rows = table
        ? await sql.unsafe<{ address: string }[]>(
            `select distinct lower(v.value) as address from ${quoteName(table)} t, jsonb_each_text(to_jsonb(t)) v
             where t.id = any ($1::text::uuid[]) and v.value ~ '^[^@[:space:]]+@[^@[:space:]]+$'`,
            [keyArray(ids)],
          )
        : [];
      for (const { address } of rows) found.add(address);
    }
  return [...found];
}

function byType({ treatment, rows }: Trace): ReadonlyMap<string, readonly string[]> {
  if (treatment === "stays") return new Map();
  const keys = new Map<string, string[]>();
  for (const { id, type } of rows) keys.set(type, [...(keys.get(type) ?? []), id]);
  return keys;
}

/** A column that loses its values, and what stands in it afterwards. */
interface Loss {
  readonly column: string;
  /** SQL in which `$4` is what is said in the place of a person. */
  readonly becomes: string;
  readonly isFile: boolean;
}

function lossesOf(
  crm: Crm,
  { type, trace, columns }: { type: ModelType; trace: Trace; columns: readonly RegisteredColumn[] },
): Loss[] {
  return columns.flatMap((column): Loss[] => {
    if (column.base !== type.base || column.meaning !== null || column.state === "computing") return [];
    const isLinkBack = trace.link?.type.base === type.base && trace.link.field.column === column.column;
    if (isLinkBack || !isLost(crm, column, trace.treatment)) return [];
    const isFile = relationOf(crm, column)?.kind === "file";
    return [{ column: column.column, becomes: replacement(crm, type, column), isFile }];
  });
}

function isLost(crm: Crm, column: RegisteredColumn, treatment: Treatment): boolean {
  const field = crm.model.shelf.get(column.fieldType);
  const { document } = column;
  // The numbers that the house gave count something; a link that has to be there stays.
  if (!field || field.generated) return false;
  if (isLinkTo(crm, column)) return treatment === "whole" && document.required !== true;
  if (treatment === "whole" || document.sensitive === true) return true;
  const isFree = ["string", "list<string>", "composite"].includes(field.expressionType);
  return (
    treatment === "words" && (isFree || relationOf(crm, column)?.kind === "file") && !field.choices(document)
  );
}

function relationOf(crm: Crm, { fieldType, document }: RegisteredColumn) {
  return crm.model.shelf.get(fieldType)?.relation(document) ?? null;
}

function isLinkTo(crm: Crm, column: RegisteredColumn): boolean {
  const kind = relationOf(crm, column)?.kind;
  return kind === "one" || kind === "keys" || kind === "any";
}

/** Nothing; the sentence where a text is required, with the end of the key where texts must differ. */
function replacement(
  crm: Crm,
  type: ModelType,
  { state, fieldType, field, document }: RegisteredColumn,
): string {
  const schema = crm.model.shelf.get(fieldType)?.jsonSchema(document) ?? {};
  const takesAnyText = schema.type === "string" && !schema.format && !schema.pattern && !schema.enum;
  if (state !== "live" || document.required !== true || !takesAnyText) return "null";
  const differs = type.unique.some(({ fields }) => fields.includes(field));
  const said = differs ? "$4 || ' ' || right(t.id::text, 12)" : "$4";
  return typeof schema.maxLength === "number" ? `left(${said}, ${schema.maxLength})` : said;
}

interface Emptying {
  readonly type: ModelType;
  readonly ids: readonly string[];
  readonly losses: readonly Loss[];
}

async function empty(crm: Crm, tx: Sql, { type, ids, losses, trace }: Emptying & { trace: Trace }) {
  const placed = trace.link === null ? "archived_at" : "deleted_at";
  const set = [
    ...losses.map(({ column, becomes }) => `${quoteName(column)} = ${becomes}`),
    ...(trace.treatment === "whole" ? [`${placed} = coalesce(t.${placed}, now())`] : []),
    "version = version + 1",
    "updated_at = now()",
    "updated_by = $2::uuid",
    "updated_via = $3::text",
    "updated_trace = $5::text::jsonb",
  ];
  const erased = inWords(erasedPerson, crm.model.language);
  await tx.unsafe(
    `update ${quoteName(type.table)} t set ${set.join(", ")}
     where t.id = any ($1::text::uuid[]) and $4::text is not null`,
    [keyArray(ids), crm.user.id, crm.door, erased, traceText(crm)],
  );
}

/** What stands in the place of a name. */
export const erasedPerson = { fr: "Personne effacée", en: "Erased person" };

/** The files that records hold which lose something when the person is erased, by record. */
export async function filesAbout(
  crm: Crm,
  sql: Sql,
  traces: readonly Trace[],
): Promise<readonly { readonly file: string; readonly record: string }[]> {
  const columns = await readColumns(sql);
  const found: { file: string; record: string }[] = [];
  for (const trace of traces)
    for (const [name, ids] of byType(trace)) {
      const type = crm.model.types.get(name);
      const held = (type ? lossesOf(crm, { type, trace, columns }) : []).filter(({ isFile }) => isFile);
      if (!type || held.length === 0) continue;
      const now = held.map(({ column }) => `t.${quoteName(column)}`).join(", ");
      found.push(
        ...(await sql.unsafe<{ file: string; record: string }[]>(
          `select f.id as file, t.id as record from ${quoteName(type.table)} t, unnest(array[${now}]) f (id)
           where t.id = any ($1::text::uuid[]) and f.id is not null`,
          [keyArray(ids)],
        )),
      );
    }
  return found;
}

/** The files that columns hold, and those that they held before. */
async function filesOf(tx: Sql, { type, ids, losses }: Emptying): Promise<readonly string[]> {
  const held = losses.filter(({ isFile }) => isFile).map(({ column }) => column);
  if (held.length === 0) return [];
  const now = held.map((column) => `t.${quoteName(column)}::text`).join(", ");
  const rows = await tx.unsafe<{ id: string }[]>(
    `select f.id from ${quoteName(type.table)} t, unnest(array[${now}]) f (id)
       where t.id = any ($1::text::uuid[]) and f.id is not null
     union
     select m.old ->> c.name from kernel_mutation m, unnest($2::text[]) c (name)
       where m.record = any ($1::text::uuid[]) and m.old ->> c.name is not null`,
    [keyArray(ids), held],
  );
  return rows.map(({ id }) => id);
}
