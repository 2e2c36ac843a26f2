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

function actionCandidates({ before, after }: Both, type: ModelType, now: ModelType): readonly Candidate[] {
  const brought = before.models.capabilities.flatMap(({ actions }) => Object.keys(actions ?? {}));
  const actions: readonly Action[] = [...recordActions, ...brought.map((name) => `actions.${name}` as const)];
  return actions.flatMap((action): Candidate[] => {
    const [was, is] = [signatureOf(before, { type, action }), signatureOf(after, { type: now, action })];
    const sees = [
      signatureOf(before, { type, action: "see" }),
      signatureOf(after, { type: now, action: "see" }),
    ];
    if (action === "restore" || (was === is && (action === "create" || sees[0] === sees[1]))) return [];
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
