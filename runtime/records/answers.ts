import type { Crm, Runtime } from "../crm.ts";
import type { Statement } from "./statement.ts";

/** What was answered: the only row of a statement. */
type Answer = Readonly<Record<string, string | number | boolean | null>>;

interface Remembered {
  readonly answer: Answer;
  readonly until: number;
}

/** Answers of one process, and how often something they may rest on has changed. */
interface Memory {
  answers: WeakMap<Statement, Map<string, Remembered>>;
  /** Tables that the answers were read from. */
  readonly tables: Set<string>;
  changes: number;
}

/** How long an answer holds where nobody tells of a change: whoever changes tables by hand waits as long. */
const lifetime = 10_000;
const mostAnswers = 5_000;
const memories = new WeakMap<Runtime, Memory>();

/**
 * What is to be known of a user before a statement is sent, his trade or who works under him: asked once, and again
 * when a record of those types is written, in whatever process. What is known is answered at once, without waiting.
 */
export function answerOf(
  crm: Crm,
  statement: Statement,
  { values, ask }: { values: readonly (string | number | boolean | null)[]; ask: () => Promise<Answer> },
): Answer | Promise<Answer> {
  const memory = memoryOf(crm);
  const answers = memory.answers.get(statement) ?? new Map<string, Remembered>();
  // The one key that most questions ask about needs no brackets; told apart from those that have them.
  const [value] = values;
  const key = values.length === 1 && typeof value === "string" ? `=${value}` : JSON.stringify(values);
  const known = answers.get(key);
  if (known && known.until > performance.now()) return known.answer;
  memory.answers.set(statement, answers);
  return askAnew(memory, { statement, answers, key, ask });
}

async function askAnew(
  memory: Memory,
  {
    statement,
    answers,
    key,
    ask,
  }: {
    statement: Statement;
    answers: Map<string, Remembered>;
    key: string;
    ask: () => Promise<Answer>;
  },
): Promise<Answer> {
  for (const table of tablesIn(statement)) memory.tables.add(table);
  const { changes } = memory;
  const answer = await ask();
  // What was read may be from before a change that was told meanwhile.
  if (changes !== memory.changes) return answer;
  if (answers.size >= mostAnswers) answers.clear();
  answers.set(key, { answer, until: performance.now() + lifetime });
  return answer;
}

function memoryOf({ runtime }: Crm): Memory {
  const known = memories.get(runtime);
  if (known) return known;
  const made: Memory = { answers: new WeakMap(), tables: new Set(), changes: 0 };
  memories.set(runtime, made);
  runtime.events.hear((event) => {
    const isRead =
      event.kind === "records" && made.tables.has(runtime.model().types.get(event.type)?.table ?? "");
    if (!isRead && event.kind !== "resumed" && event.kind !== "metadata") return;
    made.changes += 1;
    made.answers = new WeakMap();
  });
  return made;
}

/** Record tables stand in statements by their quoted names. */
function tablesIn({ text }: Statement): readonly string[] {
  return [...text.matchAll(/"(record_\w+)"/g)].map(([, table = ""]) => table);
}
