import { createContext, useContext } from "react";
import { type Ask, type Field, type FieldState, fieldState } from "../../../metamodel/index.ts";

/** The record that an input belongs to, as far as the page knows it. */
export interface RecordAround {
  readonly ask: Ask;
  /** The filter that the `where` of a reference comes to for this record; null for none. */
  readonly narrow: (field: Field) => string | null;
  /** The record itself as it was entered; what it does not have and is asked for is told. */
  readonly record?: (onMissing: () => void) => Readonly<Record<string, unknown>>;
}

/** Where no record is around, as in a filter, no condition is decided. */
export const RecordContext = createContext<RecordAround>({ ask: () => undefined, narrow: () => null });

export function useRecordAround(): RecordAround {
  return useContext(RecordContext);
}

/** What the conditions of a field make of it for the record around. */
export function useFieldState(field: Field): FieldState {
  return fieldState(field, useRecordAround().ask);
}
