/**
 * How many cases a fuzz test tries: `FUZZ` multiplies what CI does. The seed is fixed and printed with a failure;
 * `FUZZ_SEED` takes another one.
 */
export function runs(count: number): { numRuns: number; seed: number; endOnFailure: boolean } {
  const times = Number(process.env.FUZZ ?? "1");
  return {
    numRuns: Math.ceil(count * times),
    seed: Number(process.env.FUZZ_SEED ?? "20261124"),
    endOnFailure: times < 1,
  };
}

/** How long a fuzz test may take, in milliseconds: more cases take longer. */
export const patience = 180_000 * Math.max(1, Number(process.env.FUZZ ?? "1"));
