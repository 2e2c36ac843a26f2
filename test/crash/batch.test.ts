import { afterAll, beforeAll, expect, test } from "vitest";
import { deathsIn, openScene, type Scene, severalAtOnce } from "./scene.ts";
import { works } from "./works.ts";

let scene: Scene;
beforeAll(async () => {
  if (works.batch) scene = await openScene("batch", works.batch);
});
afterAll(() => scene?.[Symbol.asyncDispose]());

test("a process that dies in a batch of thousands leaves all of it or nothing, and the journal agrees with the records", async () => {
  const { before, after, statements } = scene;
  expect(after.records.offer?.count).toBe((before.records.offer?.count ?? 0) + 2_000);
  expect(after.mutations.count).toBe(705);
  const deaths = deathsIn(statements, { few: 8 });
  const seen = new Set<number>();
  await severalAtOnce(deaths, (death) =>
    scene.dying(death, async ({ remains, restart }) => {
      const where = `${death.side} ${death.at} of ${statements.length}: ${death.statement}`;
      const isWritten = remains.mutations.count > 0;
      const wanted = isWritten ? after : before;
      const isFirst = !seen.has(remains.mutations.count);
      seen.add(remains.mutations.count);
      expect({ where, ...remains }).toEqual({ where, ...wanted });
      // To be refused row by row takes long, and is the same every time: once tells.
      if (isWritten && !isFirst) return;
      const again = restart(works.batch?.run);
      if (isWritten) await expect(again).rejects.toMatchObject({ code: "record.batch-refused" });
      else expect({ where, ...(await again) }).toEqual({ where, ...after });
    }),
  );
  expect(scene.killed()).toBeGreaterThanOrEqual(deaths.length - 1);
  // Whether PostgreSQL has read a commit of somebody who died just after sending it is left to the two of them.
  expect(seen).toContain(0);
}, 180_000);
