import { swissFrench } from "../../../core/language/index.ts";
import type { Field, Operator } from "../../../metamodel/index.ts";

/** One condition of a filter bar in words … */
export interface Chip {
  readonly path: string;
  readonly operator: string;
  readonly value: unknown;
}

/** … or one that only the expression language can say. */
export interface RawChip {
  readonly cel: string;
}

export type FilterPart = Chip | RawChip;

/** Finds the field at a path of the listed type; null where there is none. */
export type FieldAt = (path: string) => Field | null;

export function isChip(part: FilterPart): part is Chip {
  return "path" in part;
}

/** The CEL text of one condition; null for a chip whose field or word no longer exists. */
export function celOf(part: FilterPart, fieldAt: FieldAt): string | null {
  if (!isChip(part)) return part.cel;
  return operatorOf(part, fieldAt)?.cel(part.path, part.value) ?? null;
}

/** The condition that all parts hold, as CEL text; empty for none. */
export function toCel(parts: readonly FilterPart[], fieldAt: FieldAt): string {
  return parts
    .map((part) => celOf(part, fieldAt))
    .filter((cel) => cel !== null && cel.trim() !== "")
    .map((cel) => (cel && hasOuter(cel, "||") ? `(${cel})` : cel))
    .join(" && ");
}

/**
 * Reads CEL text back into the conditions of a filter bar. A part that some word of its field writes letter for
 * letter becomes that word with its value; what no word writes stays text.
 */
export function toChips(cel: string, fieldAt: FieldAt): readonly FilterPart[] {
  const parts = splitOutside(cel, "&&");
  const chips: FilterPart[] = [];
  for (let at = 0; at < parts.length; at++) {
    // A word such as “between” writes two comparisons joined by &&.
    const pair = at + 1 < parts.length ? chipOf(`${parts[at]} && ${parts[at + 1]}`, fieldAt) : null;
    if (pair) {
      chips.push(pair);
      at += 1;
      continue;
    }
    const part = parts[at] ?? "";
    if (part) chips.push(chipOf(part, fieldAt) ?? { cel: part });
  }
  return chips;
}

/** The word of a chip; undefined when its field has no such word. */
export function operatorOf(chip: Chip, fieldAt: FieldAt): Operator | undefined {
  const operators = fieldAt(chip.path)?.type.operators;
  return operators && Object.hasOwn(operators, chip.operator) ? operators[chip.operator] : undefined;
}

function chipOf(cel: string, fieldAt: FieldAt): Chip | null {
  for (const path of pathsIn(cel)) {
    const field = fieldAt(path);
    if (!field) continue;
    const values = valuesIn(cel, field);
    const words = Object.entries(field.type.operators);
    for (const [operator, word] of words.filter(([, { takes }]) => takes === "nothing"))
      if (isSame(word.cel(path, undefined), cel)) return { path, operator, value: null };
    for (const [operator, word] of words)
      for (const value of word.takes === "values"
        ? values.lists
        : word.takes === "nothing"
          ? []
          : values.single)
        if (isSame(word.cel(path, value), cel) && !isMistaken(field, word, value))
          return { path, operator, value };
  }
  return null;
}

/** A number for a field that keeps its numbers as texts, such as an amount: the same digits as a text follow. */
function isMistaken({ type }: Field, { takes }: Operator, value: unknown): boolean {
  return takes === "value" && typeof value === "number" && typeof type.examples[0] === "string";
}

/** Whether two texts say the same: an amount may be written with or without `decimal("…")`. */
function isSame(one: string, other: string): boolean {
  return one === other || withBareAmounts(one) === withBareAmounts(other);
}

function withBareAmounts(cel: string): string {
  return cel.replace(/\bdecimal\("(-?\d+(?:\.\d+)?)"\)/g, "$1");
}

/** Every name or path in the text that stands outside quotes, with its beginnings: `due`, `due.getFullYear`. */
function pathsIn(cel: string): readonly string[] {
  const found = withoutTexts(cel).match(/[a-z][A-Za-z0-9_]*(\.[a-z][A-Za-z0-9_]*)*/g) ?? [];
  const beginnings = found.flatMap((path) => {
    const steps = path.split(".");
    return steps.map((_, index) => steps.slice(0, steps.length - index).join("."));
  });
  return [...new Set(beginnings)];
}

/** The values the text may be about: each literal, as it is and as the field reads it, and all of them as lists. */
function valuesIn(
  cel: string,
  field: Field,
): { readonly single: readonly unknown[]; readonly lists: readonly unknown[][] } {
  const texts = (cel.match(quoted) ?? []).map(unquote).filter((text) => text !== null);
  const readings = texts.map((text) => field.type.fromCell(text, field.document, swissFrench));
  const read = readings.flatMap((reading) => ("value" in reading ? [reading.value] : []));
  const figures = withoutTexts(cel).match(/-?\b\d+(\.\d+)?/g) ?? [];
  const numbers = figures.map(Number);
  const booleans = [true, false].filter((value) => withoutTexts(cel).includes(String(value)));
  const single = [...texts, ...read, ...numbers, ...figures, ...booleans];
  const members = [texts, read, numbers, booleans].filter((list) => list.length > 0);
  const halves = single.flatMap((value) => [
    [value, null],
    [null, value],
  ]);
  return { single, lists: [...members, ...halves, []] };
}

const quoted = /"(?:[^"\\]|\\.)*"/g;

function withoutTexts(cel: string): string {
  return cel.replace(quoted, '""');
}

function unquote(text: string): string | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function hasOuter(cel: string, sign: "&&" | "||"): boolean {
  return splitOutside(cel, sign).length > 1;
}

/** Cuts at a sign that stands outside quotes and brackets. Broken text comes back in one piece. */
function splitOutside(cel: string, sign: "&&" | "||"): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = "";
  let from = 0;
  for (let at = 0; at < cel.length; at++) {
    const letter = cel.charAt(at);
    if (quote) {
      if (letter === "\\") at += 1;
      else if (letter === quote) quote = "";
    } else if (letter === '"' || letter === "'") quote = letter;
    else if ("([{".includes(letter)) depth += 1;
    else if (")]}".includes(letter)) depth -= 1;
    else if (depth === 0 && cel.startsWith(sign, at)) {
      parts.push(cel.slice(from, at).trim());
      from = at + sign.length;
      at += sign.length - 1;
    } else if (depth === 0 && sign === "&&" && cel.startsWith("||", at)) return [cel.trim()];
  }
  if (quote || depth !== 0) return [cel.trim()];
  parts.push(cel.slice(from).trim());
  return parts.filter((part) => part !== "");
}
