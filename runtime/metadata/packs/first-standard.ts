import type postgres from "postgres";
import type { Database } from "../../../core/database/index.ts";
import type { MetadataDocument } from "../../../metamodel/index.ts";
import { usesStandard } from "../../../metamodel/standard/index.ts";
import type { Crm } from "../../crm.ts";
import { type KeptStandard, keepPack, standardPack } from "./kept.ts";

interface First {
  readonly kept: KeptStandard | null;
  /** What administrators have said. */
  readonly own: readonly MetadataDocument[];
  readonly revision: number;
}

/**
 * Keeps the standard model of the software as the one that the workspace began with, once its app builds on it. It is
 * no revision of its own, so nothing takes it back. Says whether it did.
 */
export async function keepFirstStandard(
  sql: Database["sql"] | postgres.TransactionSql,
  { models }: Pick<Crm, "models">,
  { kept, own, revision }: First,
): Promise<boolean> {
  if (kept !== null || !usesStandard(own)) return false;
  await keepPack(sql, {
    name: standardPack,
    ...models.standard,
    revision: null,
    since: revision,
    account: null,
  });
  return true;
}
