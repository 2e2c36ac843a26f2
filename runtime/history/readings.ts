import { Refusal } from "../../core/errors/index.ts";
import { isId } from "../../core/ids.ts";
import { accountNames, keyNames, type Named } from "../account-names.ts";
import type { Crm } from "../crm.ts";
import { mustReach, readRecord } from "../records/index.ts";
import type { Trace } from "./mutations.ts";

/** One time that a record was read. */
export interface ReadingItem {
  /** Names the page that goes on behind it. */
  readonly no: number;
  readonly at: string;
  readonly by: Named | null;
  readonly via: string;
  /** For whom a deputy read, or as whom an administrator looked. */
  readonly for: Named | null;
  readonly request: string | null;
  readonly key: Named | null;
  readonly job: string | null;
  /** `record`, or what else it was read in: `list`, `search`, `export`, `document`, `merge`, `history`. */
  readonly how: string;
  /** How many records were read at once. */
  readonly count: number;
  /** The file that was opened. */
  readonly file: string | null;
}

interface Row {
  readonly no: number;
  readonly at: string;
  readonly who: string | null;
  readonly via: string;
  readonly trace: (Trace & { readonly as?: string }) | null;
  readonly how: string;
  readonly count: number;
  readonly file: string | null;
}

const pageSize = 100;

/**
 * Who read a record of a type that traces its reading, newest first, a hundred at a time; `before` is the `no` of the
 * last one of the page before. What else was read with it is told as a number alone. Throws `record.not-found`.
 */
export async function readingsOfRecord(
  crm: Crm,
  { type: name, id, before }: { type: string; id: string; before?: number | undefined },
): Promise<ReadingItem[]> {
  const type = crm.model.types.get(name);
  const there =
    (await readRecord(crm, { type: name, id, select: "id" })) ??
    (await readRecord(crm, { type: name, id, select: "id", trash: true }));
  if (!type || !there || !isId(id)) throw new Refusal("record.not-found");
  await mustReach(crm, { type, id, action: "history" });
  const { sql } = crm.database;
  const rows = await sql<Row[]>`
    select id::float8 as no, coalesce(detail ->> 'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as at,
      who, via, trace, how, greatest(jsonb_array_length(detail -> 'records'), 1) as count, detail ->> 'file' as file
    from kernel_reading
    where id in (
      select id from kernel_reading where record = ${id}
      union select id from kernel_reading where detail -> 'records' @> to_jsonb(${id}::text))
      and (${before ?? null}::bigint is null or id < ${before ?? null}::bigint)
    order by id desc limit ${pageSize}`;
  return named(crm, rows);
}

async function named(crm: Crm, rows: readonly Row[]): Promise<ReadingItem[]> {
  const { sql } = crm.database;
  const accounts = rows.flatMap(({ who, trace }) =>
    [who, trace?.for, trace?.as].filter((one) => one != null),
  );
  const names = await accountNames(sql, accounts);
  const keys = await keyNames(
    sql,
    rows.flatMap(({ trace }) => trace?.key ?? []),
  );
  const find = (all: ReadonlyMap<string, Named>, key: string | null | undefined) =>
    key ? (all.get(key) ?? { id: key, name: "" }) : null;
  return rows.map(({ who, trace, ...row }) => ({
    ...row,
    by: find(names, who),
    for: find(names, trace?.for ?? trace?.as),
    request: trace?.request ?? null,
    key: find(keys, trace?.key),
    job: trace?.job ?? null,
  }));
}
