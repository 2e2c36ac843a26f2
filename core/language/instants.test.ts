import { expect, test } from "vitest";
import { formatEdge, formatInstant, isInstant, readInstant, swissFrench } from "./index.ts";

test("a moment is shown as the clocks of the house show it, in summer and in winter", () => {
  expect(formatInstant("2026-03-04T13:30:00.000Z", swissFrench)).toBe("04.03.2026 14:30");
  expect(formatInstant("2026-07-04T22:30:00.000Z", swissFrench)).toBe("05.07.2026 00:30");
  expect(formatInstant("2026-07-04T22:30:00Z", { country: "FR", timeZone: "America/Cayenne" })).toBe(
    "04/07/2026 19:30",
  );
});

test("a time of whole days is told by its first and its last day", () => {
  expect(formatEdge("2026-12-31T23:00:00.000Z", "first", swissFrench)).toBe("01.01.2027");
  expect(formatEdge("2026-12-31T23:00:00.000Z", "last", swissFrench)).toBe("31.12.2026");
  expect(formatEdge("2026-12-31T11:00:00.000Z", "last", swissFrench)).toBe("31.12.2026 12:00");
});

test.each([
  ["2026-03-04T14:30:00+01:00", "2026-03-04T13:30:00.000Z"],
  ["2026-03-04T13:30:00.123Z", "2026-03-04T13:30:00.123Z"],
  ["2026-03-04 13:30Z", "2026-03-04T13:30:00.000Z"],
  ["4.3.2026 14:30", "2026-03-04T13:30:00.000Z"],
  ["04/03/26 14h30", "2026-03-04T13:30:00.000Z"],
  ["4.3.2026 à 14h", "2026-03-04T13:00:00.000Z"],
  ["2026-03-04T14:30", "2026-03-04T13:30:00.000Z"],
  ["04.07.2026", "2026-07-03T22:00:00.000Z"],
])("%s is read as %s", (text, instant) => {
  expect(readInstant(text, swissFrench)).toBe(instant);
});

test("the hour that comes twice is the first one, the hour that is skipped is moved on", () => {
  expect(readInstant("25.10.2026 02:30", swissFrench)).toBe("2026-10-25T00:30:00.000Z");
  expect(readInstant("29.03.2026 02:30", swissFrench)).toBe("2026-03-29T01:30:00.000Z");
});

test.each([
  "",
  "now",
  "25:00",
  "4.3.2026 25:00",
  "4.3.2026 14:60",
  "31.2.2026 10:00",
  "2026-03-04T13:30:00+25:00",
  "x".repeat(500),
])("%j is no moment", (text) => {
  expect(readInstant(text, swissFrench)).toBeNull();
  expect(isInstant(text)).toBe(false);
});
