import type { Sql } from "../../core/database/index.ts";

/** Rows of the journals whose values were erased, by journal: the note that makes them lawful names them. */
export interface ErasedRows {
  readonly mutation: readonly number[];
  readonly security: readonly number[];
  readonly reading: readonly number[];
}

/** Whose traces are meant. */
export interface Whose {
  /** Keys of the records that are about the person. */
  readonly records: readonly string[];
  /** Keys of the person's accounts. */
  readonly accounts: readonly string[];
  /** The person's e-mail addresses, in lower case. */
  readonly addresses: readonly string[];
}

/**
 * Takes what the journals say about a person out of them. Who, when, through which door and what kind of change stay,
 * and so does the digest of what went, so that the chain holds; the salt goes, so that nobody can guess the values from
 * it. The reason that is given for this very erasure stays. Inside a transaction that also notes the rows with `person-erased`.
 */
export async function eraseFromJournals(
  tx: Sql,
  {
    emptied,
    whose,
  }: {
    /** Records with the columns whose old values go. */
    emptied: readonly { readonly ids: readonly string[]; readonly columns: readonly string[] }[];
    whose: Whose;
  },
): Promise<ErasedRows> {
  const mutation: number[] = [];
  for (const { ids, columns } of emptied) {
    const rows = await tx<{ id: number }[]>`
      update kernel_mutation m
      set erased = kernel_kept_digest(m.salt, m.erased, json_build_array(m.old, m.trace)::text), salt = null,
        old = (m.old - ${[...columns]}::text[]) #- '{updated_trace,reason}',
        trace = case when m.at = now()::timestamptz(3) then m.trace else m.trace - 'reason' end
      where m.record = any (${[...ids]}::uuid[])
        and (m.old ?| ${[...columns]}::text[] or m.trace ? 'reason' or m.old #> '{updated_trace,reason}' is not null)
      returning m.id::float8 as id`;
    mutation.push(...rows.map(({ id }) => id));
  }
  // Readings that other processes are about to write come before this, or after its end and then without what goes.
  await tx`lock table kernel_reading in share row exclusive mode`;
  const reading = await tx<{ id: number }[]>`
    update kernel_reading r
    set erased = kernel_kept_digest(r.salt, r.erased, json_build_array(r.trace, r.detail)::text), salt = gen_random_uuid(),
      detail = case when r.record is null then r.detail - '{filter,search}'::text[] end, trace = r.trace - 'reason'
    where r.id in (${readingsWith(tx, whose)}) and (r.trace ? 'reason'
      or case when r.record is null then r.detail ?| '{filter,search}' else r.detail is not null end)
    returning r.id::float8 as id`;
  const security = await tx<{ id: number }[]>`
    update kernel_security_event e
    set erased = kernel_kept_digest(e.salt, e.erased, json_build_array(e.trace, e.address, e.detail)::text), salt = gen_random_uuid(),
      address = null, trace = e.trace - 'reason', detail = case when not ${isAbout(tx, whose)} then e.detail end
    where e.kind <> 'person-erased' and (${isAbout(tx, whose)} or ${isBy(tx, whose)})
      and (e.address is not null or e.trace ? 'reason' or (e.detail is not null and ${isAbout(tx, whose)}))
    returning e.id::float8 as id`;
  return { mutation, reading: reading.map(({ id }) => id), security: security.map(({ id }) => id) };
}

/** Who read what is about the person, oldest first; whom he read with it is nobody else's business. */
export async function readingsOf(sql: Sql, { records }: Pick<Whose, "records">): Promise<readonly object[]> {
  return sql`
    select r.at, r.who, r.via, r.type, r.record, r.how, r.detail - 'records' as detail from kernel_reading r
    where r.id in (${readingsWith(sql, { records })}) order by r.id`;
}

/** Readings of the person's records, each alone or among others: what was asked for there may be the person's name. */
function readingsWith(sql: Sql, { records }: Pick<Whose, "records">) {
  return sql`
    select o.id from kernel_reading o where o.record = any (${[...records]}::uuid[])
    union select l.id from unnest(${[...records]}::text[]) k join kernel_reading l on l.detail -> 'records' @> to_jsonb(k)`;
}

/** Sign-ins and changes of the person's accounts, oldest first. */
export async function securityEventsOf(sql: Sql, whose: Whose): Promise<readonly object[]> {
  return sql`
    select e.at, e.kind, e.who, e.via, e.account, e.address, case when ${isAbout(sql, whose)} then e.detail end as detail
    from kernel_security_event e where ${isAbout(sql, whose)} or ${isBy(sql, whose)} order by e.id`;
}

/** Whether an event `e` is about an account of the person, or names one of its addresses. */
function isAbout(sql: Sql, { accounts, addresses }: Whose) {
  return sql`coalesce(e.account = any (${[...accounts]}::uuid[])
    or lower(e.detail ->> 'email') = any (${[...addresses]}::text[]), false)`;
}

/** What somebody does to others' accounts tells of them, and stays; where from he did it goes. */
function isBy(sql: Sql, { accounts }: Whose) {
  return sql`coalesce(e.who = any (${[...accounts]}::uuid[]), false)`;
}
