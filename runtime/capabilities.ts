import type { Capability } from "./capability.ts";

/** What the house itself can do for a type, one line each. Plugins add theirs at the start. */
export const capabilities: readonly Capability[] = [];
