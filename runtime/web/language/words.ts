import type { Words } from "../../../core/language/index.ts";
import { filterWords } from "./filter-words.ts";
import { formWords } from "./form-words.ts";
import { listWords } from "./list-words.ts";
import { recordWords } from "./record-words.ts";
import { shellWords } from "./shell-words.ts";

/** Sentences by key; a missing language does not compile. `_one` and `_other` follow the `count` given. */
export type WordTable = Readonly<Record<string, Words>>;

/** Every sentence of the shell, lists, records and forms. */
export const webWords = {
  ...shellWords,
  ...listWords,
  ...filterWords,
  ...recordWords,
  ...formWords,
};

/** The keys of a table as `say` takes them: without their plural ending. */
export type KeyOf<Table> = keyof Table extends infer Key
  ? Key extends `${infer Stem}_one` | `${infer Stem}_other`
    ? Stem
    : Key extends string
      ? Key
      : never
  : never;

/** A key of the house's own sentences. */
export type WordKey = KeyOf<typeof webWords>;
