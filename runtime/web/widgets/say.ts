import { addWords, type KeyOf, type Say, useSayFrom } from "../language/index.ts";
import { words } from "./words.ts";

addWords(words);

/** The sentences of the widgets that are loaded when they are first needed. */
export function useWidgetSay(): Say<KeyOf<typeof words>> {
  return useSayFrom<KeyOf<typeof words>>();
}
