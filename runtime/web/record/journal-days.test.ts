import { expect, test } from "vitest";
import type { Mutation } from "../api/shapes.ts";
import { daysOf, foldChanges } from "./journal-days.ts";

const anne = { id: "a", name: "Anne" };
const change = (at: string, by: Mutation["by"] = anne): Mutation => ({
  at,
  by,
  via: "web",
  for: null,
  key: null,
  request: null,
  job: null,
  reason: null,
  version: 2,
  revision: 1,
  erased: false,
  op: "change",
  changes: [],
});
const entry = (id: string, at: string | null) => ({
  id,
  type: "entry",
  version: 1,
  title: id,
  at,
  created_at: "2026-03-01T08:00:00.000Z",
});

test("changes by one person within ten minutes are one line, others stay apart", () => {
  const folded = foldChanges([
    change("2026-03-04T10:20:00.000Z"),
    change("2026-03-04T10:12:00.000Z"),
    change("2026-03-04T10:03:00.000Z"),
    change("2026-03-04T10:02:00.000Z", null),
    change("2026-03-04T09:30:00.000Z", null),
  ]);
  expect(folded.map(({ mutations }) => mutations.length)).toEqual([3, 1, 1]);
});

test("a day is the day of the house's clocks, and an entry without a time stands where it was written", () => {
  const days = daysOf([entry("late", "2026-03-03T23:30:00.000Z"), entry("undated", null)], {
    changes: foldChanges([change("2026-03-04T08:00:00.000Z")]),
    timeZone: "Europe/Zurich",
  });
  expect(days.map(({ day, items }) => [day, items.length])).toEqual([
    ["2026-03-04", 2],
    ["2026-03-01", 1],
  ]);
});
