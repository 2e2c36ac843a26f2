import { addWords, type Say, useSayFrom } from "../runtime/web/language/index.ts";
import { providerWords } from "./access/providers/words.ts";
import { accessWords } from "./access/words.ts";
import { changesWords } from "./changes/words.ts";
import { packsWords } from "./packs/words.ts";
import { fieldWords } from "./types/field-words.ts";
import { typesWords } from "./types/words.ts";

const designerWords = {
  ...accessWords,
  ...providerWords,
  ...typesWords,
  ...fieldWords,
  ...changesWords,
  ...packsWords,
};

type DesignerKey = keyof typeof designerWords extends infer Key
  ? Key extends `${infer Stem}_one` | `${infer Stem}_other`
    ? Stem
    : Key
  : never;

/** Says the designer's sentences. */
export type SayDesigner = Say<DesignerKey>;

/** Makes the designer's sentences known; when its pages are loaded. */
export function addDesignerWords(): void {
  addWords(designerWords);
}

/** The designer's sentences in the reader's language. */
export function useDesignerSay(): SayDesigner {
  return useSayFrom<DesignerKey>();
}

/** The sentence of a key that metadata names, or null where the designer has none for it. */
export function sayNamed(say: SayDesigner, key: string): string | null {
  return isDesignerKey(key) ? say(key) : null;
}

function isDesignerKey(key: string): key is DesignerKey {
  return Object.hasOwn(designerWords, key);
}
