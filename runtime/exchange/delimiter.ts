import type { MappingDocument } from "../../metamodel/index.ts";

export type Delimiter = NonNullable<MappingDocument["delimiter"]>;

const delimiters = [",", ";", "\t", "|"] as const satisfies readonly Delimiter[];
const places = new Map<string, number>(delimiters.map((delimiter, index) => [delimiter, index]));
const mostLines = 200;

/** The delimiter that cuts most lines of a text into as many cells as the first one; a comma where none does. */
export function guessDelimiter(text: string): Delimiter {
  const lines = countsByLine(text);
  const scores = delimiters.map((delimiter, index) => {
    const first = lines[0]?.[index] ?? 0;
    const alike = lines.filter((counts) => counts[index] === first).length;
    return { delimiter, score: first === 0 ? 0 : (alike / lines.length) * 1_000 + first };
  });
  return scores.reduce((best, each) => (each.score > best.score ? each : best)).delimiter;
}

/** How often each delimiter stands outside of quotes, line by line. The last line may be cut off and does not count. */
function countsByLine(text: string): number[][] {
  const lines: number[][] = [];
  let counts = delimiters.map(() => 0);
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (character === "\n" || character === "\r") {
      if (counts.some((count) => count > 0)) lines.push(counts);
      counts = delimiters.map(() => 0);
      if (lines.length >= mostLines) return lines;
      continue;
    }
    const index = places.get(character);
    if (index !== undefined) counts[index] = (counts[index] ?? 0) + 1;
  }
  return lines.length > 0 ? lines : [counts];
}
