import { addWords, type KeyOf, type Say, useSayFrom } from "../../web/language/index.ts";
import { words } from "./words.ts";

addWords(words);

export type PeopleKey = KeyOf<typeof words>;

/** Says a sentence about a person's data. */
export function usePeopleSay(): Say<PeopleKey> {
  return useSayFrom<PeopleKey>();
}
