import type { Language } from "../../../core/language/index.ts";

/** French keeps its signs on the line of the word before them, with spaces that do not break. */
export function typeset(text: string, language: Language): string {
  if (language !== "fr") return text;
  return text
    .replace(/ ([;!?])/g, "\u202f$1")
    .replace(/ ([:»%])/g, "\u00a0$1")
    .replace(/« /g, "«\u00a0");
}
