import { setTimeout as wait } from "node:timers/promises";
import { openClient } from "./kills-client.ts";
import { type Place, type Running, signInAdministrator, startProduct } from "./processes.ts";

/** What came of a run; `wrong` and `lost` have to be empty. */
export interface UnderKills {
  readonly acknowledged: number;
  readonly reads: number;
  readonly kills: number;
  /** Calls that broke off or were told to come again: nothing is wrong with those. */
  readonly cutOff: number;
  readonly wrong: readonly string[];
  readonly lost: readonly string[];
}

/**
 * Two processes of the product on one database, one of them killed at random and started again, again and again, while
 * clients write and read what they wrote. Each keeps a ledger of what was acknowledged; in the end all of it is read.
 */
export async function underKills(
  place: Place,
  { clients, milliseconds, seed }: { clients: number; milliseconds: number; seed: number },
): Promise<UnderKills> {
  const random = randomFrom(seed);
  const running: Running[] = [];
  await using stack = new AsyncDisposableStack();
  stack.defer(async () => {
    for (const each of running) await each[Symbol.asyncDispose]();
  });
  // The first one loads the app, so the second comes after it.
  running.push(await startProduct(place));
  running.push(await startProduct(place));
  const as = await signInAdministrator(running[0]?.port ?? 0);
  const ports = () => running.map(({ port }) => port);
  const all = Array.from({ length: clients }, (_, number) => openClient(number, { as, ports, random }));
  const end = Date.now() + milliseconds;
  const [kills] = await Promise.all([
    killUntil(end, { place, running, random }),
    ...all.map((client) => client.workUntil(end)),
  ]);
  for (const client of all) await client.settle();
  const ledgers = all.map(({ ledger }) => ledger);
  const sum = (name: "acknowledged" | "reads" | "cutOff") =>
    ledgers.reduce((total, ledger) => total + ledger[name], 0);
  return {
    acknowledged: sum("acknowledged"),
    reads: sum("reads"),
    cutOff: sum("cutOff"),
    kills,
    wrong: ledgers.flatMap(({ wrong }) => wrong),
    lost: ledgers.flatMap(({ lost }) => lost),
  };
}

/** Answers how many were killed. */
async function killUntil(
  end: number,
  { place, running, random }: { place: Place; running: Running[]; random: () => number },
): Promise<number> {
  for (let kills = 0; ; kills++) {
    await wait(300 + random() * 2_000);
    if (Date.now() > end) return kills;
    const which = random() < 0.5 ? 0 : 1;
    const victim = running[which];
    if (victim) process.kill(victim.pid, "SIGKILL");
    await wait(random() * 500);
    running[which] = await startProduct(place);
  }
}

/** Numbers from 0 to 1, the same for the same seed (a linear congruential generator). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
