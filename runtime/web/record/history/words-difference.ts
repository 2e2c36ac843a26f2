import { diffWords } from "diff";

/** A stretch of two texts that are compared: in both, in the former alone, in the new one alone. */
export interface Stretch {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** More changed words than this are not worth following word by word, nor the time that it takes. */
const mostChanges = 1_500;

/** What became of a text, word by word; texts that have little in common as one removed and one added. */
export function wordsDifference(
  { before, after }: { before: string; after: string },
  language: string,
): Stretch[] {
  const found = diffWords(before, after, {
    intlSegmenter: new Intl.Segmenter(language, { granularity: "word" }),
    maxEditLength: mostChanges,
  });
  const parts = found?.map(({ added, removed, value }): Stretch => {
    return { kind: added ? "added" : removed ? "removed" : "same", text: value };
  });
  return parts?.some(isWords) ? parts : wholly(before, after);
}

function wholly(before: string, after: string): Stretch[] {
  return [
    { kind: "removed", text: before },
    { kind: "added", text: after },
  ];
}

/** Something of the former text has to be left for a comparison to be of use. */
function isWords({ kind, text }: Stretch): boolean {
  return kind === "same" && /[\p{L}\p{N}]/u.test(text);
}

/** What is left of an unchanged stretch, in characters, on the side of a change. */
const around = 80;
const gap = " … ";

/** The same with unchanged stretches cut down to what stands around the changes, at the ends of words. */
export function aroundChanges(stretches: readonly Stretch[]): Stretch[] {
  return stretches.map((stretch, index) => {
    const { kind, text } = stretch;
    const first = index === 0;
    const last = index === stretches.length - 1;
    if (kind !== "same" || text.length <= 2 * around + gap.length) return stretch;
    const begin = first ? "" : text.slice(0, around).replace(/\S*$/, "").trimEnd();
    const end = last ? "" : text.slice(-around).replace(/^\S*/, "").trimStart();
    return { kind, text: `${begin}${gap}${end}` };
  });
}
