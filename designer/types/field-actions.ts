import { useState } from "react";
import { inWords, type Label } from "../../core/language/index.ts";
import type { FieldDocument, ModelType } from "../../metamodel/index.ts";
import { useLanguage, useSay } from "../../runtime/web/language/index.ts";
import { toast } from "../../runtime/web/shell/toast.tsx";
import { useDraft } from "../changes/draft.ts";
import { useDesignerSay } from "../say.ts";
import { freeName, takenNames } from "./field-names.ts";
import { ownFieldsOf } from "./own-fields.ts";

/** What can be done with a field of the list. */
export interface FieldActions {
  /** The field that was moved last, for those who cannot see it. */
  readonly lastMoved: string | null;
  readonly moveBefore: (name: string, before: string | null) => void;
  readonly move: (name: string, to: "up" | "down" | "top" | "bottom") => void;
  readonly duplicate: (field: FieldDocument) => void;
  readonly remove: (field: FieldDocument) => void;
  readonly restore: (field: FieldDocument) => void;
}

/** The actions on the own fields of a type; all go into the draft. */
export function useFieldActions(type: ModelType): FieldActions {
  const say = useDesignerSay();
  const sayShell = useSay();
  const language = useLanguage();
  const { drafted, published, edit } = useDraft();
  const [lastMoved, setLastMoved] = useState<string | null>(null);
  const own = ownFieldsOf(drafted.documents, type.name);
  const moveBefore = (name: string, before: string | null) => {
    edit({ edit: "field-moved", type: type.name, name, before });
    setLastMoved(name);
  };
  return {
    lastMoved,
    moveBefore,
    move: (name, to) => {
      const at = own.findIndex((field) => field.name === name);
      const target = { up: at - 1, down: at + 2, top: 0, bottom: own.length }[to];
      if (target < 0 || target > own.length || (to === "top" && at === 0)) return;
      moveBefore(name, own[target]?.name ?? null);
    },
    duplicate: (field) => {
      const { formerly: _, ...rest } = field;
      const name = freeName(field.name, takenNames(drafted.model, type.name));
      const copy = { ...rest, name, label: copied(field.label, (label) => say("field.copy", { label })) };
      edit({ edit: "field-added", type: type.name, field: copy, after: field.name });
    },
    remove: (field) => {
      const next = own[own.findIndex(({ name }) => name === field.name) + 1];
      edit({ edit: "field-removed", type: type.name, name: field.name });
      const undo = async () =>
        edit(
          { edit: "field-added", type: type.name, field },
          { edit: "field-moved", type: type.name, name: field.name, before: next?.name ?? null },
        );
      toast(sayShell, say("field.was-removed", { label: inWords(field.label, language) }), { undo });
    },
    restore: (field) => {
      const names = ownFieldsOf(published.documents, type.name).map(({ name }) => name);
      const before = names.slice(0, Math.max(0, names.indexOf(field.name))).reverse();
      const after = before.find((name) => own.some((each) => each.name === name || each.formerly === name));
      edit({ edit: "field-added", type: type.name, field, ...(after ? { after } : {}) });
    },
  };
}

function copied(label: Label, copy: (text: string) => string): FieldDocument["label"] {
  const entries = Object.entries(label).flatMap(([language, text]) => (text ? [[language, copy(text)]] : []));
  return Object.fromEntries(entries);
}
