import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cast, castOf, type Scene, scenes, settled, spoken, watchRequests } from "./scenes.ts";
import { openStoryHouse, type StoryHouse } from "./story-house.ts";

const checked = [
  "dashboard",
  "list",
  "board",
  "record",
  "form",
  "designer",
  "designer-field",
  "import",
  "outbox",
] as const;

let house: StoryHouse;
let page: Page;
let cast: Cast;
let axe: string;
beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  house = await openStoryHouse();
  page = await house.signedIn();
  watchRequests(page);
  cast = await castOf(page);
});
afterAll(() => house[Symbol.asyncDispose]());

test("whoever cannot see or point well can sign in, in both themes", async () => {
  const visitor = await house.visit();
  watchRequests(visitor);
  await visitor.goto("/");
  await settled(visitor);
  expect(await obstacles(visitor)).toEqual([]);
  await visitor.context().close();
});

test.each(checked)("nothing stands in the way of anybody on the page “%s”, in both themes", async (name) => {
  const scene = sceneOf(name);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(scene.path(cast));
  await settled(page);
  await scene.play?.(page, spoken.fr);
  await settled(page);
  expect(await obstacles(page)).toEqual([]);
});

function sceneOf(name: string): Scene {
  const scene = scenes.find((each) => each.name === name);
  if (!scene) throw new Error(`there is no scene ${name}`);
  return scene;
}

/** What axe calls serious or critical, in light and in dark, one line each. */
async function obstacles(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    const { violations } = await inspect(page);
    for (const { id, impact, nodes } of violations)
      if (impact === "serious" || impact === "critical")
        for (const { html, failureSummary } of nodes)
          found.push(`${colorScheme} ${id}: ${html.slice(0, 200)} ${failureSummary ?? ""}`);
  }
  return found;
}

async function inspect(page: Page): Promise<AxeResults> {
  await page.evaluate(axe);
  return page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
}
