import type { Database } from "../../core/database/index.ts";
import { type Kind, kinds, type MetadataDocument } from "../../metamodel/index.ts";
import type { RegisteredColumn } from "../tables/index.ts";
import { readColumns } from "../tables/index.ts";

/** What the database keeps of the metadata at one moment. */
export interface State {
  /** 0 before the first. */
  readonly revision: number;
  /** What administrators have said; the standard model is not among it. */
  readonly documents: readonly MetadataDocument[];
  readonly columns: readonly RegisteredColumn[];
}

/** Which document: the key of all metadata. */
export interface DocumentKey {
  readonly kind: Kind;
  readonly name: string;
}

/** Reads documents, columns and revision as they were in one moment. */
export async function readState({ sql }: Pick<Database, "sql">): Promise<State> {
  return sql.begin("isolation level repeatable read read only", async (tx) => {
    const [row] = await tx<{ revision: number; bodies: unknown[] }[]>`
      select coalesce((select max(revision) from kernel_revision), 0) as revision,
        (select coalesce(json_agg(body order by kind, name), '[]') from kernel_document) as bodies`;
    const columns = await readColumns(tx);
    return { revision: row?.revision ?? 0, documents: (row?.bodies ?? []).map(storedDocument), columns };
  });
}

/** `type/contract`, as faults and sentences name a document. */
export function keyOf({ kind, name }: DocumentKey): string {
  return `${kind}/${name}`;
}

/** Parsed again, so that a newer version of the house finds the defaults it has added since. */
function storedDocument(body: unknown): MetadataDocument {
  const kind = typeof body === "object" && body !== null && "kind" in body ? body.kind : undefined;
  const schema = Object.entries(kinds).find(([name]) => name === kind)?.[1];
  if (!schema) throw new Error(`kernel_document holds a document of unknown kind: ${String(kind)}`);
  return schema.parse(body);
}
