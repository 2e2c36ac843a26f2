import { Refusal } from "../../core/errors/index.ts";
import type { Resolution, SetConflict } from "../../metamodel/changes/index.ts";
import type { MetadataDocument } from "../../metamodel/index.ts";
import type { Crm } from "../crm.ts";
import { documentsAt, type MergedIn, mergeIncoming, mustBeInConflict, mustBeSettled } from "./merging.ts";
import { applyChanges, type Plan, type Published, planChanges, type WhoGains } from "./publish.ts";
import { readState, type State } from "./state.ts";

/** All documents of a folder, to become what the workspace says. */
export interface Pushed {
  readonly documents: readonly MetadataDocument[];
  /**
   * The revision that the folder was pulled at: what others have published since is merged with it. Null where the
   * folder stands for itself: then the workspace says what the folder says, whatever it said before.
   */
  readonly pulled: number | null;
  readonly resolve?: Resolution | undefined;
  readonly why?: string | undefined;
}

/** What pushing a folder would change, its price, and what both sides have changed. Changes nothing. */
export async function planPush(
  crm: Crm,
  pushed: Pushed,
  whoGains?: WhoGains,
): Promise<Plan & { readonly conflicts: readonly SetConflict[] }> {
  const state = await readState(crm.database);
  const { changeSet, conflicts, places } = await mergePushed(crm, state, pushed);
  mustBeInConflict(pushed.resolve, places);
  return { ...(await planChanges(crm, changeSet, whoGains)), conflicts };
}

/**
 * Publishes what a folder says. Throws `metadata.merge-conflict` with a fault for each place that was changed in the
 * folder and in the workspace and that nobody settled, and whatever publishing throws.
 */
export async function push(crm: Crm, pushed: Pushed): Promise<Published> {
  const state = await readState(crm.database);
  const { changeSet, conflicts, places } = await mergePushed(crm, state, pushed);
  mustBeInConflict(pushed.resolve, places);
  mustBeSettled(conflicts);
  return applyChanges(crm, { ...changeSet, revision: state.revision, why: pushed.why });
}

async function mergePushed(
  crm: Crm,
  state: State,
  { documents, pulled, resolve }: Pushed,
): Promise<MergedIn> {
  // A workspace that was set back to an earlier state: what the folder began with is gone.
  if (pulled !== null && pulled > state.revision)
    throw new Refusal("metadata.stale", { current: state.revision, yours: pulled });
  const base = pulled === null ? state.documents : await documentsAt(crm, state, pulled);
  return mergeIncoming(crm, { state, base, theirs: documents, since: pulled ?? state.revision, resolve });
}

const settingKey = "workspace.id";

/** What tells this workspace from every other; made when it is first asked for. */
export async function workspaceId({ database: { sql } }: Crm): Promise<string> {
  await sql`
    insert into kernel_setting (key, value) values (${settingKey}, to_jsonb(${crypto.randomUUID()}::text))
    on conflict (key) do nothing`;
  const [row] = await sql<{ id: string }[]>`
    select value #>> '{}' as id from kernel_setting where key = ${settingKey}`;
  if (!row) throw new Error("the workspace has no key");
  return row.id;
}
