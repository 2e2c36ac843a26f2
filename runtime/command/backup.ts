import { basename, join } from "node:path";
import type { Command } from "commander";
import { type Config, readConfig } from "../../core/config.ts";
import { openDatabase } from "../../core/database/index.ts";
import { addSecretKeys, secretKeys } from "../../core/secrets/index.ts";
import { folderStorage } from "../../core/storage/index.ts";
import {
  type BackupContent,
  checkBackup,
  readBackupKey,
  restoreBackup,
  writeBackup,
} from "../backup/index.ts";
import { noteSecurityEvent } from "../history/index.ts";
import { version } from "../server/health.ts";
import { atWork } from "./house.ts";
import { type Outcome, run, terminalLanguage } from "./run.ts";

interface KeyOptions {
  readonly keyFile?: string;
  readonly json?: boolean;
}

/** `dossier backup` and `dossier restore`: a workspace as one encrypted file, and back. */
export function backupCommands(program: Command): void {
  program
    .command("backup")
    .description(
      "write the whole workspace, documents included, to one encrypted file while others go on working",
    )
    .argument("<file>", "the file to write; it must not be there yet")
    .option("--key-file <file>", "the key; without it the passphrase of BACKUP_PASSPHRASE")
    .option("--json", "answer in JSON")
    .action((file: string, options: KeyOptions) => run(options, () => backUp(file, options)));
  program
    .command("restore")
    .description("make the workspace of a backup in an empty database")
    .argument("<file>", "the file that “dossier backup” wrote")
    .option("--key-file <file>", "the key; without it the passphrase of BACKUP_PASSPHRASE")
    .option("--check", "only read it from beginning to end and say what it holds")
    .option("--json", "answer in JSON")
    .action((file: string, options: KeyOptions & { check?: boolean }) =>
      run(options, () => (options.check ? check(file, options) : restore(file, options))),
    );
}

function keyOf({ keyFile }: KeyOptions) {
  return readBackupKey({ keyFile, passphrase: process.env.BACKUP_PASSPHRASE });
}

async function backUp(file: string, options: KeyOptions): Promise<Outcome> {
  const key = await keyOf(options);
  return atWork(async ({ house: { runtime }, config }) => {
    const { database, storage } = runtime;
    const keys = config.secretKeys ? [] : await secretKeys({ given: undefined, data: config.data });
    const result = await writeBackup(
      { database, storage, secretKeys: keys, software: version },
      { file, key },
    );
    await noteSecurityEvent(database.sql, {
      kind: "backup",
      who: null,
      via: "cli",
      detail: { file: basename(file), files: result.files },
    });
    const { missing } = result;
    const fr = terminalLanguage() === "fr";
    return {
      json: result,
      words: [
        fr
          ? `Sauvegardé dans ${file} : ${result.tables} tables, ${result.files} fichiers.`
          : `Backed up to ${file}: ${result.tables} tables, ${result.files} files.`,
        ...missingWords(missing),
      ],
    };
  });
}

function missingWords(missing: readonly string[]): string[] {
  if (missing.length === 0) return [];
  const names = missing.slice(0, 5).join(", ");
  return [
    terminalLanguage() === "fr"
      ? `Contenus nommés par des fiches mais absents du stockage, ${missing.length} : ${names}`
      : `Contents named by records but missing in the storage, ${missing.length}: ${names}`,
  ];
}

async function check(file: string, options: KeyOptions): Promise<Outcome> {
  const content = await checkBackup({ file, key: await keyOf(options), software: version });
  return { json: content, words: contentWords(content, "checked") };
}

async function restore(file: string, options: KeyOptions): Promise<Outcome> {
  const key = await keyOf(options);
  const config = readConfig(process.env);
  const { secretKeys: keys, ...content } = await intoEmpty(config, { file, key });
  if (!config.secretKeys && keys.length > 0) await addSecretKeys(config.data, keys);
  // Opening the house brings tables of an older software up to date.
  await atWork(({ house }) =>
    noteSecurityEvent(house.runtime.database.sql, {
      kind: "restore",
      who: null,
      via: "cli",
      detail: { file: basename(file), at: content.head.at },
    }),
  );
  return { json: content, words: contentWords(content, "restored") };
}

async function intoEmpty(config: Config, from: { file: string; key: Awaited<ReturnType<typeof keyOf>> }) {
  const database = await openDatabase(config);
  try {
    const storage = await folderStorage(join(config.data, "files"));
    return await restoreBackup({ database, storage }, { ...from, software: version });
  } finally {
    await database.close();
  }
}

function contentWords(
  { head, tables, rows, files, missing }: BackupContent,
  done: "checked" | "restored",
): string[] {
  const what = {
    fr: { checked: "La sauvegarde est entière et lisible", restored: "Restauré" },
    en: { checked: "The backup is whole and can be read", restored: "Restored" },
  };
  const line =
    terminalLanguage() === "fr"
      ? `${what.fr[done]} : état du ${head.at}, ${tables} tables, ${rows} lignes, ${files} fichiers.`
      : `${what.en[done]}: state of ${head.at}, ${tables} tables, ${rows} rows, ${files} files.`;
  return [line, ...missingWords(missing)];
}
