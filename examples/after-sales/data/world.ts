import { DAY, startOf } from "./calendar.ts";
import { type Directory, directory } from "./contacts.ts";
import { type Chance, chance, keys } from "./random.ts";

/** A record in canonical JSON, as the API takes it, with a key of its own. */
export type Draft = { readonly id: string } & { readonly [field: string]: unknown };

/** Records of one type; whatever they refer to was handed over before. */
export interface Batch {
  readonly type: string;
  readonly records: readonly Draft[];
}

/** What is asked of the generator. */
export interface Wish {
  /** The same seed, size and day give the same records, keys included. */
  readonly seed: number | string;
  /** 1 is the whole company with 10,000 dossiers; 0.01 a hundredth of its customers and work. */
  readonly size: number;
  /** The day on which the story ends, `YYYY-MM-DD`. */
  readonly today: string;
}

/** What every part of the story needs: chance, keys, and the three years in which it plays. */
export interface World {
  readonly size: number;
  /** Chance for one topic; asking more of one topic changes no other. */
  readonly chance: (topic: string) => Chance;
  readonly key: (topic: string) => (instant: number) => string;
  readonly directory: Directory;
  readonly today: string;
  /** Midnight at the beginning and near the end of the story, in milliseconds. */
  readonly from: number;
  readonly until: number;
  /** How many of something there are at this size; at least one. */
  readonly count: (whole: number) => number;
}

/** Begins a story; refuses a size or day that makes no sense. */
export function beginWorld({ seed, size, today }: Wish): World {
  if (!(size > 0 && size <= 20)) throw new RangeError(`a size of ${size}: give more than 0, at most 20`);
  const midnight = startOf(today);
  return Object.freeze({
    size,
    chance: (topic: string) => chance(seed, topic),
    key: (topic: string) => keys(seed, topic),
    directory: directory(chance(seed, "directory")),
    today,
    from: midnight - 3 * 365 * DAY,
    until: midnight,
    count: (whole: number) => Math.max(1, Math.round(whole * size)),
  });
}

/** Cuts records into batches of at most 5,000. */
export function* batches(type: string, records: readonly Draft[]): Generator<Batch> {
  for (let start = 0; start < records.length; start += 5_000)
    yield { type, records: records.slice(start, start + 5_000) };
}
