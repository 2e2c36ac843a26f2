import { useEffect, useMemo, useState } from "react";
import type { Field, Model, ModelType } from "../../../metamodel/index.ts";
import { useWorkspace, type Workspace, whoseRights } from "../model/workspace.ts";
import type { FormValues } from "./validator.ts";
import { watched } from "./watched.ts";

/** The room of the expression language. */
export type Expressions = typeof import("./expressions.ts");

/** The expression language, fetched when the first form needs it; null until it is there. */
export function useExpressions(isNeeded: boolean): Expressions | null {
  const [loaded, setLoaded] = useState(known);
  useEffect(() => {
    if (!isNeeded || loaded) return;
    void import("./expressions.ts").then((expressions) => {
      known = expressions;
      setLoaded(expressions);
    });
  }, [isNeeded, loaded]);
  return loaded;
}

let known: Expressions | null = null;

/**
 * The values of a form's computed fields as far as the form knows what they are made of, by name. What it does not
 * know (fields of other records, lists that did not come along) is left out: there the server's last value stands.
 */
export function useLiveValues(type: ModelType, values: FormValues, parent?: Parent): FormValues {
  const { model, me } = useWorkspace();
  const computed = useMemo(
    () => [...type.fields.values()].filter(({ type: of, document }) => of.computation(document) !== null),
    [type],
  );
  const expressions = useExpressions(computed.length > 0);
  return useMemo(() => {
    if (!expressions) return {};
    return liveValues(computed, { expressions, model, type, values, user: whoseRights(me), parent });
  }, [expressions, computed, model, type, values, me, parent]);
}

/** What a form's computed fields come to; pure. */
export function liveValues(
  computed: readonly Field[],
  {
    expressions: { evaluate, parseExpression },
    model,
    type,
    values,
    user,
    parent,
  }: {
    expressions: Pick<Expressions, "evaluate" | "parseExpression">;
    model: Model;
    type: ModelType;
    values: FormValues;
    user: Workspace["me"]["user"];
    parent?: Parent | undefined;
  },
): FormValues {
  const known = computed.flatMap(({ name }): [string, unknown][] => {
    let isWhole = true;
    const record = entered(values, {
      model,
      type,
      parent,
      onMissing: () => {
        isWhole = false;
      },
    });
    const value = evaluate(parseExpression(name), {
      model,
      type: type.name,
      record,
      user,
      isAnew: true,
    });
    return isWhole ? [[name, value]] : [];
  });
  return Object.fromEntries(known);
}

/** The record whose list a row stands in, and the reference of the row that names it. */
export interface Parent {
  readonly by: string;
  /** The record as it was entered; what it does not have and is asked for is told. */
  readonly record: (onMissing: () => void) => FormValues;
}

/**
 * A record as it was entered, also the rows of its lists: empty fields are null, and what is computed or titled is left
 * out so that it is worked out anew.
 */
export function entered(
  values: FormValues,
  {
    model,
    type,
    onMissing,
    isPart = false,
    parent,
  }: {
    model: Model;
    type: ModelType;
    onMissing: () => void;
    isPart?: boolean;
    parent?: Parent | undefined;
  },
): FormValues {
  const fields = [...type.fields.values()];
  const worked = new Set([
    "title",
    ...fields.filter(({ type: of, document }) => of.computation(document) !== null).map(({ name }) => name),
  ]);
  const empty = fields.filter((field) => field.column !== null).map(({ name }) => [name, null]);
  const record = Object.entries({
    ...(isPart ? {} : Object.fromEntries(empty)),
    type: type.name,
    ...values,
  })
    .filter(([name]) => !worked.has(name))
    .map(([name, value]): [string, unknown] => {
      const field = type.fields.get(name);
      const relation = field?.type.relation(field.document);
      const rows = relation?.kind === "many" && !relation.other ? model.types.get(relation.of) : undefined;
      if (!rows || !Array.isArray(value)) return [name, value];
      const own = { by: relation?.kind === "many" ? relation.by : "", record: () => self };
      return [name, value.map((row) => entered(Object(row), { model, type: rows, onMissing, parent: own }))];
    });
  const made: Record<string, unknown> = Object.fromEntries(record);
  if (parent)
    Object.defineProperty(made, parent.by, { get: () => parent.record(onMissing), configurable: true });
  const self: FormValues = watched(made, onMissing, worked);
  return self;
}
