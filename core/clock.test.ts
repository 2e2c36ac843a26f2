import { expect, test } from "vitest";
import { dayOf } from "./clock.ts";

test("the same instant falls on different days east and west", () => {
  const instant = new Date("2026-03-04T23:30:00Z");
  expect(dayOf(instant, "Europe/Zurich")).toBe("2026-03-05");
  expect(dayOf(instant, "America/New_York")).toBe("2026-03-04");
});
