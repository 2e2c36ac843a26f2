import { expect, test } from "vitest";
import {
  addDays,
  daysBetween,
  formatDay,
  formatLongDay,
  formatNearDay,
  isDay,
  readDay,
  readTypedDay,
  swissFrench,
} from "./index.ts";

const french = { ...swissFrench, country: "FR" } as const;
const english = { ...swissFrench, language: "en" } as const;
/** A Wednesday. */
const today = "2026-03-04";

test("a day is written as its country does, and in full in a letter", () => {
  expect(formatDay(today, swissFrench)).toBe("04.03.2026");
  expect(formatDay(today, french)).toBe("04/03/2026");
  expect(formatLongDay(today, swissFrench)).toBe("4 mars 2026");
  expect(formatLongDay("2026-08-01", swissFrench)).toBe("1er août 2026");
  expect(formatLongDay(today, english)).toBe("4 March 2026");
});

test.each([
  [today, "auj.", "today"],
  ["2026-03-03", "hier", "yesterday"],
  ["2026-03-05", "dem.", "tomorrow"],
  ["2026-03-09", "lun. 9 mars", "Mon 9 Mar"],
  ["2026-02-25", "mer. 25 févr.", "Wed 25 Feb"],
  ["2026-03-12", "12.03.2026", "12.03.2026"],
  ["2025-03-04", "04.03.2025", "04.03.2025"],
])("%s is %s or %s to somebody who reads it on 4 March 2026", (day, inFrench, inEnglish) => {
  expect(formatNearDay(day, { today, habits: swissFrench })).toBe(inFrench);
  expect(formatNearDay(day, { today, habits: english }).replace(",", "")).toBe(inEnglish);
});

test.each([
  ["2026-03-04", today],
  ["2026-3-4", today],
  ["4.3.2026", today],
  ["04.03.26", today],
  ["04/03/2026", today],
  ["4-3-2026", today],
  ["4 mars 2026", today],
  ["4. März 2026", today],
  ["1er août 2026", "2026-08-01"],
  ["4 March 2026", today],
  ["12.03.61", "1961-03-12"],
  ["29.02.2024", "2024-02-29"],
  ["29.02.2023", null],
  ["31.04.2026", null],
  ["00.00.0000", null],
  ["4.3", null],
  ["4.3/2026", null],
  ["auj", null],
  ["", null],
  ["9".repeat(100), null],
])("%s is read as %s", (text, day) => {
  expect(readDay(text)).toBe(day);
});

test("a file that puts the month first is read so", () => {
  expect(readDay("3/4/2026", { dates: "m/d/y" })).toBe(today);
  expect(readDay("13/4/2026", { dates: "m/d/y" })).toBeNull();
});

test.each([
  ["4", today],
  ["4.3", today],
  ["4.3.", today],
  ["4/3", today],
  ["0403", today],
  ["040326", today],
  ["04032026", today],
  ["4 mars", today],
  ["4.3.26", today],
  ["auj", today],
  ["Auj.", today],
  ["aujourd’hui", today],
  ["hier", "2026-03-03"],
  ["dem", "2026-03-05"],
  ["après-demain", "2026-03-06"],
  ["tomorrow", "2026-03-05"],
  ["lun", "2026-03-09"],
  ["mer", today],
  ["friday", "2026-03-06"],
  ["+10", "2026-03-14"],
  ["-4", "2026-02-28"],
  ["+2s", "2026-03-18"],
  ["+1m", "2026-04-04"],
  ["-12m", "2025-03-04"],
  ["s12", "2026-03-16"],
  ["s1", "2025-12-29"],
])("%s, typed on 4 March 2026, is %s", (text, day) => {
  expect(readTypedDay(text, { today })).toBe(day);
});

test("a month later than the 31st is the last day of a shorter month", () => {
  expect(readTypedDay("+1m", { today: "2026-01-31" })).toBe("2026-02-28");
});

test.each([
  "",
  "+",
  "32.1",
  "3113",
  "s0",
  "s54",
  "l",
  "lu",
  "mardimanche",
  "+99999",
  "😀",
  "' or 1=1 --",
  "x".repeat(1000),
])("%j is no day", (text) => {
  expect(readTypedDay(text, { today })).toBeNull();
});

test("days are counted without regard to clocks that change", () => {
  expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
  expect(daysBetween("2026-10-24", "2026-10-26")).toBe(2);
  expect(daysBetween("2026-03-04", "2026-03-01")).toBe(-3);
});

test.each(["0000-01-01", "2023-02-29", "2026-3-4", "10000-01-01", 20260304, null])(
  "%j is no day",
  (value) => {
    expect(isDay(value)).toBe(false);
  },
);
