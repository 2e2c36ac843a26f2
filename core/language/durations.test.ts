import { expect, test } from "vitest";
import { formatDuration, readDuration } from "./index.ts";

test.each([
  [0, "0\u00a0min"],
  [45 * 60, "45\u00a0min"],
  [3600, "1\u00a0h"],
  [5400, "1\u00a0h\u00a030"],
  [3900, "1\u00a0h\u00a005"],
  [3599, "1\u00a0h"],
  [-5400, "-1\u00a0h\u00a030"],
  [-10, "0\u00a0min"],
  [1234 * 3600, "1’234\u00a0h"],
])("%d seconds are %s", (seconds, text) => {
  expect(formatDuration(seconds, { country: "CH" })).toBe(text);
});

test.each([
  ["1h30", 5400],
  ["1 h 30", 5400],
  ["1\u00a0h\u00a030", 5400],
  ["1H30", 5400],
  ["1 h 30 min", 5400],
  ["1:30", 5400],
  ["1:30:15", 5415],
  ["1,5", 5400],
  ["1.5", 5400],
  ["1.5 h", 5400],
  ["2", 7200],
  ["2h", 7200],
  ["90min", 5400],
  ["90 mn", 5400],
  ["90'", 5400],
  ["90m", 5400],
  ["30s", 30],
  ["0", 0],
  ["-1h30", -5400],
])("%s is read as %d seconds", (text, seconds) => {
  expect(readDuration(text)).toBe(seconds);
});

test.each([
  "",
  "h",
  "min",
  "-",
  "1:60",
  "1:5",
  "1h30h",
  "one hour",
  "1h-30",
  "1:30:",
  "9".repeat(50),
  "99999999999999 h",
])("%j is no duration", (text) => {
  expect(readDuration(text)).toBeNull();
});
