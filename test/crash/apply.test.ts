import { afterAll, beforeAll, expect, test } from "vitest";
import { deathsIn, openScene, type Scene, severalAtOnce } from "./scene.ts";
import { works } from "./works.ts";

let scene: Scene;
beforeAll(async () => {
  if (works.apply) scene = await openScene("apply", works.apply);
});
afterAll(() => scene?.[Symbol.asyncDispose]());

test("a process that dies while it publishes leaves the old revision or the new one, and another start ends the work", async () => {
  const { before, after, statements } = scene;
  expect(after.revisions).toBe(before.revisions + 1);
  const deaths = deathsIn(statements, { few: 12 });
  const seen = new Set<number>();
  const again = new Set<Scene["before"]>();
  await severalAtOnce(deaths, (death) =>
    scene.dying(death, async ({ remains, restart }) => {
      const where = `${death.side} ${death.at} of ${statements.length}: ${death.statement}`;
      const wanted = remains.revisions === after.revisions ? after : before;
      seen.add(remains.revisions);
      expect({ where, ...publishedOf(remains) }).toEqual({ where, ...publishedOf(wanted) });
      const started = await restart();
      expect({ where, ...publishedOf(started) }).toEqual({ where, ...publishedOf(wanted) });
      if (wanted === after) expect({ where, ...started }).toEqual({ where, ...after });
      // Publishing again what is published is the same every time: once tells.
      const isFirst = !again.has(wanted);
      again.add(wanted);
      if (wanted === before || isFirst)
        expect({ where, ...(await restart(works.apply?.run)) }).toEqual({ where, ...after });
    }),
  );
  expect(scene.killed()).toBeGreaterThanOrEqual(deaths.length - 1);
  expect([...seen].sort()).toEqual([before.revisions, after.revisions]);
}, 180_000);

/** What readers and writers see: all of it belongs to one revision. */
function publishedOf({ revisions, documents, columns, records, mutations, disagreeing }: Scene["before"]) {
  return { revisions, documents, columns, records, mutations, disagreeing };
}
