import i18next, { type i18n } from "i18next";
import { useCallback } from "react";
import { initReactI18next, useTranslation } from "react-i18next";
import { type Language, languages } from "../../../core/language/index.ts";
import { typeset } from "./typeset.ts";
import { type WordKey, type WordTable, webWords } from "./words.ts";

export type { KeyOf, WordKey, WordTable } from "./words.ts";

/** Says a sentence in the reader's language; `count` chooses singular or plural. */
export type Say<Key extends string = WordKey> = (
  key: Key,
  values?: Readonly<Record<string, string | number>>,
) => string;

const remembered = "dossier.language";

/** Starts i18next with the house's sentences in the language last used, or the browser's. */
export function startLanguage(): i18n {
  void i18next.use(initReactI18next).init({
    lng: firstLanguage(),
    fallbackLng: "fr",
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false, prefix: "{", suffix: "}" },
    resources: Object.fromEntries(
      languages.map((language) => [language, { translation: inLanguage(webWords, language) }]),
    ),
  });
  document.documentElement.lang = i18next.language;
  return i18next;
}

/** Adds the sentences of a part that is loaded later (designer, import, dashboards …). */
export function addWords(words: WordTable): void {
  for (const language of languages)
    i18next.addResourceBundle(language, "translation", inLanguage(words, language), true, true);
}

/** Changes the language of the screens at once and remembers it on this machine. */
export async function speak(language: Language): Promise<void> {
  localStorage.setItem(remembered, language);
  document.documentElement.lang = language;
  if (i18next.language !== language) await i18next.changeLanguage(language);
}

/** The sentences of the shell, lists, records and forms in the reader's language. */
export function useSay(): Say {
  return useSayFrom<WordKey>();
}

/** As `useSay`, with the keys of a part's own table: `useSayFrom<keyof typeof words>()`. */
export function useSayFrom<Key extends string>(): Say<Key> {
  const { t } = useTranslation();
  return useCallback((key, values = {}) => t(String(key), { ...values }), [t]);
}

/** The language of the screens now. */
export function useLanguage(): Language {
  const { i18n: state } = useTranslation();
  return state.language === "en" ? "en" : "fr";
}

function inLanguage(words: WordTable, language: Language): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words).map(([key, text]) => [key, typeset(text[language], language)]),
  );
}

function firstLanguage(): Language {
  const wanted = [localStorage.getItem(remembered), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return (
    languages.find((language) => language === wanted.find((tag) => tag === "fr" || tag === "en")) ?? "fr"
  );
}
