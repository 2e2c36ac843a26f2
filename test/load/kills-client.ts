import * as z from "zod";
import type { Server } from "./client.ts";
import { type Ask, askAny } from "./kills-ask.ts";

/** What one client was told, and what it found wrong with it. */
export interface Ledger {
  readonly name: string;
  acknowledged: number;
  reads: number;
  cutOff: number;
  readonly wrong: string[];
  readonly lost: string[];
  /** Records as they were acknowledged last. */
  readonly known: Map<string, Known>;
  /** Changes of which nobody knows whether they came in: the record is as acknowledged, or as asked for. */
  readonly open: Map<string, { readonly before: Known; readonly asked: number }>;
  /** Records of which nobody knows whether they were made, by their subject. */
  readonly perhaps: Set<string>;
}

type Known = z.infer<typeof record>;
const record = z.object({ id: z.string(), subject: z.string(), hours: z.number(), version: z.number() });
const page = z.object({
  items: z.array(record),
  next: z.string().nullable(),
  count: z.object({ value: z.number(), exact: z.literal(true) }),
});

/** Somebody who creates records, changes them and reads them again, through whichever process answers. */
export interface Client {
  readonly ledger: Ledger;
  workUntil(end: number): Promise<void>;
  /** Once nothing runs any more: all that was acknowledged is there, and nothing that nobody asked for. */
  settle(): Promise<void>;
}

export function openClient(
  number: number,
  { as, ports, random }: { as: Server; ports: () => readonly number[]; random: () => number },
): Client {
  const ledger = newLedger(`k${number}`);
  const onCutOff = () => {
    ledger.cutOff += 1;
  };
  const ask = askAny({ as, ports, random, onCutOff, onWrong: (what) => ledger.wrong.push(what) });
  const oneOf = (all: readonly Known[]) => all[Math.floor(random() * all.length)];
  return {
    ledger,
    async workUntil(end) {
      for (let turn = 1; Date.now() < end; turn++) {
        const dice = random();
        const known = oneOf([...ledger.known.values()]);
        if (!known || dice < 0.2) await create(ask, ledger, turn);
        else if (dice < 0.55) await change(ask, ledger, { known, asked: turn });
        else if (dice < 0.95) await readOne(ask, ledger, known);
        else await readAll(ask, ledger);
      }
    },
    settle: () => settle(ask, ledger),
  };
}

function newLedger(name: string): Ledger {
  return {
    name,
    acknowledged: 0,
    reads: 0,
    cutOff: 0,
    wrong: [],
    lost: [],
    known: new Map(),
    open: new Map(),
    perhaps: new Set(),
  };
}

async function create(ask: Ask, ledger: Ledger, turn: number): Promise<void> {
  const subject = `${ledger.name}-${turn}`;
  const body = { subject, trade: ledger.name, hours: 0 };
  const headers = { "idempotency-key": subject };
  const told = await ask({ method: "POST", path: "/api/records/contract", body }, headers);
  if (told === null) return void ledger.perhaps.add(subject);
  const made = record.parse(told);
  ledger.known.set(made.id, made);
  ledger.acknowledged += 1;
}

async function change(
  ask: Ask,
  ledger: Ledger,
  { known, asked }: { known: Known; asked: number },
): Promise<void> {
  const path = `/api/records/contract/${known.id}`;
  const told = await ask({ method: "PATCH", path, body: { hours: asked } });
  if (told === null) {
    ledger.known.delete(known.id);
    ledger.open.set(known.id, { before: known, asked });
    return;
  }
  const changed = record.parse(told);
  expectSame(ledger, { found: changed, known: afterwards(known, asked) });
  ledger.known.set(known.id, changed);
  ledger.acknowledged += 1;
}

async function readOne(ask: Ask, ledger: Ledger, known: Known): Promise<void> {
  const told = await ask({ method: "GET", path: `/api/records/contract/${known.id}` });
  if (told === null) return;
  expectSame(ledger, { found: record.parse(told), known });
  ledger.reads += 1;
}

async function readAll(ask: Ask, ledger: Ledger): Promise<void> {
  const found = new Map((await all(ask, ledger)).map((item) => [item.id, item]));
  for (const known of ledger.known.values()) expectSame(ledger, { found: found.get(known.id), known });
  ledger.reads += 1;
}

/** Every record of this client, page by page, asked for until it is told. */
async function all(ask: Ask, { name, wrong }: Ledger): Promise<Known[]> {
  const found: Known[] = [];
  const filter = encodeURIComponent(`trade == "${name}"`);
  const path = `/api/records/contract?filter=${filter}&select=subject,hours,version&count=exact&limit=100`;
  for (let after: string | null = ""; after !== null; ) {
    const told = await ask({ method: "GET", path: `${path}&after=${encodeURIComponent(after)}` });
    if (told === null && wrong.length > 0) return found;
    if (told === null) continue;
    const { items, next } = page.parse(told);
    found.push(...items);
    after = next;
  }
  return found;
}

async function settle(ask: Ask, ledger: Ledger): Promise<void> {
  const items = await all(ask, ledger);
  const found = new Map(items.map((item) => [item.id, item]));
  const lose = (known: Known) => ledger.lost.push(`${told(found.get(known.id))} instead of ${told(known)}`);
  for (const known of ledger.known.values()) if (!isSame(found.get(known.id), known)) lose(known);
  for (const [id, { before, asked }] of ledger.open) {
    const item = found.get(id);
    if (!isSame(item, before) && !isSame(item, afterwards(before, asked))) lose(before);
  }
  const subjects = new Set<string>();
  for (const { id, subject } of items) {
    if (subjects.has(subject)) ledger.wrong.push(`${subject} was made twice`);
    subjects.add(subject);
    if (!ledger.known.has(id) && !ledger.open.has(id) && !ledger.perhaps.has(subject))
      ledger.wrong.push(`${subject} was made by nobody`);
  }
}

function expectSame({ wrong }: Ledger, { found, known }: { found: Known | undefined; known: Known }): void {
  if (!isSame(found, known)) wrong.push(`${told(found)} instead of ${told(known)}`);
}

function afterwards(known: Known, asked: number): Known {
  return { ...known, hours: asked, version: known.version + 1 };
}

function isSame(one: Known | undefined, other: Known): boolean {
  return one?.subject === other.subject && one.hours === other.hours && one.version === other.version;
}

function told(known: Known | undefined): string {
  return known ? `${known.subject} v${known.version} hours ${known.hours}` : "nothing";
}
