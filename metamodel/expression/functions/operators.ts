import type { Arithmetic } from "../node.ts";
import type { Overload } from "../term.ts";
import { divide, divisionScale, Exact } from "../values/numbers.ts";
import { compareTexts } from "../values/texts.ts";
import { daysKnown, instantsKnown, secondsOfDay, within } from "../values/times.ts";
import { overload } from "./define.ts";

/** What each sign of arithmetic does, by the kinds on both sides; the first that fits is taken. */
export const arithmetic: Readonly<Record<Arithmetic, readonly Overload[]>> = {
  "+": [
    overload(
      ["string", "string"],
      "string",
      ([a, b]) => a + b,
      ([a, b]) => `(${a} || ${b})`,
    ),
    overload(["int", "int"], "int", ([a, b]) => a + b, sum("+")),
    overload(["decimal", "decimal"], "decimal", ([a, b]) => a.plus(b), sum("+")),
    overload(["duration", "duration"], "duration", ([a, b]) => a + b, sum("+")),
    overload(
      ["date", "int"],
      "date",
      ([day, days]) => shiftDay(day, days),
      ([a, b], { once }) => once([a, b], shiftDaySql),
    ),
    overload(
      ["date", "duration"],
      "date",
      ([day, length]) => shiftDay(day, length / secondsOfDay),
      ([a, b], { once }) => once([a, `div(${b}, 86400)`], shiftDaySql),
    ),
    overload(
      ["timestamp", "duration"],
      "timestamp",
      ([instant, length]) => shiftInstant(instant, length),
      ([a, b], { once }) => once([a, b], shiftInstantSql),
    ),
  ],
  "-": [
    overload(["int", "int"], "int", ([a, b]) => a - b, sum("-")),
    overload(["decimal", "decimal"], "decimal", ([a, b]) => a.minus(b), sum("-")),
    overload(["duration", "duration"], "duration", ([a, b]) => a - b, sum("-")),
    overload(
      ["date", "int"],
      "date",
      ([day, days]) => shiftDay(day, -days),
      ([a, b], { once }) => once([a, `(- ${b})`], shiftDaySql),
    ),
    overload(
      ["date", "duration"],
      "date",
      ([day, length]) => shiftDay(day, -length / secondsOfDay),
      ([a, b], { once }) => once([a, `(- div(${b}, 86400))`], shiftDaySql),
    ),
    overload(
      ["date", "date"],
      "int",
      ([a, b]) => BigInt(a - b),
      ([a, b]) => `(${a} - ${b})`,
    ),
    overload(
      ["timestamp", "duration"],
      "timestamp",
      ([instant, length]) => shiftInstant(instant, -length),
      ([a, b], { once }) => once([a, `(- ${b})`], shiftInstantSql),
    ),
    overload(
      ["timestamp", "timestamp"],
      "duration",
      ([a, b]) => BigInt(Math.trunc((a - b) / 1_000)),
      ([a, b]) => `trunc(extract(epoch from ${a}) - extract(epoch from ${b}))`,
    ),
  ],
  "*": [
    overload(["int", "int"], "int", ([a, b]) => a * b, sum("*")),
    overload(["decimal", "decimal"], "decimal", ([a, b]) => a.times(b), sum("*")),
    overload(["duration", "int"], "duration", ([a, b]) => a * b, sum("*")),
    overload(["int", "duration"], "duration", ([a, b]) => a * b, sum("*")),
  ],
  "/": [
    overload(
      ["int", "int"],
      "int",
      ([a, b]) => (b === 0n ? null : a / b),
      ([a, b]) => `div(${a}, nullif(${b}, 0))`,
    ),
    overload(
      ["decimal", "decimal"],
      "decimal",
      ([a, b]) => divide(a, b),
      ([a, b]) =>
        `round(div(${a} * 1e${divisionScale + 1}::numeric, nullif(${b}, 0)) * 1e-${divisionScale + 1}::numeric, ${divisionScale})`,
    ),
    overload(
      ["duration", "int"],
      "duration",
      ([a, b]) => (b === 0n ? null : a / b),
      ([a, b]) => `div(${a}, nullif(${b}, 0))`,
    ),
  ],
  "%": [
    overload(
      ["int", "int"],
      "int",
      ([a, b]) => (b === 0n ? null : a % b),
      ([a, b]) => `(${a} % nullif(${b}, 0))`,
    ),
  ],
};

/** A minus sign in front. */
export const negation: readonly Overload[] = [
  overload(
    ["int"],
    "int",
    ([a]) => -a,
    ([a]) => `(- ${a})`,
  ),
  overload(
    ["decimal"],
    "decimal",
    ([a]) => a.negated(),
    ([a]) => `(- ${a})`,
  ),
  overload(
    ["duration"],
    "duration",
    ([a]) => -a,
    ([a]) => `(- ${a})`,
  ),
];

const tests = {
  "<": (difference: number) => difference < 0,
  "<=": (difference: number) => difference <= 0,
  ">": (difference: number) => difference > 0,
  ">=": (difference: number) => difference >= 0,
} as const;

/** What `<`, `<=`, `>` and `>=` do. */
export const order: Readonly<Record<keyof typeof tests, readonly Overload[]>> = {
  "<": ordersBy("<"),
  "<=": ordersBy("<="),
  ">": ordersBy(">"),
  ">=": ordersBy(">="),
};

/** A whole number taken as a decimal, where the other side is one. */
export const intAsDecimal = overload(
  ["int"],
  "decimal",
  ([a]) => new Exact(a.toString()),
  ([a]) => `((${a})::numeric)`,
);

/** A key taken as a text. */
export const idAsString = overload(
  ["id"],
  "string",
  ([a]) => a,
  ([a]) => `((${a})::text collate "C")`,
);

function ordersBy(sign: keyof typeof tests): readonly Overload[] {
  const test = tests[sign];
  const sql = ([a, b]: readonly [string, string]) => `(${a} ${sign} ${b})`;
  const bySize = (a: bigint | number, b: bigint | number) => (a < b ? -1 : a > b ? 1 : 0);
  return [
    overload(["int", "int"], "bool", ([a, b]) => test(bySize(a, b)), sql),
    overload(["decimal", "decimal"], "bool", ([a, b]) => test(a.cmp(b)), sql),
    overload(["string", "string"], "bool", ([a, b]) => test(compareTexts(a, b)), sql),
    overload(["date", "date"], "bool", ([a, b]) => test(a - b), sql),
    overload(["timestamp", "timestamp"], "bool", ([a, b]) => test(a - b), sql),
    overload(["duration", "duration"], "bool", ([a, b]) => test(bySize(a, b)), sql),
  ];
}

/** In numeric, so that no sum or product is too large. */
function sum(sign: "+" | "-" | "*") {
  return ([a, b]: readonly [string, string]) => `((${a})::numeric ${sign} ${b})`;
}

function shiftDay(day: number, days: bigint): number | null {
  return within(day + Number(days), daysKnown);
}

/** Counted in numeric first: PostgreSQL refuses a day beyond its calendar, and a refusal would end the whole query. */
function shiftDaySql(day = "", days = ""): string {
  const target = `(${day} - date '0001-01-01') + ${days}`;
  return `(case when ${target} between 0 and ${daysKnown.last - daysKnown.first} then ${day} + (${days})::int end)`;
}

function shiftInstant(instant: number, seconds: bigint): number | null {
  return within(instant + Number(seconds) * 1_000, instantsKnown);
}

/** Hours and seconds, never days: a day of the calendar may have 23 or 25 hours. */
function shiftInstantSql(instant = "", seconds = ""): string {
  const target = `extract(epoch from ${instant}) + ${seconds}`;
  const limits = `${instantsKnown.first / 1_000} and ${instantsKnown.last / 1_000}`;
  const shift = `make_interval(hours => div(${seconds}, 3600)::int, secs => (${seconds} % 3600)::float8)`;
  return `(case when ${target} between ${limits} then ${instant} + ${shift} end)`;
}
