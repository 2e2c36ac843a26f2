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

test("an instant that cannot be read is told in a sentence, and what was typed stays", async () => {
  await page.goto("/maintenance_contract?at=2026-03-04T13:30:00.000Z");
  const bar = page.getByRole("status").filter({ hasText: "État au" });
  const instant = bar.getByRole("textbox", { name: "Date et heure montrées" });
  await instant.fill("hier");
  await instant.press("Enter");
  await bar.getByText("Indiquez une date et une heure, par exemple 04.03.2026 14:30.").waitFor();
  expect(await instant.inputValue()).toBe("hier");
});

test("on a phone the page of roles is no wider than the screen, and the form's buttons stand at the edge", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/-/access/roles");
  await settled(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await playScene(page, { scene: sceneOf("form"), cast, say: spoken.fr });
  const beneath = await page.locator("form button[type=submit]").evaluate((button) => {
    const column = button.closest("[data-column=fields]")?.getBoundingClientRect();
    return (column?.bottom ?? 0) - (button.parentElement?.getBoundingClientRect().bottom ?? 0);
  });
  expect(beneath).toBeLessThanOrEqual(1);
});

function sceneOf(name: string): Scene {
  const scene = scenes.find((each) => each.name === name);
  if (!scene) throw new Error(`there is no scene ${name}`);
  return scene;
}
