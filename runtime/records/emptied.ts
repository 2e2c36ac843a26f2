import { quoteName, type Sql } from "../../core/database/index.ts";
import { Refusal } from "../../core/errors/index.ts";
import { type Crm, traceText } from "../crm.ts";
import { keyArray } from "./keys.ts";
import type { LinkTo } from "./links-to.ts";
import { watchTree } from "./trees.ts";

interface Row {
  readonly id: string;
  readonly type: string;
}

interface Emptying {
  /** What went to the trash, or comes back. */
  readonly ids: readonly string[];
  readonly link: LinkTo;
}

/** Takes keys out of a column of records that stay, and notes what it held. Inside the caller's transaction. */
export async function emptyLinks(crm: Crm, tx: Sql, { ids, link }: Emptying): Promise<readonly Row[]> {
  const table = quoteName(link.type.table);
  return tx.unsafe<Row[]>(
    `with held as materialized (
      select t.id, to_jsonb(t.${link.column}) as was from ${table} t
      where ${link.holds("$1::text::uuid[]")} and t.deleted_at is null for no key update
    ), noted as (
      insert into kernel_emptied (gone, holder_table, holder_column, holder, was)
      select g.id, $4, $5, held.id, held.was from held join unnest($1::text::uuid[]) g (id) on held.was::text like '%' || g.id || '%'
    )
    update ${table} t
    set ${link.column} = ${link.without("$1::text::uuid[]")}, version = version + 1, updated_at = now(),
      updated_by = $2::uuid, updated_via = $3, updated_trace = $6::text::jsonb
    from held where t.id = held.id
    returning t.id, t.type`,
    [keyArray(ids), crm.user.id, crm.door, link.type.table, link.field.column, traceText(crm)],
  );
}

/**
 * Puts keys of records that came back where they were taken out. What was entered since stays: a link that leads
 * elsewhere, or was filled and emptied again; a list gets back what left it. Where the link would be refused today, it
 * stays empty.
 */
export async function refillLinks(crm: Crm, tx: Sql, emptying: Emptying): Promise<readonly Row[]> {
  const { ids, link } = emptying;
  const noted = [keyArray(ids), link.type.table, link.field.column];
  const holders = await tx.unsafe<{ id: string }[]>(
    "select distinct holder as id from kernel_emptied where gone = any ($1::text::uuid[]) and holder_table = $2 and holder_column = $3",
    noted,
  );
  const filled: Row[] = [];
  for (const { id } of holders) filled.push(...(await refill(crm, tx, { ...emptying, holder: id })));
  await tx.unsafe(
    "delete from kernel_emptied where gone = any ($1::text::uuid[]) and holder_table = $2 and holder_column = $3",
    noted,
  );
  return filled;
}

async function refill(
  crm: Crm,
  tx: Sql,
  { ids, link, holder }: Emptying & { readonly holder: string },
): Promise<readonly Row[]> {
  const { type, field, column } = link;
  const statement = `update ${quoteName(type.table)} t
    set ${column} = ${link.again("$1::text::uuid[]", "e.was")}, version = version + 1, updated_at = now(),
      updated_by = $2::uuid, updated_via = $3, updated_trace = $7::text::jsonb
    from (
      select was, at from kernel_emptied
      where holder = $4::uuid and holder_table = $5 and holder_column = $6 and gone = any ($1::text::uuid[])
      order by length(was::text) desc limit 1
    ) e
    where t.id = $4::uuid and ${link.isFree} and (${link.isList} or not exists (
      select from kernel_mutation m where m.record = t.id and m.at > e.at and m.old ? $6))
    returning t.id, t.type`;
  await tx.unsafe("savepoint before_refill");
  try {
    const records = [{ id: holder, columns: { [field.column ?? ""]: holder } }];
    const filled = await watchTree(tx, { type, records }, () =>
      tx.unsafe<Row[]>(statement, [
        keyArray(ids),
        crm.user.id,
        crm.door,
        holder,
        type.table,
        field.column,
        traceText(crm),
      ]),
    );
    await tx.unsafe("release savepoint before_refill");
    return filled;
  } catch (cause) {
    const isTaken =
      cause instanceof Error && "code" in cause && ["23505", "23503"].includes(String(cause.code));
    if (!isTaken && !(cause instanceof Refusal)) throw cause;
    await tx.unsafe("rollback to savepoint before_refill");
    return [];
  }
}
