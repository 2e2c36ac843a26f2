import { useEffect, useRef } from "react";
import { isCondition, isEntered, type ModelType } from "../../../metamodel/index.ts";
import { useWorkspace, whoseRights } from "../model/workspace.ts";
import { isSame } from "./changes.ts";
import { useExpressions } from "./live-values.ts";
import { type Standing, valueIn } from "./record-around.ts";
import type { FormValues } from "./validator.ts";

/**
 * Fills a new form with the defaults that are worked out, and keeps them up with what they depend on, until somebody
 * enters something else. Gives how to tell that a field was entered.
 */
export function useDefaultValues(
  type: ModelType,
  {
    mode,
    start,
    values,
    onFill,
  }: {
    mode: "create" | "change";
    start: FormValues;
    values: FormValues;
    onFill: (values: FormValues) => void;
  },
): (field: string) => void {
  const { model, me } = useWorkspace();
  const names = mode === "create" ? expressedDefaults(type) : [];
  const expressions = useExpressions(names.length > 0);
  const touched = useRef<ReadonlySet<string>>(new Set(Object.keys(start)));
  useEffect(() => {
    if (!expressions || names.length === 0) return;
    const open = names.filter((name) => !touched.current.has(name));
    const filled = defaultValues(open, { expressions, model, type, values, user: whoseRights(me) });
    if (open.some((name) => !isSame(filled[name], values[name]))) onFill(filled);
  });
  return (field) => {
    touched.current = new Set([...touched.current, field]);
  };
}

/** The fields whose default is an expression. */
export function expressedDefaults(type: ModelType): readonly string[] {
  return [...type.fields.values()]
    .filter((field) => isEntered(field) && isCondition(field.document.defaultExpression))
    .map(({ name }) => name);
}

/**
 * The values with the defaults of these fields worked out from the others, those that need another's default after it;
 * what cannot be worked out here is left for the server.
 */
export function defaultValues(open: readonly string[], standing: Standing): FormValues {
  const blank = Object.fromEntries(Object.entries(standing.values).filter(([name]) => !open.includes(name)));
  let values: FormValues = blank;
  for (let pass = 0; pass < open.length; pass += 1) {
    const next = { ...blank };
    for (const name of open) {
      const text = standing.type.fields.get(name)?.document.defaultExpression;
      const value = isCondition(text) ? valueIn(text, { ...standing, values }) : undefined;
      if (value !== undefined && value !== null) next[name] = value;
    }
    values = next;
  }
  return values;
}
