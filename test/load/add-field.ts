import { setTimeout as wait } from "node:timers/promises";
import { type Call, median, type Server, send } from "./client.ts";
import { type Figure, milliseconds, secondsOf } from "./figures.ts";
import type { Filled } from "./fill.ts";
import { works } from "./works.ts";

const requestsPerSecond = 50;

/** Adds fields to the filled type while others read, list and change at a steady pace, and tells what they noticed. */
export async function addFieldUnderLoad({
  filled,
  administrator,
  clerk,
  rounds,
}: {
  filled: Filled;
  administrator: Server;
  clerk: Server;
  rounds: number;
}): Promise<Figure[]> {
  const quiet = await underLoad(clerk, filled, () => wait(5_000));
  const spent: number[] = [];
  const busy = await underLoad(clerk, filled, async () => {
    for (let round = 0; round < rounds; round++) {
      spent.push(await secondsOf(() => addField(administrator, filled, `extra_${round}`)));
      await wait(1_000);
    }
  });
  const longer = busy.longest - quiet.longest;
  return [
    {
      work: `add a field until it is written and read, under ${requestsPerSecond} requests/s`,
      figure: `${milliseconds(median(spent) * 1_000)} (longest ${milliseconds(Math.max(...spent) * 1_000)})`,
    },
    { work: "requests of others that failed meanwhile", figure: `${busy.failed} of ${busy.sent}` },
    {
      work: "longest wait of others, before and meanwhile",
      figure: `${milliseconds(quiet.longest)}, ${milliseconds(busy.longest)} (${longer < 0 ? "none longer" : `${milliseconds(longer)} longer`})`,
    },
    {
      work: "median wait of others, before and meanwhile",
      figure: `${milliseconds(quiet.usual)}, ${milliseconds(busy.usual)}`,
    },
  ];
}

interface Load {
  readonly sent: number;
  readonly failed: number;
  /** Milliseconds. */
  readonly longest: number;
  readonly usual: number;
}

/** Sends a request every 20 ms whether or not earlier ones were answered, while a work goes on. */
async function underLoad(house: Server, filled: Filled, work: () => Promise<unknown>): Promise<Load> {
  const kinds = ["read by id", "indexed list of 50 with a relation and a count", "update"];
  const calls = works(filled).filter(({ name }) => kinds.includes(name));
  const waits: number[] = [];
  let failed = 0;
  let isOver = false;
  const pending: Promise<void>[] = [];
  const one = async (call: Call) => {
    const began = performance.now();
    await send(house, call).catch(() => {
      failed += 1;
    });
    waits.push(performance.now() - began);
  };
  const sending = (async () => {
    for (let number = 0; !isOver; number++) {
      const call = calls[number % calls.length]?.product();
      if (call) pending.push(one(call));
      await wait(1_000 / requestsPerSecond);
    }
  })();
  await work();
  isOver = true;
  await sending;
  await Promise.all(pending);
  return { sent: waits.length, failed, longest: Math.max(...waits), usual: median(waits) };
}

interface TypeBody {
  readonly kind: string;
  readonly name: string;
  readonly fields: readonly object[];
}

/** From the wish to a value written and read: publishing, one change, one reading. */
async function addField(house: Server, { contracts: [id = ""] }: Filled, name: string): Promise<void> {
  const metadata: { documents: TypeBody[] } = JSON.parse(
    await send(house, { method: "GET", path: "/api/metadata" }),
  );
  const contract = metadata.documents.find(
    (document) => document.kind === "type" && document.name === "contract",
  );
  const field = { name, type: "date", label: { fr: name, en: name } };
  const documents = [{ ...contract, fields: [...(contract?.fields ?? []), field] }];
  await send(house, { method: "POST", path: "/api/metadata/apply", body: { documents } });
  await send(house, { method: "PATCH", path: `/api/records/contract/${id}`, body: { [name]: "2030-01-01" } });
  const read = await send(house, { method: "GET", path: `/api/records/contract/${id}` });
  if (!read.includes(`"${name}":"2030-01-01"`)) throw new Error(`${name} is not there: ${read}`);
}
