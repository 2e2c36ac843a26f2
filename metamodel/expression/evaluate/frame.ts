import type { Moment, RecordTerm, Value } from "../term.ts";

/** A record as JSON has it; anything may stand where it came from a form half filled in. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Who asks, as expressions see him. `collaborator` is the key of his record, or the record itself. */
export interface ExpressionUser {
  readonly id: string | null;
  readonly name?: string | null;
  readonly email?: string | null;
  readonly language?: string | null;
  readonly roles?: readonly string[];
  readonly groups?: readonly string[];
  readonly administrator?: boolean;
  /** The person that the account stands for: a contact, a customer. */
  readonly person?: string | null;
  /** The keys of the organisations that the person works for. */
  readonly organisations?: readonly string[];
  /** The collaborator's trades and sectors and all below them; who reports to him, himself included. */
  readonly trades?: readonly string[];
  readonly sectors?: readonly string[];
  readonly reports?: readonly string[];
  /** Who works in fact, where he acts for somebody else. Expressions cannot name it. */
  readonly account?: string | null;
  readonly collaborator?: string | JsonRecord | null;
}

/** What an evaluation reads from. */
export interface Frame {
  readonly record: unknown;
  readonly user: ExpressionUser | null;
  readonly variables: JsonRecord;
  readonly moment: Moment;
  /** Where each loop stands, by slot. */
  readonly each: unknown[];
}

/** A term ready to be computed; null where its value is missing or unknown. */
export type Run = (frame: Frame) => Value | null;

/** The record a term reads from, as it stands in the frame; undefined where there is none. */
export function recordIn(frame: Frame, record: RecordTerm): unknown {
  switch (record.at) {
    case "root":
      return frame.record;
    case "each":
      return frame.each[record.slot];
    case "collaborator":
      return frame.user?.collaborator;
    case "given":
    case "beside":
      return memberOf(frame.variables, record.name);
    case "reference":
      return memberOf(recordIn(frame, record.of), record.name);
  }
}

/** A member of a JSON object; undefined for anything else, and for what every object inherits. */
export function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return Reflect.get(value, name);
}
