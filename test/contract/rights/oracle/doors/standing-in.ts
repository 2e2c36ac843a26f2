import { expect } from "vitest";
import { typeOf } from "../record-views.ts";
import type { World } from "../world.ts";
import { figuresAgree } from "./figures.ts";
import { listsAgree } from "./lists.ts";
import { wordsAgree } from "./words.ts";

/** Who looks as somebody does sees what that one sees, and changes nothing, whatever he may himself. */
export async function lookingAgrees(world: World): Promise<void> {
  const { dice, looking, records, model, ask } = world;
  for (const type of ["matter", dice.pick([...model.types.keys()]) ?? "party"]) {
    await listsAgree(world, looking, type);
    await figuresAgree(world, looking, type);
  }
  await wordsAgree(world, looking);
  const alive = [...records.values()].filter((raw) => !raw.isTrashed);
  const raw = dice.pick(alive);
  const type = raw && typeOf(model, raw.type).name;
  const path = `records/${type}/${raw?.id}`;
  const writing: readonly (readonly [string, string, object?])[] = [
    ["POST", `records/${type}`, {}],
    ["PATCH", path, { name: "amber" }],
    ["DELETE", path],
    ["POST", `${path}/archive`],
    ["POST", `${path}/reactivate`],
    ["POST", `${path}/restore`],
    ["POST", `${path}/documents`],
    ["POST", `records/${type}/batch`, { delete: [raw?.id], atomic: false }],
    ["POST", "merge/letter", { type: "matter", ids: [raw?.id], output: "document" }],
    ["POST", `import/${type}`, {}],
    ["POST", "metadata/changes", { documents: [] }],
    ["POST", "me/deputies", { deputy: world.readers[0]?.account }],
    ["POST", "see-as", { account: world.readers[0]?.account }],
    ["DELETE", `accounts/${world.readers[0]?.account}`],
  ];
  for (const [method, place, json] of writing) {
    const told = await ask(looking.who, place, { method, ...(json && { json }) });
    expect([told.status, told.body.code], `${method} ${place}`).toEqual([403, "see-as.read-only"]);
  }
  expect((await ask("administrator", path)).body.id).toBe(raw?.id);
}
