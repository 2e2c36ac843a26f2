import type { Aggregate } from "./field-type.ts";

export const grains = ["day", "week", "month", "quarter", "year"] as const;
export type Grain = (typeof grains)[number];

/** A measure taken apart: `sum:fee(billable)` is the sum of `fee` over records for which `billable` holds. */
export interface Measure {
  readonly aggregate: Aggregate | "share";
  /** The field that is summed; null for counts and shares. */
  readonly field: string | null;
  /** The CEL condition that narrows it; null for all records. */
  readonly condition: string | null;
}

/** Takes a measure apart. Expects a text that the `measure` schema accepts; anything else counts. */
export function readMeasure(text: string): Measure {
  const parts = /^(count|share|sum|avg|min|max)(?::([a-z][a-z0-9_]*))?(?:\((.+)\))?$/s.exec(text);
  const aggregates = ["count", "share", "sum", "avg", "min", "max"] as const;
  return {
    aggregate: aggregates.find((each) => each === parts?.[1]) ?? "count",
    field: parts?.[2] ?? null,
    condition: parts?.[3] ?? null,
  };
}

/** Takes a grouping apart: `closed_on:month` groups by `closed_on`, month by month. */
export function readGrouping(text: string): { readonly path: string; readonly grain: Grain | null } {
  const [path = "", grain] = text.split(":");
  return { path, grain: grains.find((each) => each === grain) ?? null };
}
