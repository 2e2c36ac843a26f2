import { afterAll, beforeAll, expect, test } from "vitest";
import { deathsIn, openScene, type Scene, severalAtOnce } from "./scene.ts";
import { works } from "./works.ts";

let scene: Scene;
beforeAll(async () => {
  if (works.import) scene = await openScene("import", works.import);
});
afterAll(() => scene?.[Symbol.asyncDispose]());

test("an import whose process dies goes on where it was, each row in it once, and its report tells the same", async () => {
  const { before, after, statements } = scene;
  expect(after.imports).toEqual([expect.stringMatching(/^done 2100 2100 \d+ \d+ \d+ 7 /)]);
  expect(after.records.offer?.count).toBeGreaterThan(before.records.offer?.count ?? 0);
  const deaths = deathsIn(statements, { few: 8 });
  const seen = new Set<string>();
  await severalAtOnce(deaths, (death) =>
    scene.dying(death, async ({ remains, restart }) => {
      const where = `${death.side} ${death.at} of ${statements.length}: ${death.statement}`;
      expect({ where, disagreeing: remains.disagreeing }).toEqual({ where, disagreeing: 0 });
      const [left = "not begun"] = remains.imports;
      seen.add(left);
      const started = await restart();
      // Before its job is in the queue nothing has begun: who asked was not answered, and asks again.
      const isBegun = remains.jobs.some((job) => job.startsWith("import "));
      if (!isBegun) expect({ where, ...started.records }).toEqual({ where, ...before.records });
      else expect({ where, ...started }).toEqual({ where, ...after });
    }),
  );
  expect(scene.killed()).toBeGreaterThanOrEqual(deaths.length - 1);
  expect(seen.size).toBeGreaterThan(3);
}, 180_000);
