import { Refusal } from "../../core/errors/index.ts";
import type { Words } from "../../core/language/index.ts";
import { didYouMean } from "../../core/language/index.ts";
import { type Difference, differencesOf, placeInDocument } from "../../metamodel/changes/index.ts";
import type { FieldDocument } from "../../metamodel/index.ts";
import { accountNames, type Named } from "../account-names.ts";
import type { Crm } from "../crm.ts";
import { countValues, readColumns } from "../tables/index.ts";
import { storedDocument } from "./stored-document.ts";

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

/** The last revisions, newest first; or just one. */
export async function revisions(
  crm: Crm,
  { limit = 200, revision: only = null }: { limit?: number; revision?: number | null } = {},
): Promise<Revision[]> {
  const rows = await crm.database.sql<(Omit<Revision, "by" | "at" | "changes"> & KeptRow)[]>`
    select revision, at, by_account as account, why, undoes, changes, purged is not null as "isPurge"
    from kernel_revision where ${only}::int is null or revision = ${only} order by revision desc limit ${limit}`;
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

/** A revision with everything it changed, document by document and property by property. */
export interface WholeRevision extends Revision {
  readonly documents: readonly {
    readonly kind: string;
    readonly name: string;
    readonly change: "added" | "changed" | "removed";
    readonly properties: readonly (Difference & { readonly where: Words })[];
  }[];
}

/** One revision with its differences. Throws `metadata.revision-unknown`. */
export async function revisionOf(crm: Crm, { revision }: { revision: number }): Promise<WholeRevision> {
  const [head] = await revisions(crm, { revision });
  const [row] = await crm.database.sql<{ before: readonly Body[]; after: readonly Body[] }[]>`
    select before, after from kernel_revision where revision = ${revision}`;
  if (!head || !row) throw new Refusal("metadata.revision-unknown", { revision });
  const documents = row.after.map(({ kind, name, body: after }) => {
    const before = row.before.find((one) => one.kind === kind && one.name === name)?.body ?? null;
    const sides = [before, after].map((body) => (body === null ? undefined : storedDocument(body)));
    const change = before === null ? "added" : after === null ? "removed" : "changed";
    const properties = change === "changed" ? differencesOf(sides[0], sides[1]) : [];
    const states = [sides[1], sides[0]];
    return {
      kind,
      name,
      change,
      properties: properties.map((one) => ({ ...one, where: placeInDocument(one.path, states) })),
    } as const;
  });
  return { ...head, documents };
}

interface Body {
  readonly kind: string;
  readonly name: string;
  readonly body: unknown;
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
