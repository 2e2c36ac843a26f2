import type { Words } from "../../core/language/index.ts";
import type { Cell, Reading } from "../field-type.ts";

/** A cell as the text a person would see in it, without spaces around. */
export function cellText(cell: Cell): string {
  if (cell === null) return "";
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? "" : cell.toISOString();
  return String(cell).trim();
}

/** Says why a cell cannot be read; the cell's text is shown shortened. */
export function unreadable(cell: Cell, fr: string, en: string): { readonly unreadable: Words } {
  const text = cellText(cell);
  const shown = text.length > 60 ? `${Array.from(text).slice(0, 60).join("")}…` : text;
  return { unreadable: { fr: `« ${shown} » ${fr}`, en: `“${shown}” ${en}` } };
}

/** Reads a cell as text exactly as it stands; numbers and dates become what they would look like. */
export function readText(cell: Cell): Reading<string> {
  if (typeof cell === "string") return { value: cell };
  return { value: cellText(cell) };
}
