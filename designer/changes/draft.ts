import { useQuery } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useMemo, useSyncExternalStore } from "react";
import type { Words } from "../../core/language/index.ts";
import { buildModel } from "../../metamodel/build-model.ts";
import { compareModels, sameJson } from "../../metamodel/changes/index.ts";
import type { MetadataDocument, Model } from "../../metamodel/index.ts";
import { call } from "../../runtime/web/api/client.ts";
import { keys } from "../../runtime/web/api/keys.ts";
import type { MetadataAnswer } from "../../runtime/web/api/shapes.ts";
import { useWorkspace } from "../../runtime/web/model/workspace.ts";
import { followDrafts, keepDraft, readDraft } from "./draft-store.ts";
import { applyEdits, changeSetOf, type Edit } from "./edits.ts";

/** Documents with the model they make. */
export interface Built {
  readonly documents: readonly MetadataDocument[];
  readonly model: Model;
}

/** What is published, what the draft makes of it, and how to go on. */
export interface Draft {
  readonly published: Built & { readonly revision: number };
  readonly drafted: Built;
  readonly changeSet: ReturnType<typeof changeSetOf>;
  /** What differs, one sentence each. */
  readonly changes: readonly Words[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly edit: (...edits: readonly Edit[]) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Forgets every edit; returns how to get them back. */
  readonly discard: () => () => void;
}

export const DraftContext = createContext<Draft | null>(null);

/** The draft; only inside the designer. */
export function useDraft(): Draft {
  const draft = useContext(DraftContext);
  if (!draft) throw new Error("useDraft is used outside the designer");
  return draft;
}

/** Opens the draft of this account on this machine; null until the published metadata are known. */
export function useOpenDraft(): Draft | null {
  const { me } = useWorkspace();
  const { data } = useQuery({
    queryKey: keys.metadata,
    queryFn: () => call<MetadataAnswer>("/api/metadata"),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const key = `dossier.designer-draft.${me.workspace.name}.${me.user.id}`;
  const state = useSyncExternalStore(
    followDrafts,
    useCallback(() => readDraft(key), [key]),
  );
  const built = useMemo(() => (data ? build(data, state.edits) : null), [data, state.edits]);
  return useMemo(() => {
    if (!built) return null;
    const { edits, undone } = state;
    const last = edits.at(-1);
    const next = undone.at(-1);
    return {
      ...built,
      canUndo: last !== undefined,
      canRedo: next !== undefined,
      edit: (...more) => keepDraft(key, { edits: [...readDraft(key).edits, ...more], undone: [] }),
      undo: () =>
        last ? keepDraft(key, { edits: edits.slice(0, -1), undone: [...undone, last] }) : undefined,
      redo: () =>
        next ? keepDraft(key, { edits: [...edits, next], undone: undone.slice(0, -1) }) : undefined,
      discard: () => {
        keepDraft(key, { edits: [], undone: [] });
        return () => keepDraft(key, state);
      },
    };
  }, [built, state, key]);
}

function build(answer: MetadataAnswer, edits: readonly Edit[]) {
  const { documents, brought, columns, revision } = answer;
  const published = { documents, revision, model: buildModel(documents, { revision, brought, columns }) };
  const changed = applyEdits(documents, edits);
  const model = edits.length === 0 ? published.model : buildModel(changed, { revision, brought, columns });
  const changeSet = changeSetOf(documents, changed);
  const changes = edits.length === 0 ? [] : changesBetween(published, { documents: changed, model });
  return { published, drafted: { documents: changed, model }, changeSet, changes };
}

/** As the server tells them, and the new order of fields, which costs nothing and needs no step. */
function changesBetween(before: Built, after: Built): readonly Words[] {
  const told = compareModels(before.model, after.model).map(({ words }) => words);
  return [...told, ...reordered(before, after)];
}

/** One sentence for each type whose fields stand in another order. */
export function reordered(before: Built, after: Built): readonly Words[] {
  return after.documents.flatMap((document): Words[] => {
    const was = before.documents.find(({ kind, name }) => kind === document.kind && name === document.name);
    if (document.kind !== "type" || was?.kind !== "type") return [];
    const oldNames = was.fields.map(({ name }) => name);
    const names = document.fields.map(({ name, formerly = "" }) =>
      oldNames.includes(name) ? name : formerly,
    );
    const stayed = oldNames.filter((name) => names.includes(name));
    if (
      sameJson(
        stayed,
        names.filter((name) => oldNames.includes(name)),
      )
    )
      return [];
    const { fr = document.name, en = fr } = document.label;
    return [{ fr: `Ordre des champs de « ${fr} »`, en: `Order of the fields of “${en}”` }];
  });
}
