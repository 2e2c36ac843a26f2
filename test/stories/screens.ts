/**
 * Pictures of every page: `npm run screens` writes them to `test-results/screens/`, `--docs` the best few to
 * `docs/screens/`. `--only record,list` and `--of phone-dark-fr` take a part.
 */
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { type Cast, castOf, playScene, type Scene, scenes, spoken, watchRequests } from "./scenes.ts";
import { openStoryHouse, type StoryHouse } from "./story-house.ts";

interface Look {
  readonly device: keyof typeof devices;
  readonly theme: "light" | "dark";
  readonly language: keyof typeof spoken;
}

const devices = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const;

const looks: readonly Look[] = (["fr", "en"] as const).flatMap((language) =>
  (["desktop", "phone"] as const).flatMap((device) =>
    (["light", "dark"] as const).map((theme) => ({ device, theme, language })),
  ),
);

/** The pictures of the documentation: file, scene, and how it looks. */
const documented: readonly { file: string; scene: string; look: Look }[] = [
  ...["record", "list", "board", "dashboard", "designer", "merge"].map((scene) => ({
    file: scene,
    scene,
    look: { device: "desktop", theme: "light", language: "fr" } as const,
  })),
  {
    file: "import",
    scene: "import-columns",
    look: { device: "desktop", theme: "light", language: "fr" },
  },
  { file: "phone", scene: "record", look: { device: "phone", theme: "light", language: "fr" } },
  { file: "dark", scene: "record-case", look: { device: "desktop", theme: "dark", language: "fr" } },
];

/** Whoever has not signed in has no records to open. */
const nobody: Cast = { contract: "", case: "", person: "" };

const { values: asked } = parseArgs({
  options: {
    docs: { type: "boolean", default: false },
    only: { type: "string" },
    of: { type: "string" },
  },
});

const root = fileURLToPath(new URL("../../", import.meta.url));
await using house = await openStoryHouse({ size: 0.05 });
const failures = asked.docs ? await documentation(house) : await everything(house);
for (const complaint of house.complaints) console.error(`The browser complained: ${complaint}`);
for (const failure of failures) console.error(failure);
process.exitCode = failures.length + house.complaints.length > 0 ? 1 : 0;

async function everything(house: StoryHouse): Promise<string[]> {
  const folder = join(root, "test-results", "screens");
  const names = asked.only?.split(",");
  const chosen = scenes.filter(({ name }) => !names || names.includes(name));
  if (!names) await rm(folder, { recursive: true, force: true });
  const failures: string[] = [];
  for (const look of looks.filter((each) => !asked.of || keyOf(each) === asked.of))
    failures.push(
      ...(await shoot(house, {
        look,
        chosen,
        nameOf: ({ name }) => join(folder, keyOf(look), `${name}.png`),
      })),
    );
  console.log(`The pictures are in ${folder}.`);
  return failures;
}

async function documentation(house: StoryHouse): Promise<string[]> {
  const folder = join(root, "docs", "screens");
  const failures: string[] = [];
  for (const { file, scene, look } of documented) {
    const path = join(folder, `${file}.png`);
    const chosen = scenes.filter(({ name }) => name === scene);
    failures.push(...(await shoot(house, { look, chosen, nameOf: () => path })));
    const { length } = await readFile(path);
    if (length > 250_000) failures.push(`${path} has ${length} bytes; a picture may have 250,000.`);
  }
  return failures;
}

/** Takes the scenes in one look; a scene that does not play is told and does not stop the others. */
async function shoot(
  house: StoryHouse,
  { look, chosen, nameOf }: { look: Look; chosen: readonly Scene[]; nameOf: (scene: Scene) => string },
): Promise<string[]> {
  const failures: string[] = [];
  for (const isPublic of [true, false]) {
    const part = chosen.filter((scene) => Boolean(scene.isPublic) === isPublic);
    if (part.length === 0) continue;
    const page = isPublic ? await house.visit(optionsOf(look)) : await reader(house, look);
    watchRequests(page);
    const cast = isPublic ? nobody : await castOf(page);
    for (const scene of part) {
      const path = nameOf(scene);
      try {
        await play(page, { scene, cast, look });
      } catch (cause) {
        failures.push(`${keyOf(look)} ${scene.name}: ${cause instanceof Error ? cause.message : cause}`);
      }
      await mkdir(join(path, ".."), { recursive: true });
      await page.screenshot({ path });
    }
    await page.context().close();
  }
  return failures;
}

async function play(
  page: Page,
  { scene, cast, look }: { scene: Scene; cast: Cast; look: Look },
): Promise<void> {
  await playScene(page, { scene, cast, say: spoken[look.language] });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (overflow > 0) throw new Error(`the page is ${overflow} px wider than the screen`);
}

/** The administrator, reading in the language of the look. */
async function reader(house: StoryHouse, look: Look): Promise<Page> {
  const page = await house.signedIn(optionsOf(look));
  page.setDefaultTimeout(8_000);
  const kept = await page.request.patch("/api/me", {
    data: { language: look.language },
    headers: { origin: house.address },
  });
  if (!kept.ok()) throw new Error(`the language was not kept: ${await kept.text()}`);
  return page;
}

function optionsOf({ device, theme, language }: Look) {
  return { ...devices[device], colorScheme: theme, locale: language === "fr" ? "fr-CH" : "en-GB" };
}

function keyOf({ device, theme, language }: Look): string {
  return `${device}-${theme}-${language}`;
}
