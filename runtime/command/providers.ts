import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { Refusal } from "../../core/errors/index.ts";
import {
  listProviders,
  mustBeName,
  providerKinds,
  putProvider,
  readSaid,
  removeProvider,
} from "../server/sign-in/providers/index.ts";
import { atWork } from "./house.ts";
import { run } from "./run.ts";

/** `dossier provider set|list|remove`: who else may say who somebody is. */
export function providerCommands(program: Command): void {
  const provider = program.command("provider").description("single sign-on and directories of passwords");
  provider
    .command("set")
    .description("connect an identity provider, or change it; see docs/sign-in.md")
    .argument("<name>", "what it is called in addresses: entra")
    .argument("<file>", "JSON: kind, label, settings …; its secret may be left out once it is kept")
    .option("--json", "answer in JSON")
    .action((name: string, file: string, options: { json?: boolean }) =>
      run(options, () => set(mustBeName(name), file)),
    );
  provider
    .command("list")
    .description("list them, without their secrets")
    .option("--json", "answer in JSON")
    .action((options: { json?: boolean }) =>
      run(options, () =>
        atWork(async ({ house: { runtime } }) => {
          const all = await listProviders(runtime.database);
          return { json: all, words: all.map(({ name, kind, label }) => [name, kind, label].join("  ·  ")) };
        }),
      ),
    );
  provider
    .command("remove")
    .description("remove one; who came in by it needs another way")
    .argument("<name>")
    .option("--json", "answer in JSON")
    .action((name: string, options: { json?: boolean }) =>
      run(options, () =>
        atWork(async ({ crm }) => {
          await removeProvider(crm, name);
          return { json: { removed: name }, words: [name] };
        }),
      ),
    );
}

async function set(name: string, file: string) {
  const said = readSaid(await documentIn(file));
  return atWork(async ({ crm, house: { runtime, plugins } }) => {
    await putProvider(crm, { name, said, kinds: providerKinds(plugins.directories) });
    const all = await listProviders(runtime.database);
    return { json: all.find((each) => each.name === name), words: [name] };
  });
}

async function documentIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new Refusal("request.invalid", { reason: `${file}: ${(cause as Error).message}` }, { cause });
  }
}
