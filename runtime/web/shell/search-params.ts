/** The part of an address behind `?` as plain texts: `?view=mine&sort=-due`. */
export type SearchParams = Readonly<Record<string, string>>;

/** Reads it; a name given twice keeps its last value. */
export function readSearch(search: string): SearchParams {
  return Object.fromEntries(new URLSearchParams(search));
}

/** Writes it; empty and unknown values are left out, so an untouched list has a clean address. */
export function writeSearch(params: Record<string, unknown>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params))
    if ((typeof value === "string" && value !== "") || typeof value === "number")
      search.set(name, String(value));
  const text = search.toString();
  return text ? `?${text}` : "";
}
