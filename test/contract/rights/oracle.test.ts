import { expect, test } from "vitest";
import { batchesAgree } from "./oracle/doors/batches.ts";
import { documentsAgree } from "./oracle/doors/documents.ts";
import { figuresAgree, hiddenIsUnknown } from "./oracle/doors/figures.ts";
import { filesAgree } from "./oracle/doors/files.ts";
import { laterAgrees } from "./oracle/doors/later.ts";
import { listsAgree } from "./oracle/doors/lists.ts";
import { livesAgree } from "./oracle/doors/live.ts";
import { modelsAgree } from "./oracle/doors/models.ts";
import { nestsAgree } from "./oracle/doors/nests.ts";
import { pagesAgree } from "./oracle/doors/pages.ts";
import { lookingAgrees } from "./oracle/doors/standing-in.ts";
import { subtypesAgree } from "./oracle/doors/subtypes.ts";
import { takenAgrees } from "./oracle/doors/taken.ts";
import { wordsAgree } from "./oracle/doors/words.ts";
import { writesAgree } from "./oracle/doors/writes.ts";
import { openWorld, type World } from "./oracle/world.ts";

/** Houses in CI; `RIGHTS_WALKS=100` takes more, `RIGHTS_SEED` others. */
const walks = Number(process.env.RIGHTS_WALKS ?? "2");
const first = Number(process.env.RIGHTS_SEED ?? "1");
const seeds = Array.from({ length: walks }, (_, index) => first + index);

test.each(seeds)(
  "every door gives, counts and lets through what the rules allow, record by record: house %i",
  async (seed) => {
    await using world = await openWorld(seed);
    let seen = 0;
    await each(world, async (reader, type) => {
      await listsAgree(world, reader, type);
      await figuresAgree(world, reader, type);
      await hiddenIsUnknown(world, reader, type);
      seen += world.oracle.seen(reader, type).length;
    });
    expect(seen).toBeGreaterThan(0);
    for (const reader of world.readers) {
      await wordsAgree(world, reader);
      await modelsAgree(world, reader);
      await pagesAgree(world, reader);
    }
    await each(world, (reader, type) => laterAgrees(world, reader, type));
    await livesAgree(world);
    await lookingAgrees(world);
    await each(world, async (reader, type) => {
      await writesAgree(world, reader, type);
      await batchesAgree(world, reader, type);
    });
    for (const reader of world.readers) {
      await nestsAgree(world, reader);
      await subtypesAgree(world, reader);
      await filesAgree(world, reader);
      await takenAgrees(world, reader);
      await documentsAgree(world, reader);
    }
    // What was refused has left nothing behind.
    for (const reader of world.readers) await listsAgree(world, reader, "matter");
  },
  120_000,
);

/** Everybody at what matters most and at some of the rest. */
async function each(
  { readers, model, dice }: World,
  check: (reader: World["readers"][number], type: string) => Promise<void>,
): Promise<void> {
  for (const reader of readers) {
    const rest = Array.from({ length: 3 }, () => dice.pick([...model.types.keys()]) ?? "");
    for (const type of new Set(["matter", "party", "line", ...rest])) await check(reader, type);
  }
}
