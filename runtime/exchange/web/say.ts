import { addWords, type KeyOf, type Say, useSayFrom } from "../../web/language/index.ts";
import { words } from "./words.ts";

addWords(words);

export type ImportKey = KeyOf<typeof words>;

/** Says a sentence of the import. */
export function useImportSay(): Say<ImportKey> {
  return useSayFrom<ImportKey>();
}
