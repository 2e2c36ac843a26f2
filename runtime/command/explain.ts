import type { Command } from "commander";
import { actionNamed, type Explained, explain } from "../explain/index.ts";
import { atWork } from "./house.ts";
import { type Outcome, run, terminalLanguage } from "./run.ts";

interface Options {
  readonly field?: string;
  readonly json?: boolean;
}

/** `dossier explain <account> <action> <type>[/<id>]`: why somebody may, or may not. */
export function explainCommand(program: Command): void {
  program
    .command("explain")
    .description("say why an account may, or may not, do something: by which role and which rule")
    .argument("<account>", "key or e-mail address")
    .argument("<action>", "see, create, change, delete, restore, archive, history, export, merge, import …")
    .argument("<record>", "a type, or a record of it: case/019a…")
    .option("--field <field>", "a field of it")
    .option("--json", "answer in JSON")
    .action((account: string, action: string, record: string, options: Options) =>
      run(options, () => ask({ account, action, record, field: options.field })),
    );
}

function ask({
  account,
  action,
  record,
  field,
}: {
  account: string;
  action: string;
  record: string;
  field: string | undefined;
}): Promise<Outcome> {
  const [type = "", id] = record.split("/");
  return atWork(async ({ crm }) => {
    const found = await explain(crm, { account, type, id, action: actionNamed(crm, action), field });
    const language = terminalLanguage();
    const reasons = found.reasons.flatMap((reason) => [
      `  ${reason.words[language]}`,
      ...reason.parts.map((part) => `    ${partLine(part)}`),
    ]);
    return { json: found, words: [found.words[language], ...reasons] };
  });
}

function partLine({ text, holds, values }: Explained["parts"][number]): string {
  const sign = holds === true ? "✓" : "✗";
  const compared = values.map(({ name, value }) => `${name} = ${value}`).join("; ");
  return `${sign} ${text}${compared ? `  (${compared})` : ""}`;
}
