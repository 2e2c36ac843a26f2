import { useCallback, useMemo } from "react";
import {
  type Field,
  type FieldState,
  fieldState,
  hasConditions,
  isCondition,
  isOpenAtFirst,
  type Model,
  type ModelType,
} from "../../../metamodel/index.ts";
import { useWorkspace, type Workspace, whoseRights } from "../model/workspace.ts";
import type { RecordAround } from "../widgets/record-context.ts";
import { type Expressions, entered, type Parent, useExpressions } from "./live-values.ts";
import type { FormValues } from "./validator.ts";

/** Answers the conditions of a type's fields over the values of a form or a record. */
export function useRecordAround(
  type: ModelType,
  values: FormValues,
  /** Of a part of the record, as a list has it, what is not there is unknown; in a form it is empty. */
  { isPart = false, parent }: { isPart?: boolean; parent?: Parent | undefined } = {},
): RecordAround {
  const { model, me, allowed } = useWorkspace();
  const isNeeded = useMemo(
    () =>
      [...type.fields.values()].some(hasConditions) ||
      Object.values(allowed?.[type.name] ?? {}).some(isCondition),
    [type, allowed],
  );
  const expressions = useExpressions(isNeeded);
  return useMemo(() => {
    if (!expressions || !isNeeded) return undecided;
    return recordAround({ expressions, model, type, values, user: whoseRights(me), isPart, parent });
  }, [expressions, isNeeded, model, type, values, me, isPart, parent]);
}

/** How fields stand over what is typed; what is locked is so by the record as it is, and a new one is open. */
export function useFieldStates(
  type: ModelType,
  { mode, start, around }: { mode: "create" | "change"; start: FormValues; around: RecordAround },
): (field: Field) => FieldState {
  const before = useRecordAround(type, start);
  return useCallback(
    (field) => {
      const readOnly =
        mode === "change" ? fieldState(field, before.ask).readOnly : !isOpenAtFirst(field, around.ask);
      return { ...fieldState(field, around.ask), readOnly };
    },
    [mode, before, around],
  );
}

const undecided: RecordAround = { ask: () => undefined, narrow: () => null };

/** What an expression is worked out over. */
export interface Standing {
  readonly expressions: Expressions;
  readonly model: Model;
  readonly type: ModelType;
  readonly values: FormValues;
  readonly user: Workspace["me"]["user"];
  readonly isPart?: boolean;
  readonly parent?: Parent | undefined;
}

/** What is known of a record by its values; pure. A condition that names more than them is left undecided. */
export function recordAround(standing: Standing): RecordAround {
  const known = new Map<string, unknown>();
  const ask = (text: string) => {
    if (!known.has(text)) known.set(text, valueIn(text, standing));
    return known.get(text);
  };
  return { ask, narrow: (field) => filterOf(field, standing) };
}

/** The value of an expression over the record; undefined where the page does not have what it names. */
export function valueIn(text: string, standing: Standing): unknown {
  const { expressions, model, type, user } = standing;
  let isWhole = true;
  const record = recordOf(standing, () => {
    isWhole = false;
  });
  try {
    const value = expressions.evaluate(expressions.parseExpression(text), {
      model,
      type: type.name,
      record,
      user,
      // What is stored was worked out before anything was typed.
      isAnew: true,
    });
    return isWhole ? value : undefined;
  } catch {
    // The model was checked when it was published; a text that is wrong since is for the server to tell.
    return undefined;
  }
}

function filterOf(field: Field, standing: Standing): string | null {
  const { where } = field.document;
  if (!isCondition(where)) return null;
  const { model, type, expressions, user } = standing;
  let isWhole = true;
  const record = recordOf(standing, () => {
    isWhole = false;
  });
  try {
    const filter = expressions.choosableFilter(where, { model, type: type.name, record, user });
    return isWhole ? filter : null;
  } catch {
    return null;
  }
}

function recordOf(
  { model, type, values, isPart = false, parent }: Standing,
  onMissing: () => void,
): FormValues {
  return entered(values, { model, type, isPart, parent, onMissing });
}
