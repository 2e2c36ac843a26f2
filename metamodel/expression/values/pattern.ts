/**
 * Patterns of `matches`: a small, regular part of what RE2 and PostgreSQL both know, so that it means the same in
 * both and never takes more than linear time.
 */
export type Pattern =
  | { readonly part: "one"; readonly negated: boolean; readonly ranges: readonly Range[] }
  | { readonly part: "start" | "end" }
  | { readonly part: "sequence"; readonly parts: readonly Pattern[] }
  | { readonly part: "either"; readonly parts: readonly Pattern[] }
  | { readonly part: "repeat"; readonly of: Pattern; readonly least: number; readonly most: number };

/** Two code points, both included. */
export type Range = readonly [number, number];

const digits: Range[] = [[48, 57]];
const wordCharacters: Range[] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const blanks: Range[] = [
  [9, 10],
  [12, 13],
  [32, 32],
];
const classes: ReadonlyMap<string, { negated: boolean; ranges: readonly Range[] }> = new Map([
  ["d", { negated: false, ranges: digits }],
  ["D", { negated: true, ranges: digits }],
  ["w", { negated: false, ranges: wordCharacters }],
  ["W", { negated: true, ranges: wordCharacters }],
  ["s", { negated: false, ranges: blanks }],
  ["S", { negated: true, ranges: blanks }],
]);

/** Reads a pattern; null where it is broken or uses more than the small part. */
export function readPattern(text: string): Pattern | null {
  const reader = { characters: Array.from(text), at: 0, size: 1, depth: 0 };
  try {
    const pattern = readEither(reader);
    return reader.at === reader.characters.length ? pattern : null;
  } catch (cause) {
    if (cause === outside) return null;
    throw cause;
  }
}

/** Thrown to leave the reading at once; never leaves this file. */
const outside = Symbol("outside the small part");

interface Reader {
  readonly characters: readonly string[];
  at: number;
  /** How many states the pattern takes when repetitions are written out. */
  size: number;
  depth: number;
}

function readEither(reader: Reader): Pattern {
  const parts = [readSequence(reader)];
  while (take(reader, "|")) parts.push(readSequence(reader));
  const [only] = parts;
  return parts.length === 1 && only ? only : { part: "either", parts };
}

function readSequence(reader: Reader): Pattern {
  const parts: Pattern[] = [];
  for (let next = peek(reader); next !== undefined && next !== "|" && next !== ")"; next = peek(reader))
    parts.push(readRepeated(reader));
  if (parts.length === 0 && reader.characters.length > 0) throw outside;
  return { part: "sequence", parts };
}

function readRepeated(reader: Reader): Pattern {
  const before = reader.size;
  const of = readOne(reader);
  const times = readTimes(reader);
  if (!times) return of;
  if (of.part === "start" || of.part === "end" || "*+?{".includes(peek(reader) ?? " ")) throw outside;
  const copies = times.most === Number.POSITIVE_INFINITY ? times.least + 1 : times.most;
  reader.size = before + (reader.size - before) * Math.max(1, copies);
  if (reader.size > 2_000) throw outside;
  return { part: "repeat", of, ...times };
}

function readTimes(reader: Reader): { least: number; most: number } | null {
  if (take(reader, "*")) return { least: 0, most: Number.POSITIVE_INFINITY };
  if (take(reader, "+")) return { least: 1, most: Number.POSITIVE_INFINITY };
  if (take(reader, "?")) return { least: 0, most: 1 };
  if (peek(reader) !== "{") return null;
  const counted = /^\{(\d{1,3})(,(\d{0,3}))?\}/.exec(
    reader.characters.slice(reader.at, reader.at + 9).join(""),
  );
  if (!counted) throw outside;
  reader.at += counted[0].length;
  const least = Number(counted[1]);
  const most = counted[2] === undefined ? least : counted[3] ? Number(counted[3]) : Number.POSITIVE_INFINITY;
  if (least > 200 || most < least || (most > 200 && most !== Number.POSITIVE_INFINITY)) throw outside;
  return { least, most };
}

function readOne(reader: Reader): Pattern {
  reader.size++;
  const character = next(reader);
  switch (character) {
    case ".":
      return { part: "one", negated: true, ranges: [[10, 10]] };
    case "^":
      return { part: "start" };
    case "$":
      return { part: "end" };
    case "(":
      return readGroup(reader);
    case "[":
      return readClass(reader);
    case "\\":
      return readEscaped(reader);
    case "*":
    case "+":
    case "?":
    case "{":
    case "}":
    case "]":
      throw outside;
    default:
      return { part: "one", negated: false, ranges: [single(character)] };
  }
}

function readGroup(reader: Reader): Pattern {
  if (++reader.depth > 20) throw outside;
  if (take(reader, "?") && !take(reader, ":")) throw outside;
  const inner = readEither(reader);
  if (!take(reader, ")")) throw outside;
  reader.depth--;
  return inner.part === "sequence" || inner.part === "either" ? inner : { part: "sequence", parts: [inner] };
}

function readEscaped(reader: Reader): Pattern {
  const character = next(reader);
  const known = classes.get(character);
  if (known) return { part: "one", ...known };
  return { part: "one", negated: false, ranges: [escaped(character)] };
}

function readClass(reader: Reader): Pattern {
  const negated = take(reader, "^");
  const ranges: Range[] = [];
  for (let character = next(reader); character !== "]"; character = next(reader)) {
    if (character === "[") throw outside;
    const escapedWord = character === "\\" ? next(reader) : null;
    const known = escapedWord === null ? undefined : classes.get(escapedWord);
    if (known?.negated) throw outside;
    if (known) ranges.push(...known.ranges);
    else ranges.push(readRange(reader, escapedWord === null ? single(character) : escaped(escapedWord)));
  }
  if (ranges.length === 0) throw outside;
  return { part: "one", negated, ranges };
}

function readRange(reader: Reader, [first]: Range): Range {
  if (peek(reader) !== "-" || reader.characters[reader.at + 1] === "]") return [first, first];
  reader.at++;
  const character = next(reader);
  if (character === "[") throw outside;
  const [, last] = character === "\\" ? escaped(next(reader)) : single(character);
  if (last < first) throw outside;
  return [first, last];
}

const controls: ReadonlyMap<string, number> = new Map([
  ["n", 10],
  ["r", 13],
  ["t", 9],
]);

function escaped(character: string): Range {
  const control = controls.get(character);
  if (control !== undefined) return [control, control];
  if (/[A-Za-z0-9]/.test(character)) throw outside;
  return single(character);
}

function single(character: string): Range {
  const point = character.codePointAt(0) ?? 0;
  return [point, point];
}

function peek(reader: Reader): string | undefined {
  return reader.characters[reader.at];
}

function next(reader: Reader): string {
  const character = reader.characters[reader.at++];
  if (character === undefined) throw outside;
  return character;
}

function take(reader: Reader, character: string): boolean {
  if (peek(reader) !== character) return false;
  reader.at++;
  return true;
}
