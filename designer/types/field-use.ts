import { useEffect, useState } from "react";
import { whereUsed } from "../../metamodel/changes/index.ts";
import type { Kind, ModelType } from "../../metamodel/index.ts";
import type { Built } from "../changes/draft.ts";
import type { SayDesigner } from "../say.ts";

/** In how many documents of each kind a field is named. */
export type Uses = Readonly<Partial<Record<Kind, number>>>;

const known = new WeakMap<Built["documents"], Map<string, Uses>>();

/**
 * Where the fields of a type are named, by field. Looking takes some 20 ms a field, so it is done between other work
 * and kept as long as the published documents stay the same.
 */
export function useFieldUses(built: Built, type: ModelType | undefined): ReadonlyMap<string, Uses> {
  const uses = known.get(built.documents) ?? new Map<string, Uses>();
  known.set(built.documents, uses);
  const [, setFound] = useState(0);
  useEffect(() => {
    const fields = [...(type?.fields.values() ?? [])];
    const waiting = fields.filter(({ name, declaredIn }) => !uses.has(`${declaredIn}.${name}`));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const next = () => {
      const field = waiting.shift();
      if (!field) return;
      const key = { type: field.declaredIn, field: field.name };
      uses.set(`${key.type}.${key.field}`, countUses(built, key));
      setFound(uses.size);
      timer = setTimeout(next);
    };
    timer = setTimeout(next, 100);
    return () => clearTimeout(timer);
  }, [built, type, uses]);
  return uses;
}

/** `2 formulaires · 1 modèle`; empty where a field is used nowhere. */
export function usesInWords(uses: Uses | undefined, say: SayDesigner): string {
  return kinds
    .flatMap((kind) => {
      const count = uses?.[kind] ?? 0;
      return count > 0 ? say(`use.${kind}`, { count }) : [];
    })
    .join(" · ");
}

const kinds = ["form", "view", "template", "dashboard", "role", "mapping", "type"] as const;

function countUses(built: Built, key: { readonly type: string; readonly field: string }): Uses {
  const documents = new Map(whereUsed(built, key).map(({ kind, name }) => [`${kind}/${name}`, kind]));
  const uses: Partial<Record<Kind, number>> = {};
  for (const kind of documents.values()) uses[kind] = (uses[kind] ?? 0) + 1;
  return uses;
}
