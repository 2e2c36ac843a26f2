import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Database } from "../../core/database/index.ts";
import { type Figure, milliseconds, secondsOf } from "./figures.ts";
import { type Place, root } from "./processes.ts";

const head = "subject,customer,sector,trade,state,fee,starts_on,hours,notes";

/** Imports a CSV file, validated, numbered and journalled, against a plain `COPY` of the same values into the hand-made table. */
export async function importAgainstCopy(
  { place, database }: { place: Place; database: Database },
  rows: number,
): Promise<Figure[]> {
  const named = join(place.data, "named.csv");
  const keyed = join(place.data, "keyed.csv");
  const { sql } = database;
  const customers = await sql<
    { id: string; name: string }[]
  >`select id, name from raw_organisation order by name limit 2000`;
  const line = (number: number, customer: string) =>
    `Installation ${number},${customer},s1,other,active,${number % 5_000}.50,2026-03-${String(1 + (number % 28)).padStart(2, "0")},${number % 100},Remarque ${number}`;
  const file = (of: (customer: { id: string; name: string }) => string) =>
    `${head}\n${Array.from({ length: rows }, (_, at) => line(at, of(customers[at % customers.length] ?? { id: "", name: "" }))).join("\n")}\n`;
  await writeFile(
    named,
    file(({ name }) => name),
  );
  await writeFile(
    keyed,
    file(({ id }) => id),
  );
  await sql.unsafe("alter table raw_contract alter column id set default gen_random_uuid()");

  const copied = await secondsOf(async () => {
    const into = await sql
      .unsafe(`copy raw_contract (${head}) from stdin with (format csv, header)`)
      .writable();
    await pipeline(createReadStream(keyed), into);
  });
  const before = await count(database);
  const imported = await secondsOf(() => dossierImport(place, named));
  const made = (await count(database)) - before;
  if (made !== rows) throw new Error(`${made} of ${rows} rows were imported`);
  const what = rows.toLocaleString("en");
  return [
    {
      work: `COPY of ${what} rows into the hand-made table with its indexes`,
      figure: milliseconds(copied * 1_000),
    },
    {
      work: `\`dossier import\` of ${what} rows, customers found by name, validated, numbered`,
      figure: `${milliseconds(imported * 1_000)} (${(copied / imported).toFixed(2)} of COPY; goal ≥ 0.3)`,
    },
  ];
}

async function count({ sql }: Database): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from record_contract`;
  return row?.count ?? 0;
}

function dossierImport({ data, databaseUrl }: Place, file: string): Promise<void> {
  const child = spawn(process.execPath, ["bin/dossier.js", "import", file, "--type", "contract", "--json"], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      DATA: data,
      LOG_LEVEL: "silent",
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("exit", (code) =>
      code === 0 ? done() : fail(new Error(`dossier import ended with ${code}`)),
    );
  });
}
