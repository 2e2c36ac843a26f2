import type { Command } from "commander";
import type { Language } from "../../core/language/index.ts";
import { type JournalState, verifyJournal } from "../history/index.ts";
import { verify } from "../metadata/index.ts";
import { atWork } from "./house.ts";
import { type Outcome, run, terminalLanguage } from "./run.ts";

/** `dossier verify`: whether the database is what its documents say; exit code 1 where something differs. */
export function verifyCommand(program: Command): void {
  program
    .command("verify")
    .description("say where the database differs from its documents and the journal from its seals")
    .option("--head <hash>", "the hash of a seal of the journal, written down earlier outside the database")
    .option("--json", "answer in JSON")
    .action((options: { head?: string; json?: boolean }) => run(options, () => look(options)));
}

function look({ head }: { head?: string }): Promise<Outcome> {
  return atWork(async ({ house }) => {
    const journal = await verifyJournal(house.runtime.database, { head });
    const findings = [...(await verify(house.runtime)), ...journal.findings];
    const language = terminalLanguage();
    const fine =
      language === "fr"
        ? "La base est telle que ses documents la disent."
        : "The database is what its documents say.";
    const words = findings.map((one) => one.words[language]);
    return {
      json: { findings, journal: { head: journal.head, sealed: journal.sealed, unsealed: journal.unsealed } },
      words: [...(words.length > 0 ? words : [fine]), sealWords(journal, language)],
      ...(words.length > 0 ? { exitCode: 1 as const } : {}),
    };
  });
}

/** The hash is worth writing down outside: `--head` then tells whether the whole chain was made anew. */
function sealWords(
  { head, sealed, unsealed }: Pick<JournalState, "head" | "sealed" | "unsealed">,
  language: Language,
): string {
  if (language === "fr")
    return head
      ? `Journal : ${sealed} lignes scellées, ${unsealed} à sceller ; sceau ${head.no} : ${head.hash}`
      : `Journal : rien n’est encore scellé, ${unsealed} lignes à sceller.`;
  return head
    ? `Journal: ${sealed} rows sealed, ${unsealed} to be sealed; seal ${head.no}: ${head.hash}`
    : `Journal: nothing is sealed yet, ${unsealed} rows to be sealed.`;
}
