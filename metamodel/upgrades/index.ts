import type { Fault } from "../../core/errors/index.ts";
import { currentFormat, type Kind } from "../kinds/index.ts";
import { uniqueSets } from "./0002-unique-sets.ts";
import { fieldRights } from "./0003-field-rights.ts";
import type { RawDocument, Upgrade } from "./upgrade.ts";

export type { RawDocument, Upgrade } from "./upgrade.ts";

/** Every upgrade in the order of the formats they lead to, the first of them from 1 to 2. */
export const upgrades: readonly Upgrade[] = [uniqueSets, fieldRights];

/** A document in the shape of today, or why it cannot be brought into it; `path` is empty or the place within the document. */
export type Upgraded = { readonly document: RawDocument } | { readonly fault: Fault };

/**
 * Brings a document of any earlier format into the current shape and takes the number away: in memory every document
 * has the current shape. One that was written by newer software is refused.
 */
export function upgradeDocument(document: RawDocument, kind: Kind): Upgraded {
  const { format: written = 1, ...said } = document;
  const isNumber = typeof written === "number" && Number.isInteger(written) && written >= 1;
  if (!isNumber || written > currentFormat)
    return {
      fault: {
        path: "format",
        code: "metadata.format-unknown",
        values: { found: typeof written === "number" ? written : "?", newest: currentFormat },
      },
    };
  const steps = upgrades.filter(({ to }) => to > written);
  return { document: steps.reduce<RawDocument>((raw, { change }) => change(raw, kind), said) };
}

/** A document as it goes out: with the number of its format, so that newer software knows what to upgrade. */
export function withFormat<D extends object>(document: D): D & { readonly format: number } {
  return { ...document, format: currentFormat };
}
