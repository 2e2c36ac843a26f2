import type { Words } from "../../core/language/index.ts";
import { recordActions } from "../../metamodel/kinds/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import { type Action, hiddenFields, rightsOn } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { labelWords } from "./reasons.ts";
import { signatureOf } from "./signature.ts";

/** Something that roles say otherwise than before; whether records move by it is not known yet. */
export interface Candidate {
  readonly type: ModelType;
  readonly action: Action;
  readonly field?: { readonly name: string; readonly label: Words };
  /** Where no record has to be asked. */
  readonly becomes: "gained" | "lost" | null;
}

interface Both {
  readonly before: Crm;
  readonly after: Crm;
}

/** What differs for everybody who holds the roles of these two. */
export function candidatesOf({ before, after }: Both): readonly Candidate[] {
  const types = [...before.model.types.values()].filter(
    ({ parent, name }) => parent === null && after.model.types.has(name),
  );
  return types.flatMap((type) => {
    const now = after.model.types.get(type.name) ?? type;
    return [
      ...actionCandidates({ before, after }, type, now),
      ...fieldCandidates({ before, after }, type, now),
    ];
  });
}

/** Whether conditions of the same words may hold for other records, as what they ask of the user is something else. */
export function isSomebodyElse({ before, after }: Both): boolean {
  const asked = ({ user: { roles: _, administrator: __, ...rest } }: Crm) => JSON.stringify(rest);
  return asked(before) !== asked(after);
}

function actionCandidates({ before, after }: Both, type: ModelType, now: ModelType): readonly Candidate[] {
  const isOther = isSomebodyElse({ before, after });
  const isSame = (action: Action) => {
    const was = signatureOf(before, { type, action });
    if (was !== signatureOf(after, { type: now, action })) return false;
    return !isOther || rightsOn(after, { type: now, action }).answer !== "depends";
  };
  const isSeenAlike = isSame("see");
  const brought = before.models.capabilities.flatMap(({ actions }) => Object.keys(actions ?? {}));
  const actions: readonly Action[] = [...recordActions, ...brought.map((name) => `actions.${name}` as const)];
  return actions.flatMap((action): Candidate[] => {
    const isAlike = isSame(action) && (action === "create" || isSeenAlike);
    if (action === "restore" || isAlike) return [];
    if (action !== "create" && action !== "import") return [{ type, action, becomes: null }];
    const may = [rightsOn(before, { type, action }).answer, rightsOn(after, { type: now, action }).answer];
    if (may[0] === may[1] || !may.includes("deny")) return [];
    return [{ type, action, becomes: may[0] === "deny" ? "gained" : "lost" }];
  });
}

function fieldCandidates({ before, after }: Both, type: ModelType, now: ModelType): readonly Candidate[] {
  const [hid, hides] = [hiddenFields(before, type), hiddenFields(after, now)];
  return [...new Set([...hid, ...hides])].flatMap((name): Candidate[] => {
    const field = now.fields.get(name);
    if (!field || hid.has(name) === hides.has(name)) return [];
    const label = labelWords(field.label, name);
    return [{ type, action: "see", field: { name, label }, becomes: hides.has(name) ? "lost" : "gained" }];
  });
}
