import { Refusal, type RefusalCode, toProblem } from "../../core/errors/index.ts";
import type { Language } from "../../core/language/index.ts";

/** What a command has to say: for programs (`--json`) and for people. */
export interface Outcome {
  readonly json: unknown;
  /** Lines for people. */
  readonly words: readonly string[];
  /** Where the command did its work but what it found is not as it should be: 1, or 2 for a conflict to be settled. */
  readonly exitCode?: 1 | 2;
}

/** The language of the terminal: French where `LC_ALL`, `LC_MESSAGES` or `LANG` says so, else English. */
export function terminalLanguage(env: NodeJS.ProcessEnv = process.env): Language {
  const said = env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
  return said.toLowerCase().startsWith("fr") ? "fr" : "en";
}

/**
 * Does the work of a command and says how it went: words or JSON on standard output, exit code 0; a refusal as
 * sentences on standard error (with `--json` as problem details on standard output), exit code 1; 2 where what was
 * asked meets what others have changed.
 */
export async function run({ json = false }: { json?: boolean }, work: () => Promise<Outcome>): Promise<void> {
  const language = terminalLanguage();
  try {
    const outcome = await work();
    if (outcome.exitCode) process.exitCode = outcome.exitCode;
    process.stdout.write(json ? `${JSON.stringify(outcome.json, null, 2)}\n` : lines(outcome.words));
  } catch (error) {
    process.exitCode = error instanceof Refusal && conflicts.has(error.code) ? 2 : 1;
    if (!(error instanceof Refusal)) process.stderr.write(`${unforeseen(error)}\n`);
    else if (json) process.stdout.write(`${JSON.stringify(toProblem(error, language), null, 2)}\n`);
    else process.stderr.write(lines(sentencesOf(error, language)));
  }
}

/** Refusals that say: somebody else has changed the same. */
const conflicts: ReadonlySet<RefusalCode> = new Set([
  "metadata.merge-conflict",
  "metadata.undo-conflict",
  "metadata.stale",
]);

/** A refusal as a person reads it: what is wrong, then each place. */
export function sentencesOf(refusal: Refusal, language: Language): string[] {
  const { detail, errors } = toProblem(refusal, language);
  return [detail, ...errors.map(({ path, message }) => (path ? `  ${path}: ${message}` : `  ${message}`))];
}

function lines(words: readonly string[]): string {
  return words.map((line) => `${line}\n`).join("");
}

function unforeseen(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
