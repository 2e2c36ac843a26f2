/** Asks the user why; null where he thinks better of it. */
type AskReason = (sentence: string) => Promise<string | null>;

let ask: AskReason | null = null;
/** While something is done to many records: the reason that stands for all of them, once it is given. */
let together: { reason: Promise<string | null> | null } | null = null;

/** Says how the user is asked; the shell does, as long as it is there. */
export function askReasonsBy(asker: AskReason): () => void {
  ask = asker;
  return () => {
    if (ask === asker) ask = null;
  };
}

/** The reason that a refused call is to be sent again with; null where none is asked for or given. */
export async function reasonFor({
  code,
  message,
}: {
  code: string;
  message: string;
}): Promise<string | null> {
  if (code !== "record.reason-needed" || !ask) return null;
  if (!together) return ask(message);
  together.reason ??= ask(message);
  return together.reason;
}

/** Does something to many records, which one reason explains. */
export async function withOneReason<Result>(work: () => Promise<Result>): Promise<Result> {
  together = { reason: null };
  try {
    return await work();
  } finally {
    together = null;
  }
}
