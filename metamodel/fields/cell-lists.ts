/**
 * Several words in one cell: `Duc SA; Roy SA`. A word that holds a separator stands in quotation marks, and one within
 * it is doubled, as in CSV: `"Duc; fils"; Roy SA`.
 */
export function joinInCell(words: readonly string[], separator: "; " | ", " = "; "): string {
  return words
    .map((word) =>
      /[,;|\n]/.test(word) || word.startsWith('"') || word !== word.trim()
        ? `"${word.replaceAll('"', '""')}"`
        : word,
    )
    .join(separator);
}

/**
 * The words of a cell, without empty ones. A quotation mark that does not close before a separator is a letter like
 * any other: `5" pipe; hose`.
 */
export function wordsInCell(text: string, separators: string): string[] {
  const end = `[ \t]*(?:[${separators}\n]|$)`;
  const word = new RegExp(
    `[ \t]*(?:"((?:[^"]|"")*)"${end}|([^${separators}\n]*)(?:[${separators}\n]|$))`,
    "y",
  );
  const words: string[] = [];
  while (word.lastIndex < text.length) {
    const found = word.exec(text);
    if (!found) break;
    words.push(found[1]?.replaceAll('""', '"') ?? found[2]?.trim() ?? "");
  }
  return words.filter((each) => each.trim() !== "");
}
