import { Refusal } from "../../core/errors/index.ts";
import type { Model } from "../model.ts";
import { kindWords } from "./check/kind-words.ts";
import { type Checked, checkExpression, type Standing } from "./check.ts";
import type { ExpressionUser, Frame, JsonRecord } from "./evaluate/frame.ts";
import { toJson } from "./evaluate/json.ts";
import { runOf } from "./evaluate/run.ts";
import type { Expression } from "./node.ts";
import { isPlain, type Term } from "./term.ts";

/** What an expression is evaluated over. */
export interface Evaluation extends Omit<Standing, "user" | "expects"> {
  /** The record in canonical JSON; what a form holds will do. */
  readonly record: JsonRecord;
  /** Who asks; without one every `user.…` is unknown. */
  readonly user?: ExpressionUser;
  /** Values of the variables, in canonical JSON. */
  readonly values?: JsonRecord;
  /** The present; the machine's clock otherwise. */
  readonly now?: Date;
  /** The zone of days and clock times; the app's otherwise. */
  readonly timeZone?: string;
}

/**
 * The value of an expression over one record, in canonical JSON; null where it is missing or unknown. Gives what
 * `compileToSql` makes PostgreSQL give. Throws `expression.invalid` when the check finds faults.
 */
export function evaluate(expression: Expression, evaluation: Evaluation): unknown {
  const { model, type, variables, isAnew = false } = evaluation;
  const term = termFor(expression, { model, type, isAnew, ...(variables && { variables }) });
  const frame: Frame = {
    record: evaluation.record,
    user: evaluation.user ?? null,
    variables: evaluation.values ?? {},
    moment: {
      now: evaluation.now ?? new Date(),
      timeZone: evaluation.timeZone ?? evaluation.model.app.timeZone,
    },
    each: [],
  };
  const value = runOf(term)(frame);
  return isPlain(term.kind) ? toJson(term.kind, value) : value;
}

/** Whether a condition is true; false and unknown are not. */
export function holds(expression: Expression, evaluation: Evaluation): boolean {
  return evaluate(expression, evaluation) === true;
}

const remembered = new WeakMap<Model, WeakMap<Expression, Map<string, Checked>>>();

/** The checked form of an expression at a place; checked once per model. Throws `expression.invalid` with its faults. */
export function termFor(expression: Expression, standing: Omit<Standing, "expects">): Term {
  const { model, type, user, variables, isAnew = false } = standing;
  const byExpression = remembered.get(model) ?? new WeakMap<Expression, Map<string, Checked>>();
  remembered.set(model, byExpression);
  const byPlace = byExpression.get(expression) ?? new Map<string, Checked>();
  byExpression.set(expression, byPlace);

  const isPlainPlace = !variables && user !== false && !isAnew;
  const place = isPlainPlace ? type : JSON.stringify([type, user, variables, isAnew]);
  const checked = byPlace.get(place) ?? checkExpression(expression, standing);
  byPlace.set(place, checked);
  if (checked.term) return checked.term;
  const { faults, type: found } = checked;
  if (faults.length === 0)
    throw new Refusal("expression.result", {
      found: kindWords([found ?? "null"]),
      expected: kindWords(["string"]),
    });
  throw new Refusal("expression.invalid", { count: faults.length }, { faults });
}
