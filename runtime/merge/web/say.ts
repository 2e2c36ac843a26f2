import { addWords, type KeyOf, type Say, useSayFrom } from "../../web/language/index.ts";
import { words } from "./words.ts";

addWords(words);

export type MergeKey = KeyOf<typeof words>;

/** Says a sentence of letters, mails and the outbox. */
export function useMergeSay(): Say<MergeKey> {
  return useSayFrom<MergeKey>();
}
