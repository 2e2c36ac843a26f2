import type { Fault } from "../../core/errors/index.ts";
import { didYouMean } from "../../core/language/index.ts";
import { resultOf } from "../computed-results.ts";
import { checkExpression, parseExpression, readsOf } from "../expression/index.ts";
import type { Computation } from "../field-type.ts";
import type { Field, ModelType } from "../model.ts";
import { isSeveral, typeBehind } from "../type-behind.ts";
import { at, expressionAt, report, type Spot } from "./checking.ts";
import { pathAt } from "./paths.ts";

interface Computed {
  readonly type: ModelType;
  readonly field: Field;
}

/** Checks how a computed field is worked out: that its parts exist, that it does not need itself, that its result fits a field type. */
export function checkComputed(spot: Spot, computed: Computed): void {
  const { type, field } = computed;
  const computation = field.type.computation(field.document);
  if (!computation) return;
  const before = spot.checking.faults.length;
  checkParts(spot, computed, computation);
  if (spot.checking.faults.length > before) return;
  const { model, shelf } = spot.checking;
  const { faults } = checkExpression(parseExpression(field.name), { model, type: type.name, isAnew: true });
  // Its parts are right each by itself, and still nothing can be made of them: such a figure is not for such values.
  const isItself = (values: Fault["values"]) =>
    values?.name === field.name && values.type === field.declaredIn;
  for (const { code, values } of faults) {
    if (computation.by === "rollup" && code === "expression.computed-broken" && isItself(values))
      report(at(spot, "function"), "metadata.rollup-kind", {
        function: computation.function,
        label: field.label,
      });
    else report(spot, code, values);
  }
  if (faults.length > 0) return;
  const { as } = field.document;
  if (typeof as === "string" && !shelf.has(as)) {
    const suggestion = didYouMean(as, shelf.keys());
    report(at(spot, "as"), "metadata.field-type-unknown", { name: as, suggestion });
    return;
  }
  if (!fitsResult(spot, computed)) report(spot, "metadata.computed-result", { label: field.label });
  if (computation.isStored) checkStored(spot, computed);
}

/** What is stored must stay right without anybody looking at it. */
function checkStored(spot: Spot, { type, field }: Computed): void {
  const { model, shelf } = spot.checking;
  const stored = at(spot, "stored");
  const { hindrance } = readsOf(model, { type: type.name, field: field.name });
  if (hindrance) report(stored, `metadata.computed-${hindrance}`, { label: field.label });
  const result = resultOf({ model, shelf }, type, field);
  const readsAs = result && shelf.get(result.type);
  if (result && readsAs?.relation(result)) report(stored, "metadata.computed-record", { label: field.label });
  if (field.document.indexed && readsAs?.sort === null)
    report(at(spot, "indexed"), "metadata.no-effect", { property: "indexed", label: field.label });
}

function checkParts(spot: Spot, { type, field }: Computed, computation: Computation): void {
  if (computation.by === "lookup") {
    pathAt(at(spot, "path"), type, computation.path);
    return;
  }
  if (computation.by === "expression") {
    expressionAt(at(spot, "expression"), { text: computation.text, type, user: true });
    return;
  }
  const list = listAt(at(spot, "of"), type, computation.path);
  if (!list) return;
  if (computation.where !== null)
    expressionAt(at(spot, "where"), {
      text: computation.where,
      type: list.type,
      expects: "bool",
      user: true,
    });
  if (computation.function !== "count" && list.rest === "")
    report(at(spot, "of"), "metadata.rollup-value", { function: computation.function, label: field.label });
  if (list.rest !== "") pathAt(at(spot, "of"), list.type, list.rest);
}

/** The list that a path first leads to, and what stands behind it. */
function listAt(
  spot: Spot,
  type: ModelType,
  path: string,
): { readonly type: ModelType; readonly rest: string } | null {
  const names = path.split(".");
  for (const index of names.keys()) {
    const end = pathAt(spot, type, names.slice(0, index + 1).join("."));
    if (end === undefined) return null;
    const relation = end === "system" ? null : end.type.relation(end.document);
    const { model } = spot.checking;
    const list = isSeveral(relation) ? model.types.get(typeBehind(model, relation) ?? "") : undefined;
    if (list) return { type: list, rest: names.slice(index + 1).join(".") };
  }
  report(spot, "metadata.rollup-list", { path });
  return null;
}

/** Whether the value is of the kind that its type keeps. */
function fitsResult(spot: Spot, { type, field }: Computed): boolean {
  const { model, shelf } = spot.checking;
  const result = resultOf({ model, shelf }, type, field);
  const wanted = result && shelf.get(result.type);
  if (!result || !wanted) return false;
  const { type: given } = checkExpression(parseExpression(field.name), {
    model,
    type: type.name,
    isAnew: true,
  });
  if (given === wanted.expressionType || wanted.relation(result) !== null) return true;
  return given === "int" && wanted.expressionType === "decimal";
}
