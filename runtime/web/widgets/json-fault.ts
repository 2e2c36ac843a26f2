/** Where a text stops being JSON, counted from 1. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
}

/** The first place at which a text is no JSON; null where it is. Browsers do not agree on telling it. */
export function faultIn(text: string): JsonFault | null {
  const reader: Reader = { text, at: 0 };
  const isWhole = value(reader) && skip(reader) && reader.at === text.length;
  if (isWhole) return null;
  const before = text.slice(0, reader.at).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** `at` stands still at the first sign that does not fit. */
interface Reader {
  readonly text: string;
  at: number;
}

const space = /[ \t\n\r]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids just these inside a word.
const word = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const plain = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;

function value(reader: Reader): boolean {
  skip(reader);
  const sign = reader.text[reader.at];
  if (sign === "{") return listed(reader, "}", member);
  if (sign === "[") return listed(reader, "]", value);
  return take(reader, sign === '"' ? word : plain);
}

function member(reader: Reader): boolean {
  skip(reader);
  return take(reader, word) && skip(reader) && sign(reader, ":") && value(reader);
}

function listed(reader: Reader, end: string, item: (reader: Reader) => boolean): boolean {
  reader.at += 1;
  skip(reader);
  if (sign(reader, end)) return true;
  while (item(reader)) {
    skip(reader);
    if (sign(reader, end)) return true;
    if (!sign(reader, ",")) return false;
  }
  return false;
}

function skip(reader: Reader): true {
  take(reader, space);
  return true;
}

function sign(reader: Reader, wanted: string): boolean {
  if (reader.text[reader.at] !== wanted) return false;
  reader.at += 1;
  return true;
}

function take(reader: Reader, pattern: RegExp): boolean {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (!found) return false;
  reader.at = pattern.lastIndex;
  return true;
}
