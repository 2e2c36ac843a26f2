import type { Capability } from "./capability.ts";
import { documents } from "./documents/index.ts";
import { exchange } from "./exchange/index.ts";
import { journal } from "./journal/index.ts";
import { merge } from "./merge/index.ts";
import { reports } from "./reports/index.ts";

/** What the house itself can do for a type, one line each. Plugins add theirs at the start. */
export const capabilities: readonly Capability[] = [journal, documents, merge, reports, exchange];
