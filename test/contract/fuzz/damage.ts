import fc from "fast-check";

/** One thing done to a JSON value: where, what, and what it takes for it. The numbers are cut down to what is there. */
export interface Damage {
  readonly how: (typeof ways)[number];
  readonly where: number;
  readonly pick: number;
  readonly value: unknown;
}

type Place = { readonly of: object; readonly key: string };

const ways = ["drop", "replace", "add", "repeat", "swap", "borrow", "expression"] as const;

/** Values that are too deep, or too long, to be shown in a failure: made from their name when they are put somewhere. */
const large = new Map<unknown, () => unknown>([
  ["lists in lists", () => JSON.parse("[".repeat(500) + "]".repeat(500))],
  ["objects in objects", () => JSON.parse(`${'{"a":'.repeat(400)}1${"}".repeat(400)}`)],
  ["a long list", () => Array(3_000).fill("x")],
  ["a long text", () => "a".repeat(100_000)],
  ["open brackets", () => "(".repeat(3_000)],
  ["open braces", () => "{{".repeat(500)],
  ["many digits", () => "9".repeat(400)],
]);

/** Names that JavaScript, PostgreSQL or the house itself give a meaning to. */
export const oddNames = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "id",
  "type",
  "title",
  "version",
  "deleted_at",
  "select",
  "null",
  "true",
  "in",
  "",
  " ",
  "é",
  "a\0b",
  "\ud800",
  "x'; drop table kernel_document; --",
  "a".repeat(64),
] as const;

const wrong = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e308, 2 ** 53, "", [], {}, [[]], [null], [{}]),
  fc.constantFrom<unknown>(...oddNames),
  fc.constantFrom<unknown>(...large.keys()),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Something done to a document or to another JSON value. */
export const damage: fc.Arbitrary<Damage> = fc.record({
  how: fc.constantFrom(...ways),
  where: fc.nat({ max: 100_000 }),
  pick: fc.nat({ max: 100_000 }),
  value: wrong,
});

/** A copy with one thing done to it; `all` is where values are borrowed from. */
export function damaged(
  document: unknown,
  { how, where, pick, ...rest }: Damage,
  all: readonly unknown[],
): unknown {
  const value = large.get(rest.value)?.() ?? rest.value;
  const copy = structuredClone(document);
  if (typeof copy !== "object" || copy === null) return value;
  const places = how === "expression" ? placesIn(copy).filter(isSentence) : placesIn(copy);
  const place = places[where % Math.max(places.length, 1)];
  if (!place) return copy;
  const here: unknown = Reflect.get(place.of, place.key);
  if (how === "drop") take(place);
  if (how === "replace") put(place, value);
  if (how === "add") put(inside(place, here, pick), value);
  if (how === "repeat" && Array.isArray(place.of)) place.of.push(structuredClone(here));
  if (how === "swap") swap(place, places[pick % places.length] ?? place);
  if (how === "borrow") put(place, borrowed(place, pick, all));
  if (how === "expression") put(place, damagedText(String(here), pick));
  return copy;
}

function inside(place: Place, here: unknown, pick: number): Place {
  const key = oddNames[pick % oddNames.length] ?? "";
  return typeof here === "object" && here !== null ? { of: here, key } : { of: place.of, key };
}

/** Most often what stands under the same key elsewhere: that has the right shape and the wrong meaning. */
function borrowed({ key }: Place, pick: number, all: readonly unknown[]): unknown {
  const places = all.flatMap((one) => (typeof one === "object" && one !== null ? placesIn(one) : []));
  const alike = pick % 4 === 0 ? places : places.filter((place) => place.key === key);
  const from = alike[pick % Math.max(alike.length, 1)];
  return from ? structuredClone(Reflect.get(from.of, from.key)) : null;
}

function swap(a: Place, b: Place): void {
  const [x, y]: unknown[] = [Reflect.get(a.of, a.key), Reflect.get(b.of, b.key)];
  put(a, structuredClone(y));
  put(b, structuredClone(x));
}

/** As a property of its own whatever its name: `__proto__` too, which JSON has as any other. */
function put({ of, key }: Place, value: unknown): void {
  Object.defineProperty(of, key, { value, enumerable: true, writable: true, configurable: true });
}

function take({ of, key }: Place): void {
  if (Array.isArray(of)) of.splice(Number(key), 1);
  else Reflect.deleteProperty(of, key);
}

function placesIn(value: object, depth = 0): Place[] {
  return Object.entries(value).flatMap(([key, inner]) => [
    { of: value, key },
    ...(typeof inner === "object" && inner !== null && depth < deepest ? placesIn(inner, depth + 1) : []),
  ]);
}

/** Real documents are not deeper; what was made deeper on purpose is left alone. */
const deepest = 12;

const sentences =
  /^(title|when|expression|where|visible|required|readOnly|filter|defaultExpression|of|path|see|change|delete|pattern|measure|group|sort)$/;

function isSentence({ of, key }: Place): boolean {
  return sentences.test(key) && typeof Reflect.get(of, key) === "string";
}

/** The expressions, paths and conditions that stand in documents. */
export function sentencesIn(documents: readonly unknown[]): string[] {
  const all = documents.flatMap((one) => (typeof one === "object" && one !== null ? placesIn(one) : []));
  return [...new Set(all.filter(isSentence).map(({ of, key }) => String(Reflect.get(of, key))))];
}

const insertions = [
  "(",
  ")",
  "[",
  "]",
  "{",
  ".",
  ",",
  ":",
  '"',
  "'",
  "!",
  "&&",
  "||",
  "==",
  "in",
  "?",
  "-",
  "/",
  "%",
  "null",
  "true",
  "user",
  "1e400",
  "0x",
  "99999999999999999999999",
  "0.1",
  '"\0"',
  '"\ud800"',
  "constructor",
  "__proto__",
  "has(",
  ".map(x, x)",
  ".matches('(a+)+$')",
  "date('2024-02-30')",
  "b'x'",
  "r'\\'",
  "//",
  "🚒",
] as const;

/** A text with a word of it left out, said twice, moved or strange, or wrapped until it is too deep. */
export function damagedText(text: string, pick: number): string {
  const words: string[] = text.match(/\w+|"[^"]*"|'[^']*'|\s+|[^\w\s]/gu) ?? [""];
  const at = Math.floor(pick / 7) % Math.max(words.length, 1);
  const other = Math.floor(pick / 91) % Math.max(words.length, 1);
  const odd = insertions[Math.floor(pick / 13) % insertions.length] ?? "";
  if (pick % 7 === 0) return words.toSpliced(at, 1).join("");
  if (pick % 7 === 1) return words.toSpliced(at, 0, words[at] ?? "").join("");
  if (pick % 7 === 2) return words.with(at, words[other] ?? "").join("");
  if (pick % 7 === 3 || pick % 7 === 4) return words.toSpliced(at, 0, odd).join("");
  if (pick % 7 === 5) return words.with(at, odd).join("");
  return wrapped(text, pick);
}

function wrapped(text: string, pick: number): string {
  const times = [3, 40, 70, 900, 3_000][pick % 5] ?? 3;
  const shapes = [
    "(".repeat(times) + text + ")".repeat(times),
    "!".repeat(times) + text,
    "-".repeat(times) + text,
    Array(times).fill(text).join(" && "),
    `${text}.contains("${"x".repeat(times)}")`,
    "[".repeat(times) + text + "]".repeat(times),
    `${"true ? ".repeat(times)}${text}${" : false".repeat(times)}`,
  ];
  return shapes[Math.floor(pick / 5) % shapes.length] ?? text;
}
