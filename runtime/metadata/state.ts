import type { Database } from "../../core/database/index.ts";
import type { Kind, MetadataDocument } from "../../metamodel/index.ts";
import type { RegisteredColumn } from "../tables/index.ts";
import { readColumns } from "../tables/index.ts";
import { type KeptStandard, keptStandard } from "./packs/kept.ts";
import { storedDocument } from "./stored-document.ts";

/** What the database keeps of the metadata at one moment. */
export interface State {
  /** 0 before the first. */
  readonly revision: number;
  /** What administrators have said; the standard model is not among it. */
  readonly documents: readonly MetadataDocument[];
  /** The standard model as it was last taken in; null before the first time. */
  readonly standard: KeptStandard | null;
  readonly columns: readonly RegisteredColumn[];
  /** What types were before a revision changed or removed them. */
  readonly formerTypes: readonly FormerType[];
}

/** A type as it once was. */
export interface FormerType {
  readonly name: string;
  readonly parent: string | null;
  readonly abstract: boolean;
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
    const standard = await keptStandard(tx);
    const columns = await readColumns(tx);
    const formerTypes = await tx<FormerType[]>`
      select distinct d ->> 'name' as name, d -> 'body' ->> 'extends' as parent,
        coalesce(d -> 'body' ->> 'abstract', 'false') = 'true' as abstract
      from kernel_revision, json_array_elements(before) d
      where d ->> 'kind' = 'type' and json_typeof(d -> 'body') = 'object'`;
    const documents = (row?.bodies ?? []).map(storedDocument);
    return { revision: row?.revision ?? 0, documents, standard, columns, formerTypes };
  });
}

/** `type/contract`, as faults and sentences name a document. */
export function keyOf({ kind, name }: DocumentKey): string {
  return `${kind}/${name}`;
}
