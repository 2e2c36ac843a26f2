import { Refusal } from "../../../../core/errors/index.ts";

/** Passwords worked at together: each takes 19 MiB and one of the four threads that files are read with too. */
const atOnce = 2;
/** Beyond, whoever comes is asked to come back: at 30 ms each, the last one waits some three seconds. */
const mostWaiting = 200;

let working = 0;
const waiting: (() => void)[] = [];

/** Does costly work in turn, whatever number of people sign in at once. Refuses with `server.busy` when too many wait. */
export async function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  if (working < atOnce) working += 1;
  else {
    if (waiting.length >= mostWaiting) throw new Refusal("server.busy");
    // Whoever ends hands his place over, so that nobody who comes in between takes it.
    await new Promise<void>((next) => waiting.push(next));
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else working -= 1;
  }
}
