import { Refusal } from "../../core/errors/index.ts";
import type { Words } from "../../core/language/index.ts";
import { didYouMean } from "../../core/language/index.ts";
import type { FieldDocument } from "../../metamodel/index.ts";
import { accountNames, type Named } from "../account-names.ts";
import type { Crm } from "../crm.ts";
import { countValues, readColumns } from "../tables/index.ts";

/** One published change set. */
export interface Revision {
  readonly revision: number;
  readonly at: string;
  /** Null where the house itself published it. */
  readonly by: Named | null;
  readonly why: string | null;
  /** The revision it takes back. */
  readonly undoes: number | null;
  /** Whether it dropped kept values for good, and so cannot be taken back. */
  readonly isPurge: boolean;
  /** What it changed, in plain words. */
  readonly changes: readonly Words[];
}

/** The last revisions, newest first. */
export async function revisions(crm: Crm, { limit = 200 }: { limit?: number } = {}): Promise<Revision[]> {
  const rows = await crm.database.sql<(Omit<Revision, "by" | "at" | "changes"> & KeptRow)[]>`
    select revision, at, by_account as account, why, undoes, changes, purged is not null as "isPurge"
    from kernel_revision order by revision desc limit ${limit}`;
  const names = await accountNames(
    crm.database.sql,
    rows.flatMap(({ account }) => account ?? []),
  );
  return rows.map(({ revision, at, account, why, undoes, isPurge, changes }) => ({
    revision,
    at: at.toISOString(),
    by: account === null ? null : (names.get(account) ?? { id: account, name: "" }),
    why,
    undoes,
    isPurge,
    changes: changes.map(({ words }) => words),
  }));
}

interface KeptRow {
  readonly at: Date;
  readonly account: string | null;
  readonly changes: readonly { readonly words: Words }[];
}

/** A field that was removed and can come back: publishing its document again restores its values. */
export interface RemovedField {
  /** The type it was a field of: this one or one above it. */
  readonly declaredIn: string;
  readonly field: FieldDocument;
  readonly removedAt: string;
  /** Records that have a value in it. */
  readonly rows: number;
}

/** The removed fields of a type and of the types above it, newest first. Throws `record.type-unknown`. */
export async function removedFields(crm: Crm, { type: name }: { type: string }): Promise<RemovedField[]> {
  const type = crm.model.types.get(name);
  if (!type) {
    const suggestion = didYouMean(name, crm.model.types.keys());
    throw new Refusal("record.type-unknown", { type: name, suggestion });
  }
  const columns = (await readColumns(crm.database.sql)).filter(
    ({ state, declaredIn, base, field }) =>
      state === "removed" &&
      base === type.base &&
      type.lineage.includes(declaredIn) &&
      !type.fields.has(field),
  );
  const found = await Promise.all(
    columns.map(async (column) => ({
      declaredIn: column.declaredIn,
      field: column.document,
      removedAt: column.since.toISOString(),
      rows: await countValues(crm.database.sql, column),
    })),
  );
  return found.reverse();
}
