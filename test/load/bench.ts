/**
 * Measures the product over HTTP, rights and history on, against a hand-written server on the same database in the
 * same minute. Prints a table of ratios: medians of interleaved rounds. The rows on
 * access rules compare two users of the product instead.
 *
 *     npm run bench -- --rows 100000 --rounds 5 --seconds 2 --only update
 *     npm run bench -- --million
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openDatabase } from "../../core/database/index.ts";
import { median, rate, type Server, send, server } from "./client.ts";
import { type Filled, fill } from "./fill.ts";
import { newAccount, signIn, startProduct, startRaw } from "./processes.ts";
import { accessWork, type Work, works } from "./works.ts";

const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: "100000" },
    million: { type: "boolean", default: false },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "2" },
    only: { type: "string", default: "" },
  },
});
const rows = options.million ? 1_000_000 : Number(options.rows);
const rounds = Number(options.rounds);
const milliseconds = Number(options.seconds) * 1_000;

interface Line {
  readonly work: string;
  readonly raw: number;
  readonly product: number;
  readonly ratio: number;
  readonly bar: number;
}

const data = await mkdtemp(join(tmpdir(), "dossier-bench-"));
try {
  await bench();
} finally {
  await rm(data, { recursive: true, force: true });
}

async function bench(): Promise<void> {
  await using product = await startProduct(data);
  const database = await openDatabase({ data, schema: "dossier", pool: 2 });
  try {
    say(`filling ${rows.toLocaleString("en")} rows twice`);
    const filled = await fill(database, rows);
    await using raw = await startRaw(data);
    const { administrator, clerk } = await signIn(product.port, filled.collaborator);
    const hand = server(raw.port, clerk.headers);
    const lines: Line[] = [];
    for (const work of works(filled)) {
      if (!work.name.includes(options.only)) continue;
      say(work.name);
      lines.push(await compare(work, { hand, house: clerk }));
    }
    for (const [share, specialist] of filled.trades) {
      const work = accessWork(share);
      if (!work.name.includes(options.only)) continue;
      say(work.name);
      const house = await newAccount(administrator, { role: "specialist", collaborator: specialist });
      lines.push(await compare(work, { hand: administrator, house }));
    }
    if ("add a field".includes(options.only))
      lines.push(await addField({ hand, house: administrator }, filled));
    process.stdout.write(table(lines));
  } finally {
    await database.close();
  }
}

/** Both sides in turn, who begins changes from round to round; the first round warms up, twice as long, and does not count. */
async function compare(work: Work, { hand, house }: { hand: Server; house: Server }): Promise<Line> {
  const rates: { raw: number; product: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    const load = { clients: work.clients, milliseconds: round === 0 ? milliseconds * 2 : milliseconds };
    const byHand = () => rate(hand, { ...load, next: work.raw });
    const byHouse = () => rate(house, { ...load, next: work.product });
    const measured =
      round % 2 === 0
        ? { raw: await byHand(), product: await byHouse() }
        : swap({ product: await byHouse(), raw: await byHand() });
    if (round > 0) rates.push(measured);
  }
  return {
    work: work.name,
    raw: median(rates.map(({ raw }) => raw)) * work.records,
    product: median(rates.map(({ product }) => product)) * work.records,
    ratio: median(rates.map(({ raw, product }) => product / raw)),
    bar: work.bar,
  };
}

function swap({ product, raw }: { product: number; raw: number }): { raw: number; product: number } {
  return { raw, product };
}

/** From the wish to a value written and read: publishing, one change, one reading. In times a second. */
async function addField(
  { hand, house }: { hand: Server; house: Server },
  { contracts }: Filled,
): Promise<Line> {
  say("add a field");
  const spent: { raw: number; product: number }[] = [];
  const [id = ""] = contracts;
  for (let round = 0; round < rounds; round++) {
    const name = `extra_${round}`;
    const raw = await secondsOf(() => send(hand, { method: "POST", path: `/column/${name}/${id}` }));
    const product = await secondsOf(async () => {
      await publishField(house, name);
      await send(house, {
        method: "PATCH",
        path: `/api/records/contract/${id}`,
        body: { [name]: "2030-01-01" },
      });
      const read = await send(house, { method: "GET", path: `/api/records/contract/${id}` });
      if (!read.includes(`"${name}":"2030-01-01"`)) throw new Error(`${name} is not there: ${read}`);
    });
    spent.push({ raw, product });
  }
  return {
    work: `add a field, write and read it (${(median(spent.map(({ product }) => product)) * 1_000).toFixed(0)} ms)`,
    raw: 1 / median(spent.map(({ raw }) => raw)),
    product: 1 / median(spent.map(({ product }) => product)),
    ratio: median(spent.map(({ raw, product }) => raw / product)),
    bar: 0,
  };
}

interface TypeBody {
  readonly kind: string;
  readonly name: string;
  readonly fields: readonly object[];
}

async function publishField(house: Server, name: string): Promise<void> {
  const metadata: { documents: TypeBody[] } = JSON.parse(
    await send(house, { method: "GET", path: "/api/metadata" }),
  );
  const contract = metadata.documents.find(
    (document) => document.kind === "type" && document.name === "contract",
  );
  const field = { name, type: "date", label: { fr: name, en: name } };
  const documents = [{ ...contract, fields: [...(contract?.fields ?? []), field] }];
  await send(house, { method: "POST", path: "/api/metadata/apply", body: { documents } });
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1_000;
}

function table(lines: readonly Line[]): string {
  const head = `| ${rows.toLocaleString("en")} rows, ${rounds} rounds | by hand /s | Dossier /s | ratio | goal |\n|---|---:|---:|---:|---:|\n`;
  const body = lines.map(({ work, raw, product, ratio, bar }) => {
    const goal = bar === 0 ? "" : `≥ ${bar}`;
    return `| ${work} | ${number(raw)} | ${number(product)} | **${ratio.toFixed(2)}** | ${goal} |`;
  });
  return `${head}${body.join("\n")}\n`;
}

function number(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: value < 100 ? 1 : 0 });
}

function say(what: string): void {
  process.stderr.write(`${what} …\n`);
}
