import { expect, test } from "vitest";
import { readRule, writeRule } from "./recurrence-rule.ts";

test.each([
  "FREQ=DAILY",
  "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE",
  "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15",
  "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=12",
  "FREQ=YEARLY;UNTIL=20301231",
])("the builder reads and writes %s unchanged", (text) => {
  const rule = readRule(text);
  expect(rule && writeRule(rule)).toBe(text);
});

test("weekdays are written in the order of the week, whatever the order of the clicks", () => {
  const rule = readRule("FREQ=WEEKLY;BYDAY=FR");
  expect(rule && writeRule({ ...rule, weekdays: ["FR", "MO"] })).toBe("FREQ=WEEKLY;BYDAY=MO,FR");
});

test.each(["FREQ=MONTHLY;BYDAY=2TU", "FREQ=YEARLY;BYMONTH=6", "FREQ=HOURLY", ""])(
  "the builder leaves %j to its text, because it has no words for it",
  (text) => {
    expect(readRule(text)).toBeNull();
  },
);
