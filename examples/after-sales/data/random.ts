/** A source of chance that always tells the same story for the same seed. */
export interface Chance {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** A whole number between both bounds, bounds included. */
  between(low: number, high: number): number;
  /** True so many times out of one: `happens(0.2)` is true for a fifth of the calls. */
  happens(share: number): boolean;
  /** One of the choices; refuses an empty list. */
  pick<T>(choices: readonly T[]): T;
  /** One of the choices, each as often as its weight says. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T;
}

/** Chance from a seed; the topic keeps one part of the story from moving when another part asks more often. */
export function chance(seed: number | string, topic: string): Chance {
  const next = smallFastCounter(`${seed}/${topic}`);
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return Object.freeze({
    next,
    between,
    happens: (share: number) => next() < share,
    pick: <T>(choices: readonly T[]) => at(choices, Math.floor(next() * choices.length)),
    weighted: <T>(choices: readonly (readonly [T, number])[]) => weighted(choices, next),
  });
}

/** Makes keys: UUIDv7 of the moment given, with the remaining bits from chance, so that they sort by time. */
export function keys(seed: number | string, topic: string): (instant: number) => string {
  const next = smallFastCounter(`${seed}/keys/${topic}`);
  const word = (bits: number) => Math.floor(next() * 2 ** bits);
  return (instant) => {
    const time = hex(instant, 12);
    const variant = hex(0x8000 + word(14), 4);
    const head = `${time.slice(0, 8)}-${time.slice(8)}`;
    return `${head}-7${hex(word(12), 3)}-${variant}-${hex(word(24), 6)}${hex(word(24), 6)}`;
  };
}

/** The element at a position that is known to exist. */
export function at<T>(list: readonly T[], position: number): T {
  const element = list[position];
  if (element === undefined) throw new RangeError(`nothing at position ${position} of ${list.length}`);
  return element;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}

function weighted<T>(choices: readonly (readonly [T, number])[], next: () => number): T {
  let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [choice, weight] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  return at(choices, choices.length - 1)[0];
}

/** sfc32, by Chris Doty-Humphrey (public domain): passes PractRand, 32-bit operations only. */
function smallFastCounter(text: string): () => number {
  let [a, b, c] = [hash(text, 0x9e3779b9), hash(text, 0x243f6a88), hash(text, 0xb7e15162)];
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let warm = 0; warm < 12; warm++) next();
  return next;
}

/** FNV-1a with a start of its own. */
function hash(text: string, start: number): number {
  let value = start;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 16777619);
  return value | 0;
}
