import type { Field, ModelType } from "../../metamodel/model.ts";
import { accessWays } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { isFoundBy, newFindingDraft } from "./draft.ts";

/**
 * The conditions under which a user sees records of a type that no index finds: of each the fields that it compares
 * with something known beforehand, of which one, indexed, would be enough. A list under such a condition reads every
 * record of the type where few are seen.
 */
export function unservedConditions(crm: Crm, type: ModelType): readonly (readonly Field[])[] {
  const draft = newFindingDraft(crm, { areKeysMany: false });
  const ways = accessWays(draft, { type, alias: draft.root }, "see") ?? [];
  const fields = [...type.fields.values()];
  return ways
    .filter(({ findsBy }) => !findsBy.some((column) => isFoundBy(type, column)))
    .map(({ findsBy }) =>
      fields.filter(({ column, type: { sort } }) => sort !== null && findsBy.includes(column ?? "")),
    )
    .filter((found) => found.length > 0);
}
