import { addWords, type KeyOf, type Say, useSayFrom } from "../language/index.ts";
import { words } from "./words.ts";

addWords(words);

/** The sentences of the pages before the house, loaded with them. */
export function useSignInSay(): Say<KeyOf<typeof words>> {
  return useSayFrom<KeyOf<typeof words>>();
}
