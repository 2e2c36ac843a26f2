/** How many calls run side by side. */
const lanes = 6;

/** What became of a series of calls. */
export interface Outcome<Item> {
  readonly done: readonly Item[];
  readonly failed: number;
  /** The first refusal. */
  readonly problem: unknown;
}

/** Does the same with every item, a few at a time; one refusal does not stop the others. */
export async function inTurns<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<unknown>,
): Promise<Outcome<Item>> {
  const waiting = [...items];
  const done: Item[] = [];
  const problems: unknown[] = [];
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      try {
        await act(item);
        done.push(item);
      } catch (problem) {
        problems.push(problem);
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { done, failed: problems.length, problem: problems[0] ?? null };
}
