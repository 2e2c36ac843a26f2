import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import { buildModel } from "../../metamodel/build-model.ts";
import { withStandard } from "../../metamodel/standard/index.ts";
import { capabilities } from "../capabilities.ts";
import { broughtFields, readAppFolder } from "../metadata/index.ts";
import { run } from "./run.ts";

/** `dossier types`: TypeScript declarations of an app's records, for programs written against it. */
export function typesCommand(program: Command): void {
  program
    .command("types")
    .description("write TypeScript declarations of an app's records")
    .argument("[folder]", "the app's folder", ".")
    .option("--out <file>", "where to write them; standard output without")
    .option("--json", "answer in JSON")
    .action((folder: string, options: { out?: string; json?: boolean }) =>
      run(options, async () => {
        // Brings a formatter of 10 MB with it that no other command needs.
        const { appTypes } = await import("./types.ts");
        const documents = withStandard(await readAppFolder(resolve(folder)));
        const text = await appTypes(
          buildModel(documents, { brought: broughtFields(documents, capabilities) }),
        );
        if (options.out === undefined) return { json: { types: text }, words: [text.trimEnd()] };
        const file = resolve(options.out);
        await writeFile(file, text);
        return { json: { file }, words: [file] };
      }),
    );
}
