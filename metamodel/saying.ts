import type { Words } from "../core/language/index.ts";

const sayings = new Map<string, Words>();

/** Words a schema's refusal in both languages; gives the English text, which the schema takes as its message. */
export function saying(words: Words): string {
  sayings.set(words.en, words);
  return words.en;
}

/** The words behind a schema's message; undefined for messages of the schema library itself. */
export function wordsOf(message: string): Words | undefined {
  return sayings.get(message);
}
