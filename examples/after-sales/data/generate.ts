import { type CaseType, type Matter, openCases } from "./cases.ts";
import { foundCompany } from "./company.ts";
import { meetCustomers } from "./customers.ts";
import { openDossiers } from "./dossiers.ts";
import { type Journal, openJournal } from "./journal.ts";
import { type Batch, batches, beginWorld, type Wish } from "./world.ts";

export type { Batch, Draft, Wish } from "./world.ts";

const caseTypes: readonly CaseType[] = ["request", "breakdown", "offer", "complaint"];

/**
 * Tells three years of Lémanix Service SA as records: batches of at most 5,000 of one type, each after everything
 * it refers to. The same wish gives the same records. Size 1: 10,000 dossiers, 40,000 cases, 200,000 entries.
 *
 * @example
 * for await (const { type, records } of generate({ seed: 1, size: 0.01, today: "2026-03-04" })) …
 */
export async function* generate(wish: Wish): AsyncGenerator<Batch> {
  const world = beginWorld(wish);
  const { company, founding } = foundCompany(world);
  yield* founding;
  const { customers, meetings } = meetCustomers(world);
  yield* meetings;
  const { folders, openings } = openDossiers(world, company, customers);
  yield* openings;

  const journal = openJournal(world, company);
  let told = 0;
  for (const matters of slices(openCases(world, company, folders), 2_000)) {
    for (const batch of chapter(journal, matters)) {
      if (batch.type === "entry") told += batch.records.length;
      yield batch;
    }
  }
  const chance = world.chance("dossier notes");
  const rest = Math.max(0, world.count(200_000) - told);
  yield* batches(
    "entry",
    Array.from({ length: rest }, () => journal.ofDossier(chance.pick(folders))),
  );
}

/** Some cases with their entries and the work that was done. */
function* chapter(journal: Journal, matters: readonly Matter[]): Generator<Batch> {
  for (const type of caseTypes)
    yield* batches(
      type,
      matters.filter((matter) => matter.type === type).map(({ draft }) => draft),
    );
  const notes = matters.map(journal.ofCase);
  yield* batches(
    "entry",
    notes.flatMap(({ entries }) => entries),
  );
  yield* batches(
    "service",
    notes.flatMap(({ services }) => services),
  );
}

function* slices(matters: Iterable<Matter>, length: number): Generator<Matter[]> {
  let slice: Matter[] = [];
  for (const matter of matters) {
    slice.push(matter);
    if (slice.length < length) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}
