import { inWords, type Language } from "../../../core/language/index.ts";
import type { Field } from "../../../metamodel/index.ts";

/** What stands greyed in an empty input: what the field says, else the hint of its widget. */
export function placeholderOf({ document }: Pick<Field, "document">, language: Language, hint = ""): string {
  return document.placeholder ? inWords(document.placeholder, language) : hint;
}
