import type { Pattern, Range } from "./pattern.ts";

/** One state of the machine a pattern becomes: reads a character, tests a border, or goes on in several ways. */
type State =
  | { readonly does: "read"; readonly negated: boolean; readonly ranges: readonly Range[]; to: number }
  | { readonly does: "start" | "end"; to: number }
  | { readonly does: "fork"; to: number[] }
  | { readonly does: "found" };

/** Whether the pattern occurs anywhere in a text, in time linear to the text's length. */
export type Matcher = (text: string) => boolean;

/** Makes a pattern ready to be tried on many texts. All states are followed at once, so nothing is tried twice. */
export function matcherOf(pattern: Pattern): Matcher {
  const states: State[] = [{ does: "found" }];
  const first = build(states, pattern, 0);

  return (text) => {
    const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
    let here = new Set<number>();
    for (let at = 0; at <= points.length; at++) {
      follow(states, first, { at, length: points.length }, here);
      if (here.has(0)) return true;
      const point = points[at];
      const there = new Set<number>();
      if (point !== undefined)
        for (const index of here) {
          const state = states[index];
          if (state?.does === "read" && reads(state, point))
            follow(states, state.to, { at: at + 1, length: points.length }, there);
        }
      here = there;
    }
    return false;
  };
}

/** The pattern written so that PostgreSQL and `readPattern` both read it, with the same meaning. */
export function patternText(pattern: Pattern): string {
  return pattern.part === "either" ? pattern.parts.map(piece).join("|") : piece(pattern);
}

function piece(pattern: Pattern): string {
  switch (pattern.part) {
    case "start":
      return "^";
    case "end":
      return "$";
    case "one":
      return `[${pattern.negated ? "^" : ""}${pattern.ranges.map(rangeText).join("")}]`;
    case "sequence":
      return pattern.parts.map(piece).join("");
    case "either":
      return `(?:${pattern.parts.map(piece).join("|")})`;
    case "repeat":
      return `${pattern.of.part === "sequence" ? `(?:${piece(pattern.of)})` : piece(pattern.of)}${times(pattern)}`;
  }
}

/** Adds the states of a pattern that go on to state `to`; tells where it begins. */
function build(states: State[], pattern: Pattern, to: number): number {
  switch (pattern.part) {
    case "start":
    case "end":
      return states.push({ does: pattern.part, to }) - 1;
    case "one":
      return states.push({ does: "read", negated: pattern.negated, ranges: pattern.ranges, to }) - 1;
    case "sequence":
      return pattern.parts.reduceRight((after, part) => build(states, part, after), to);
    case "either":
      return states.push({ does: "fork", to: pattern.parts.map((part) => build(states, part, to)) }) - 1;
    case "repeat":
      return buildRepeat(states, pattern, to);
  }
}

function buildRepeat(states: State[], { of, least, most }: Pattern & { part: "repeat" }, to: number): number {
  let begin = to;
  if (most === Number.POSITIVE_INFINITY) {
    const fork: State & { does: "fork" } = { does: "fork", to: [to] };
    begin = states.push(fork) - 1;
    fork.to.push(build(states, of, begin));
  } else {
    for (let extra = least; extra < most; extra++)
      begin = states.push({ does: "fork", to: [to, build(states, of, begin)] }) - 1;
  }
  for (let copy = 0; copy < least; copy++) begin = build(states, of, begin);
  return begin;
}

function follow(
  states: readonly State[],
  from: number,
  place: { readonly at: number; readonly length: number },
  reached: Set<number>,
): void {
  const open = [from];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (reached.has(index)) continue;
    reached.add(index);
    const state = states[index];
    if (state?.does === "fork") open.push(...state.to);
    if (state?.does === "start" && place.at === 0) open.push(state.to);
    if (state?.does === "end" && place.at === place.length) open.push(state.to);
  }
}

function reads(state: State & { does: "read" }, point: number): boolean {
  return state.ranges.some(([first, last]) => point >= first && point <= last) !== state.negated;
}

function rangeText([first, last]: Range): string {
  return first === last ? characterText(first) : `${characterText(first)}-${characterText(last)}`;
}

function characterText(point: number): string {
  if (point === 10) return "\\n";
  const character = String.fromCodePoint(point);
  return /[A-Za-z0-9]/.test(character) || point < 32 || point > 126 ? character : `\\${character}`;
}

function times({ least, most }: { readonly least: number; readonly most: number }): string {
  return `{${least},${most === Number.POSITIVE_INFINITY ? "" : most}}`;
}
