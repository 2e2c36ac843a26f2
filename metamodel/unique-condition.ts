import { compileToSql, newSqlScope, type ParameterList, parseExpression } from "./expression/index.ts";
import type { Model, ModelType } from "./model.ts";

/**
 * The condition of a unique set as SQL for the `where` of an index, over bare columns, its constants written out; null
 * where it reads more than the record itself keeps: an index knows no user, no moment and no other record.
 */
export function uniqueCondition(model: Model, type: ModelType, text: string): string | null {
  let isPlain = true;
  const parameters: ParameterList = {
    add({ text: constant, from }, cast) {
      if (from) isPlain = false;
      return constant === null ? `null::${cast}` : `'${constant.replaceAll("'", "''")}'::${cast}`;
    },
  };
  const scope = { ...newSqlScope({ model, type: type.name, alias: "#", mode: "filter" }), parameters };
  const { sql, isMomentary, isPersonal } = compileToSql(parseExpression(text), scope);
  const readsMore =
    scope.joins.sql() !== "" || /\bselect\b|at time zone/i.test(sql.replace(/'(?:[^']|'')*'/g, ""));
  if (!isPlain || isMomentary || isPersonal || readsMore) return null;
  return sql.replaceAll('#."', '"');
}
