import { createContext, useContext } from "react";
import type { Field, FieldState, ModelType } from "../../../metamodel/index.ts";
import type { FormSection } from "./sections.ts";
import type { FormValues } from "./validator.ts";

/** What the parts of one form share. */
export interface FormUse {
  readonly type: ModelType;
  readonly sections: readonly FormSection[];
  /** What the server refused, by field; forgotten when the field is touched. */
  readonly serverFaults: Readonly<Record<string, string>>;
  readonly onTouched: (field: string) => void;
  /** What an input could not read, by field: the form is not sent while there is any. */
  readonly unreadable: Readonly<Record<string, string>>;
  readonly onUnreadable: (field: string, sentence: string | null) => void;
  /** The values of computed fields as far as the form knows what they are made of. */
  readonly live: FormValues;
  /** What the conditions of a field make of it now. */
  readonly stateOf: (field: Field) => FieldState;
  /** Whether something differs from the values the form began with. */
  readonly isChanged: boolean;
  /** Whether the form was sent and refused: from then on every field says what is wrong. */
  readonly hasTried: boolean;
  readonly mostAreRequired: boolean;
  /** The field that gets the focus when the form opens. */
  readonly firstField: string | null;
}

export const FormContext = createContext<FormUse | null>(null);

export function useFormUse(): FormUse {
  const use = useContext(FormContext);
  if (!use) throw new Error("useFormUse is used outside a form");
  return use;
}
