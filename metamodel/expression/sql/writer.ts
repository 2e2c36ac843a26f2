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

/**
 * Puts a question before the statement and gives its answer, a text, as a parameter: `$3::text`. PostgreSQL then plans
 * for the answer, where it would see nothing of a sub-select's. Questions with the same key are the same.
 */
export interface Ask {
  (key: string, question: (at: Question) => string): string;
  /** The same for a list of keys, which is null where there are too many. */
  readonly keys: (key: string, question: (at: Question) => string) => string;
  /** Whether the statement has to be right where there are too many keys as well; a leaner one serves else. */
  readonly areKeysMany: boolean;
}

/** Where a question is put: in a statement of its own. */
export type Question = Omit<Writing, "model" | "ask">;

/** The statement that SQL is written for. */
export interface Writing extends Place {
  readonly model: Model;
  readonly parameters: ParameterList;
  /** Where it is missing, everything stands in the statement itself. */
  readonly ask?: Ask;
  /** Where the records beside the root stand, by the names of their variables. */
  readonly beside?: ReadonlyMap<string, Place>;
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
  /** A writer at the root of a question that is put before. */
  before(at: Question): Writer;
}
