import { type Fault, Refusal } from "../../core/errors/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import { type Action, denied } from "../access/index.ts";

/** A record as PostgreSQL wrote it. */
export interface Stored {
  readonly id: string;
  readonly version: number;
  /** The record's JSON where it was asked for. */
  readonly json: string | null;
}

/** Why a record was not written: faults at its fields, or that somebody else was faster, or rights that do not reach. */
export type Unwritten = { readonly id: string } & (
  | { readonly why: "faults"; readonly faults: readonly Fault[] }
  | { readonly why: "stale"; readonly current: number; readonly yours: number }
  | { readonly why: "denied"; readonly action: Action }
  | { readonly why: "archived" | "missing" | "overtaken" }
);

export interface Outcome {
  readonly stored: readonly Stored[];
  readonly unwritten: readonly Unwritten[];
}

/** The one record that was to be written, or the refusal that says why it was not. */
export function mustBeStored({ stored, unwritten }: Outcome, type: ModelType): Stored {
  const [record] = stored;
  if (record) return record;
  throw refusalOf(unwritten[0] ?? { id: "", why: "missing" }, type);
}

/** A single record's refusal in full. */
export function refusalOf(unwritten: Unwritten, type: ModelType): Refusal {
  switch (unwritten.why) {
    case "faults":
      return new Refusal("record.invalid", { count: unwritten.faults.length }, { faults: unwritten.faults });
    case "stale":
      return new Refusal("record.stale", { current: unwritten.current, yours: unwritten.yours });
    case "denied":
      return denied(type, unwritten.action);
    case "archived":
      return new Refusal("record.archived");
    case "missing":
      return new Refusal("record.not-found");
    case "overtaken":
      return new Refusal("record.busy");
  }
}
