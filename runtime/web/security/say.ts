import { addWords, type KeyOf, type Say, useSayFrom } from "../language/index.ts";
import { words } from "./words.ts";

addWords(words);

/** The sentences of how one signs in, loaded with the pages that show it. */
export function useSecuritySay(): Say<KeyOf<typeof words>> {
  return useSayFrom<KeyOf<typeof words>>();
}
