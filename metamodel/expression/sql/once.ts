const simple = /^\(?(\$\d+(::[a-z]+(\[\])?)*|[a-z]\w*\."[^"]+")( collate "C")?\)?$/;

/**
 * Lets operands stand several times in a piece of SQL without being computed, or even written, several times: deep
 * expressions would double in size with every level. Columns and parameters simply stand where they are wanted.
 */
export function once(items: readonly string[], build: (...names: readonly string[]) => string): string {
  if (items.every((item) => simple.test(item))) return build(...items);
  const names = items.map((_, index) => `o.v${index}`);
  const columns = items.map((item, index) => `${item} as v${index}`);
  // offset 0 keeps the planner from putting each operand back in all its places.
  return `(select ${build(...names)} from (select ${columns.join(", ")} offset 0) o)`;
}
