import { setTimeout as wait } from "node:timers/promises";
import { expect } from "vitest";
import type { Raw } from "../record-views.ts";
import type { World } from "../world.ts";

/** Everybody listens while matters change: each hears of those that he sees, and of no other. */
export async function livesAgree(world: World): Promise<void> {
  const { readers, records, crm, oracle } = world;
  const matters = [...records.values()].filter(
    (raw) => world.model.types.get(raw.type)?.base === "matter" && !raw.isTrashed && !raw.isArchived,
  );
  const streams = await Promise.all(readers.map(({ who }) => listen(world, who)));
  for (const [type, raws] of Map.groupBy(matters, (raw: Raw) => raw.type)) {
    const update = raws.map(({ id, values }) => ({ id, fee: values.fee ?? null }));
    await world.ask("administrator", `records/${type}/batch`, { json: { update } });
  }
  // What depends on the record is gathered for 200 ms before it is told.
  await wait(500);
  crm.runtime.events.tell({ kind: "metadata", revision: 7 });
  for (const [index, reader] of readers.entries()) {
    const heard = await streams[index]?.untilMetadata();
    const seen = matters.filter((raw) => oracle.sees(reader, raw)).map(({ id }) => id);
    expect([...new Set(heard)].sort(), `${reader.who} listens`).toEqual(seen.sort());
  }
}

/** Server-sent events of one reader: the keys of matters that he hears of until metadata changes. */
async function listen({ crm, model }: World, who: string) {
  const answer = await crm.request("/api/events", {}, who);
  const stream = (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
  return {
    async untilMetadata(): Promise<readonly string[]> {
      let text = "";
      while (!text.includes('"kind":"metadata"')) {
        const { value, done } = await stream.read();
        if (done) throw new Error("the stream has ended");
        text += value;
      }
      await stream.cancel();
      return [...text.matchAll(/data: (.*)\n\n/g)].flatMap(([, data = "{}"]) => {
        const event: { kind?: string; type?: string; ids?: string[] } = JSON.parse(data);
        const isMatter = model.types.get(event.type ?? "")?.base === "matter";
        return event.kind === "records" && isMatter ? (event.ids ?? []) : [];
      });
    },
  };
}
