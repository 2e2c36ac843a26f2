import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStoryHouse, type StoryHouse } from "./story-house.ts";

let house: StoryHouse;
beforeAll(async () => {
  house = await openStoryHouse();
});
afterAll(() => house[Symbol.asyncDispose]());

test("the first list that somebody opens loads at most 250 kB of JavaScript", async () => {
  const page = await house.signedIn();
  const bodies: Promise<Buffer>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") bodies.push(response.body());
  });
  await page.goto("/maintenance_contract?view=contract_all");
  await page.getByRole("row").nth(5).waitFor();
  await page.waitForLoadState("networkidle");
  const scripts = await Promise.all(bodies);
  const bytes = scripts.reduce((sum, script) => sum + gzipSync(script).length, 0);
  expect(scripts.length).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(250_000);
  await page.context().close();
});
