import { useCallback, useSyncExternalStore } from "react";
import { type Language, languages, type Words } from "../../../core/language/index.ts";
import { typeset } from "./typeset.ts";
import { type WordKey, type WordTable, webWords } from "./words.ts";

export type { KeyOf, WordKey, WordTable } from "./words.ts";

/** Says a sentence in the reader's language; `count` chooses singular or plural. */
export type Say<Key extends string = WordKey> = (
  key: Key,
  values?: Readonly<Record<string, string | number>>,
) => string;

const remembered = "dossier.language";

const sentences = new Map<string, Words>();
const listeners = new Set<() => void>();
let spoken: Language = "fr";

/** Puts the house's sentences in place and takes the language last used, or the browser's. */
export function startLanguage(): void {
  addWords(webWords);
  spoken = firstLanguage();
  document.documentElement.lang = spoken;
}

/** Adds the sentences of a part that is loaded later (designer, import, dashboards …). */
export function addWords(words: WordTable): void {
  for (const [key, text] of Object.entries(words)) sentences.set(key, text);
}

/** Changes the language of the screens at once and remembers it on this machine. */
export async function speak(language: Language): Promise<void> {
  localStorage.setItem(remembered, language);
  document.documentElement.lang = language;
  if (spoken === language) return;
  spoken = language;
  for (const tell of listeners) tell();
}

/** The sentences of the shell, lists, records and forms in the reader's language. */
export function useSay(): Say {
  return useSayFrom<WordKey>();
}

/** As `useSay`, with the keys of a part's own table: `useSayFrom<keyof typeof words>()`. */
export function useSayFrom<Key extends string>(): Say<Key> {
  const language = useLanguage();
  return useCallback((key, values = {}) => said(key, values, language), [language]);
}

/** The language of the screens now. */
export function useLanguage(): Language {
  return useSyncExternalStore(listen, () => spoken);
}

function listen(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

/** The sentence of a key with its values in place; the key itself where nobody wrote one. */
export function said(
  key: string,
  values: Readonly<Record<string, string | number>>,
  language: Language,
): string {
  const form = typeof values.count === "number" ? numberForm(values.count, language) : null;
  const words = (form && sentences.get(`${key}_${form}`)) ?? sentences.get(key);
  if (!words) return key;
  return typeset(words[language], language).replace(/\{(\w+)\}/g, (place, name) =>
    Object.hasOwn(values, name) ? String(values[name]) : place,
  );
}

/** French says zero and one and a half in the singular, English one alone. */
function numberForm(count: number, language: Language): "one" | "other" {
  return new Intl.PluralRules(language).select(count) === "one" ? "one" : "other";
}

function firstLanguage(): Language {
  const wanted = [localStorage.getItem(remembered), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return (
    languages.find((language) => language === wanted.find((tag) => tag === "fr" || tag === "en")) ?? "fr"
  );
}
