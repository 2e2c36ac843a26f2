import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { obstacles } from "./obstacles.ts";
import {
  type Cast,
  castOf,
  playScene,
  type Scene,
  scenes,
  settled,
  spoken,
  watchRequests,
} from "./scenes.ts";
import { openStoryHouse, type StoryHouse } from "./story-house.ts";

const checked = [
  "dashboard",
  "list",
  "board",
  "record",
  "form",
  "designer",
  "designer-field",
  "designer-pack",
  "import",
  "outbox",
  "account",
] as const;

let house: StoryHouse;
let page: Page;
let cast: Cast;
beforeAll(async () => {
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
  expect(await obstacles(visitor, settled)).toEqual([]);
  await visitor.context().close();
});

test.each(checked)("nothing stands in the way of anybody on the page “%s”, in both themes", async (name) => {
  const scene = sceneOf(name);
  await page.emulateMedia({ colorScheme: "light" });
  await playScene(page, { scene, cast, say: spoken.fr });
  expect(await obstacles(page, settled)).toEqual([]);
});

function sceneOf(name: string): Scene {
  const scene = scenes.find((each) => each.name === name);
  if (!scene) throw new Error(`there is no scene ${name}`);
  return scene;
}
