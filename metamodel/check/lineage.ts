import type { Fault } from "../../core/errors/index.ts";
import type { MetadataDocument } from "../kinds/index.ts";
import { faultPath } from "./place.ts";

/** A type may stand this many levels below its base: models are built level by level. */
const mostLevels = 20;

/**
 * The types that stand too far below their base, by name, each with its fault. Cheap, whatever the documents say; to be
 * asked before a model is made of them. Types that extend each other in a circle are not among them.
 */
export function tooLongLineages(documents: readonly MetadataDocument[]): ReadonlyMap<string, Fault> {
  const above = new Map(
    documents.flatMap((document) =>
      document.kind === "type" ? [[document.name, document.extends] as const] : [],
    ),
  );
  const names = [...above.keys()].filter((name) => isTooLong(above, name));
  return new Map(
    names.map((name) => {
      const path = faultPath("type", name, "extends");
      return [name, { path, code: "metadata.lineage-too-long", values: { limit: mostLevels } }] as const;
    }),
  );
}

function isTooLong(above: ReadonlyMap<string, string | undefined>, name: string): boolean {
  const seen = new Set([name]);
  for (let next = above.get(name); next !== undefined && !seen.has(next); next = above.get(next)) {
    if (seen.size > mostLevels) return true;
    seen.add(next);
  }
  return false;
}
