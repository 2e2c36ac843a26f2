import { addWords, type KeyOf, type Say, useSayFrom } from "../language/index.ts";
import { words } from "./words.ts";

addWords(words);

/** The sentences of the page “My account”, which is loaded when it is opened. */
export function useAccountSay(): Say<KeyOf<typeof words>> {
  return useSayFrom<KeyOf<typeof words>>();
}
