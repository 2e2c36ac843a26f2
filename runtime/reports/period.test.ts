import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "../../core/language/index.ts";
import { grains } from "../../metamodel/measure.ts";
import { keyOf, nextKey, periodOf } from "./period.ts";

test("a group of dates stands for its days", () => {
  expect(periodOf("2024-02", "month")).toEqual({ from: "2024-02-01", to: "2024-02-29" });
  expect(periodOf("2026-Q1", "quarter")).toEqual({ from: "2026-01-01", to: "2026-03-31" });
  expect(periodOf("2026", "year")).toEqual({ from: "2026-01-01", to: "2026-12-31" });
  expect(periodOf("2020-W53", "week")).toEqual({ from: "2020-12-28", to: "2021-01-03" });
  expect(periodOf("garbage", "month")).toBeNull();
});

test.each(grains)(
  "every day is in the period of its group, and the next group begins the day after: %s",
  (grain) => {
    const day = fc.integer({ min: 0, max: 40_000 }).map((count) => addDays("1950-01-01", count));
    fc.assert(
      fc.property(day, (each) => {
        const key = keyOf(each, grain);
        const period = periodOf(key, grain);
        expect(period && period.from <= each && each <= period.to).toBe(true);
        expect(keyOf(period?.from ?? "", grain)).toBe(key);
        expect(nextKey(key, grain)).toBe(keyOf(addDays(period?.to ?? "", 1), grain));
      }),
    );
  },
);
