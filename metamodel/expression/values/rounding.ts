import { overload } from "../functions/define.ts";
import type { Overload } from "../term.ts";

const known = new Map<number, Overload>();

/** Rounds a decimal half away from zero to so many digits behind the point, as PostgreSQL's `round` does. */
export function rounding(scale: number): Overload {
  const made =
    known.get(scale) ??
    overload(
      ["decimal"],
      "decimal",
      ([a]) => a.toDP(scale),
      ([a]) => `round(${a}, ${scale})`,
    );
  known.set(scale, made);
  return made;
}
