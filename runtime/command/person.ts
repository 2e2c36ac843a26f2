import { open, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { Command } from "commander";
import { Refusal } from "../../core/errors/index.ts";
import { type ErasurePlan, eraseKnown, giveOut, planErasure, type Share } from "../people/index.ts";
import { personalAccounts } from "../server/accounts/personal.ts";
import { atWork } from "./house.ts";
import { type Outcome, run, terminalLanguage } from "./run.ts";

const rooms = [personalAccounts];

interface EraseOptions {
  readonly forGood?: boolean;
  readonly why?: string;
  readonly json?: boolean;
}

/** `dossier person export|erase`: what is known of a person, given out or erased. */
export function personCommands(program: Command): void {
  const person = program.command("person").description("what is known of a person");
  person
    .command("export")
    .description("write everything that is known of a person to a ZIP file")
    .argument("<id>", "the key of the person’s record")
    .argument("<file>", "the file to write; it must not be there yet")
    .option("--json", "answer in JSON")
    .action((id: string, file: string, options: { json?: boolean }) =>
      run(options, () => exportPerson(id, file)),
    );
  person
    .command("erase")
    .description("say what erasing a person would take out and what would stay, or erase")
    .argument("<id>", "the key of the person’s record")
    .option("--for-good", "erase: nothing brings the data back")
    .option("--why <words>", "why, for those who read the journal; without the person’s name")
    .option("--json", "answer in JSON")
    .action((id: string, options: EraseOptions) => run(options, () => erase(id, options)));
}

async function exportPerson(id: string, file: string): Promise<Outcome> {
  // The file holds what is personal: nobody else on the machine reads it.
  const handle = await open(file, "wx", 0o600).catch((cause) => {
    throw cause.code === "EEXIST" ? new Refusal("person.file-exists", { file }) : cause;
  });
  try {
    await atWork(async ({ crm }) => {
      const { content } = await giveOut(crm, { id, rooms });
      await pipeline(content, handle.createWriteStream());
    });
  } catch (cause) {
    await handle.close();
    await rm(file);
    throw cause;
  }
  return { json: { file }, words: [file] };
}

function erase(id: string, { forGood, why: reason }: EraseOptions): Promise<Outcome> {
  return atWork(async ({ crm }) => {
    const plan = await planErasure(crm, { id, rooms });
    if (!forGood) return { json: plan, words: planWords(plan) };
    const asking = reason === undefined ? crm : { ...crm, origin: { ...crm.origin, reason } };
    const done = await eraseKnown(asking, { id, rooms });
    const { records, files, rows } = done;
    const words =
      terminalLanguage() === "fr"
        ? `Effacé : ${records} fiches, ${files} fichiers, ${rows} lignes de journal.`
        : `Erased: ${records} records, ${files} files, ${rows} rows of journals.`;
    return { json: done, words: [words] };
  });
}

function planWords({ person, reasons, goes, stays }: ErasurePlan): string[] {
  const said = {
    fr: { kept: "Ne peut pas être effacé maintenant :", goes: "Part :", stays: "Reste :" },
    en: { kept: "Cannot be erased now:", goes: "Goes:", stays: "Stays:" },
  }[terminalLanguage() === "fr" ? "fr" : "en"];
  const part = (head: string, lines: readonly string[]) =>
    lines.length > 0 ? [head, ...lines.map((line) => `  • ${line}`)] : [];
  return [
    person.title,
    ...part(
      said.kept,
      reasons.map(({ message }) => message),
    ),
    ...part(said.goes, goes.map(shareWords)),
    ...part(said.stays, stays.map(shareWords)),
  ];
}

function shareWords({ count, label, field, why }: Share): string {
  return `${count} ${label}${field ? ` (${field})` : ""}: ${why}`;
}
