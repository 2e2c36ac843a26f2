import type { ExpressionType } from "../../field-type.ts";
import type { Standing } from "../check.ts";
import { termFor } from "../evaluate.ts";
import type { Expression } from "../node.ts";
import { outerType } from "../term.ts";
import { type JoinSet, joinSet } from "./joins.ts";
import { type Bindings, type Parameter, type ParameterList, parameterList } from "./parameters.ts";
import { writer } from "./write.ts";
import type { Ask, Mode, Place } from "./writer.ts";

/** Where the SQL will stand. */
export interface SqlScope extends Omit<Standing, "expects"> {
  /** The alias of the record's table in the statement. */
  readonly alias: string;
  readonly joins: JoinSet;
  readonly parameters: ParameterList;
  /** `exact`: true, false or null as the language has it. `filter`: for a `where`, null for false, open to indexes. */
  readonly mode: Mode;
  /** Puts before the statement what is to be known of the user; without it, sub-selects and joins find it out. */
  readonly ask?: Ask;
  /** Where the variables that stand beside the record are. */
  readonly beside?: ReadonlyMap<string, Place>;
}

/** An expression as SQL. The joins it needs are in the scope's `joins`, its parameters in the scope's `parameters`. */
export interface CompiledSql {
  readonly sql: string;
  readonly type: ExpressionType;
  /** Whether the user, or the present moment, has a part in it. */
  readonly isPersonal: boolean;
  readonly isMomentary: boolean;
}

/**
 * Compiles an expression to SQL that gives the value `evaluate` gives. No text of the expression gets into the SQL,
 * values are parameters, and no value of any record makes the SQL fail. Throws `expression.invalid`.
 *
 * @example
 * const scope = newSqlScope({ model, type: "contract", alias: "r", mode: "filter" });
 * const { sql } = compileToSql(parseExpression("customer.city == 'Vevey' && fee > 1000"), scope);
 * const rows = await database.sql.unsafe(
 *   `select r.id from record_contract r${scope.joins.sql()} where ${sql}`,
 *   scope.parameters.values({ user: null, moment: { now: new Date(), timeZone: "Europe/Zurich" } }),
 * );
 */
export function compileToSql(expression: Expression, scope: SqlScope): CompiledSql {
  const term = termFor(expression, scope);
  let isPersonal = false;
  let isMomentary = false;
  const parameters: ParameterList = {
    add(parameter: Parameter, cast: string) {
      isPersonal ||= parameter.isPersonal;
      isMomentary ||= parameter.isMomentary;
      return scope.parameters.add(parameter, cast);
    },
  };
  const { ask } = scope;
  const personal = (answer: string) => {
    isPersonal = true;
    return answer;
  };
  const asking = ask && {
    ask: Object.assign((...asked: Parameters<Ask>) => personal(ask(...asked)), {
      keys: (...asked: Parameters<Ask>) => personal(ask.keys(...asked)),
      areKeysMany: ask.areKeysMany,
    }),
  };
  const sql = writer({ ...scope, parameters, ...asking }).write(term, scope.mode);
  return { sql, type: outerType(term.kind), isPersonal, isMomentary };
}

/** A scope with joins and parameters of its own, for a statement made of one expression or of several. */
export function newSqlScope(
  scope: Omit<SqlScope, "joins" | "parameters">,
): SqlScope & { readonly parameters: { values(bindings: Bindings): (string | null)[] } } {
  return { ...scope, joins: joinSet(scope.model), parameters: parameterList() };
}
