import { type Fault, Refusal } from "../../core/errors/index.ts";
import { didYouMean } from "../../core/language/index.ts";
import {
  type Alternative,
  checkExpression,
  compileAlternatives,
  compileToSql,
  type ParameterList,
  parseExpression,
  type SqlScope,
} from "../../metamodel/expression/index.ts";
import { hiddenFields, knownTo, mayEverything } from "../access/index.ts";
import type { Beside, Draft } from "./draft.ts";
import { typeNamed, visibleFields } from "./paths.ts";
import type { Standing } from "./standing.ts";

/** A CEL text of the metadata, over the record at `at`, as SQL of a draft. */
export function compile(
  draft: Draft,
  {
    text,
    ...how
  }: { text: string; at: Standing; mode: "exact" | "filter"; isOpen: boolean; beside?: Beside },
): string {
  return compileToSql(parseExpression(text), scopeOf(draft, how)).sql;
}

/** A condition of the metadata over the record at `at`, as what its outermost `or` joins. */
export function alternatives(
  draft: Draft,
  { text, at }: { text: string; at: Standing },
): readonly Alternative[] {
  return compileAlternatives(parseExpression(text), scopeOf(draft, { at, mode: "filter", isOpen: true }));
}

/** Whether a CEL text of the metadata reads a field, of whatever type on its way, that is hidden from the user. */
export function tellsHidden({ crm }: Draft, { text, type }: { text: string; type: string }): boolean {
  if (mayEverything(crm)) return false;
  const { mentions } = checkExpression(parseExpression(text), { model: crm.model, type });
  return mentions.some((mention) => hiddenFields(crm, typeNamed(crm, mention.type)).has(mention.field));
}

/**
 * A CEL text that the user wrote, as a condition. Its faults carry `where` as their path and the position in their
 * values. Fields hidden from him do not exist for him.
 */
export function compileFilter(
  draft: Draft,
  { text, at, where }: { text: string; at: Standing; where: string },
): string {
  const placed = (faults: readonly Fault[]) => faults.map((fault) => ({ ...fault, path: where }));
  const expression = refuseAt(where, () => parseExpression(text));
  const { model } = draft.crm;
  const checked = checkExpression(expression, { model, type: at.type.name, expects: "bool" });
  const hidden = checked.mentions.flatMap((mention) => hiddenMention(draft, mention) ?? []);
  // What is near a name is looked for among the names that the user knows.
  const said =
    checked.faults.length === 0
      ? []
      : checkExpression(expression, {
          model: knownTo(draft.crm).model,
          type: at.type.name,
          expects: "bool",
        }).faults;
  const faults = placed([...(said.length > 0 ? said : checked.faults), ...hidden]);
  if (faults.length > 0) throw new Refusal("expression.invalid", { count: faults.length }, { faults });
  return refuseAt(
    where,
    () => compileToSql(expression, scopeOf(draft, { at, mode: "filter", isOpen: false })).sql,
  );
}

function scopeOf(
  draft: Draft,
  { at, mode, isOpen, beside }: { at: Standing; mode: "exact" | "filter"; isOpen: boolean; beside?: Beside },
): SqlScope {
  return {
    model: draft.crm.model,
    type: at.type.name,
    alias: at.alias,
    mode,
    joins: draft.joinSet({ isOpen }),
    parameters: parametersOf(draft),
    ...(at.isUnwritten ? { isAnew: "root" } : beside?.at.isUnwritten ? { isAnew: "beside" } : {}),
    // What the user wrote stays in one statement: nothing is asked that he could not see in it.
    ...(isOpen && draft.ask && { ask: draft.ask }),
    ...(beside && besideScope(beside)),
  };
}

function besideScope({ name, at, from }: Beside): Pick<SqlScope, "variables" | "beside"> {
  const place = { alias: at.alias, joins: from.joinSet({ isOpen: true }) };
  return {
    variables: { [name]: { record: at.type.name, isBeside: true } },
    beside: new Map([[name, place]]),
  };
}

/** The parameters of a draft as the expression compiler adds to them. */
export function parametersOf(draft: Draft): ParameterList {
  return { add: ({ text, from }, cast) => draft.value(from ? { from } : text, cast) };
}

function hiddenMention(
  { crm }: Draft,
  { type, field, start }: { readonly type: string; readonly field: string; readonly start: number },
): Fault | null {
  const mentioned = typeNamed(crm, type);
  if (!hiddenFields(crm, mentioned).has(field)) return null;
  const suggestion = didYouMean(field, visibleFields(crm, mentioned).keys());
  return {
    path: "",
    code: "query.unknown-path",
    values: { name: field, type: mentioned.label, position: start + 1, suggestion },
  };
}

function refuseAt<Value>(where: string, work: () => Value): Value {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    const faults =
      cause.faults.length > 0 ? cause.faults : [{ path: "", code: cause.code, values: cause.values }];
    throw new Refusal(cause.code, cause.values, {
      faults: faults.map((fault) => ({ ...fault, path: where })),
      cause,
    });
  }
}
