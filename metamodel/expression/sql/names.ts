/** A name as SQL writes it. This room runs in the browser too and so cannot ask the database's own. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
