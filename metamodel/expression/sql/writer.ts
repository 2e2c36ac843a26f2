import type { Model } from "../../model.ts";
import type { Term } from "../term.ts";
import type { JoinSet } from "./joins.ts";
import type { ParameterList } from "./parameters.ts";

/** `exact`: true, false or null, as the language has it. `filter`: null may come out as false, and indexes can serve. */
export type Mode = "exact" | "filter";

/** A record in the statement: its alias and what is joined to it. */
export interface Place {
  readonly alias: string;
  readonly joins: JoinSet;
}

/** The statement that SQL is written for. */
export interface Writing extends Place {
  readonly model: Model;
  readonly parameters: ParameterList;
}

/** Writes terms as SQL at one place of a statement. */
export interface Writer {
  readonly writing: Writing;
  /** Where loops stand, by slot, and where the user's collaborator stands inside a sub-select on him. */
  readonly loops: ReadonlyMap<number, Place>;
  readonly collaborator: Place | null;
  write(term: Term, mode: Mode): string;
  /** The same writer with loops standing at these places. */
  within(loops: ReadonlyMap<number, Place>): Writer;
  /** The same writer inside a sub-select on the user's collaborator. */
  beside(collaborator: Place): Writer;
}
