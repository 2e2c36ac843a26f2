/**
 * Measures the product over HTTP, rights and history on, against a hand-written server on the same database in the
 * same minute. Prints a table of ratios: medians of interleaved rounds. The rows on access rules compare two users of
 * the product instead; what has no counterpart by hand is told as it is.
 *
 *     npm run bench -- --rows 100000 --rounds 5 --seconds 2 --only update
 *     npm run bench -- --million
 *     npm run bench -- --suite change --suite import --rows 1000000
 *     DATABASE_URL=postgres://… npm run bench -- --suite processes
 *     .ci/with-postgresql-15 npm run bench -- --suite kills --clients 200 --seconds 60
 */
import { parseArgs } from "node:util";
import { openDatabase } from "../../core/database/index.ts";
import { addFieldUnderLoad } from "./add-field.ts";
import { type Figure, figuresTable } from "./figures.ts";
import { type Filled, fill } from "./fill.ts";
import { importAgainstCopy } from "./import.ts";
import { underKills } from "./kills.ts";
import { largeModel } from "./large-model.ts";
import { manyProcesses } from "./many-processes.ts";
import { newAccount, newData, type Place, signIn, startProduct, startRaw } from "./processes.ts";
import { compare, comparisonTable, type Line } from "./table.ts";
import { accessWorks, works } from "./works.ts";

const suites = ["records", "change", "import", "processes", "model", "kills"] as const;
const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: "100000" },
    million: { type: "boolean", default: false },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "2" },
    only: { type: "string", default: "" },
    clients: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    suite: { type: "string", multiple: true, default: ["records"] },
  },
});
const rows = options.million ? 1_000_000 : Number(options.rows);
const effort = { rounds: Number(options.rounds), milliseconds: Number(options.seconds) * 1_000 };
const asked = suites.filter((suite) => options.suite.includes(suite) || options.suite.includes("all"));
if (asked.length === 0) throw new Error(`--suite ${suites.join(" | ")} | all`);

const isFilled = asked.some((suite) => suite !== "model" && suite !== "kills");
if (isFilled) await onFilledTables();
if (asked.includes("model")) {
  say("500 types, then 10 with as many fields as a table holds");
  const sizes = [
    { types: 500, fields: 50 },
    { types: 10, fields: 990 },
  ];
  for (const size of sizes) process.stdout.write(`\n${figuresTable(await largeModel(size))}`);
}

if (asked.includes("kills")) process.stdout.write(`\n${figuresTable(await killed())}`);

/** A run that finds something wrong tells it and ends with 1. */
async function killed(): Promise<Figure[]> {
  const databaseUrl = process.env.DATABASE_URL;
  if (databaseUrl === undefined)
    return [{ work: "under kills", figure: "only with DATABASE_URL: an embedded server serves one process" }];
  await using data = await newData();
  const [clients, seed] = [Number(options.clients), Number(options.seed)];
  say(`${clients} clients while processes are killed at random`);
  const { wrong, lost, ...told } = await underKills(
    { data: data.folder, databaseUrl },
    { clients, milliseconds: effort.milliseconds, seed },
  );
  for (const what of [...wrong, ...lost]) process.stderr.write(`${what}\n`);
  if (wrong.length + lost.length > 0) process.exitCode = 1;
  return [
    { work: "writes acknowledged, reads compared", figure: `${told.acknowledged}, ${told.reads}` },
    { work: "processes killed, calls cut off", figure: `${told.kills}, ${told.cutOff}` },
    { work: "wrong answers, lost writes", figure: `${wrong.length}, ${lost.length}` },
  ];
}

async function onFilledTables(): Promise<void> {
  await using data = await newData();
  const place: Place = { data: data.folder, databaseUrl: process.env.DATABASE_URL };
  const database = await openDatabase({ ...place, schema: "dossier", pool: 2 });
  try {
    await using product = await startProduct(place);
    say(`filling ${rows.toLocaleString("en")} rows twice`);
    const filled = await fill(database, rows);
    const { administrator, clerk } = await signIn(product.port, filled.collaborator);
    const on = { place, database, filled, product, administrator, clerk, ...effort };
    if (asked.includes("records")) {
      await using raw = await startRaw(place);
      const lines = await records({ ...on, raw: raw.port });
      const head = `${rows.toLocaleString("en")} rows, ${effort.rounds} rounds, PostgreSQL ${database.version}`;
      process.stdout.write(`\n${comparisonTable(head, lines)}`);
    }
    const figures: Figure[] = [];
    if (asked.includes("processes")) figures.push(...(await manyProcesses(on)));
    if (asked.includes("change")) figures.push(...(await addFieldUnderLoad(on)));
    if (asked.includes("import")) figures.push(...(await importAgainstCopy(on, rows)));
    if (figures.length > 0) process.stdout.write(`\n${figuresTable(figures)}`);
  } finally {
    await database.close();
  }
}

type SignedIn = Awaited<ReturnType<typeof signIn>>;

async function records({
  filled,
  administrator,
  clerk,
  raw,
}: SignedIn & { filled: Filled; raw: number }): Promise<Line[]> {
  const hand = { ...clerk, port: raw };
  const lines: Line[] = [];
  for (const work of works(filled)) {
    if (!work.name.includes(options.only)) continue;
    say(work.name);
    lines.push(await compare(work, { hand, house: clerk, ...effort }));
  }
  for (const [share, specialist] of filled.trades) {
    const asked = accessWorks(share).filter(({ name }) => name.includes(options.only));
    if (asked.length === 0) continue;
    const house = await newAccount(administrator, { role: "specialist", collaborator: specialist });
    for (const work of asked) {
      say(work.name);
      lines.push(await compare(work, { hand: administrator, house, ...effort }));
    }
  }
  return lines;
}

function say(what: string): void {
  process.stderr.write(`${what} …\n`);
}
