import { resolve } from "node:path";
import type { Command } from "commander";
import { Refusal } from "../../core/errors/index.ts";
import { checkDocuments } from "../../metamodel/check/index.ts";
import { withStandard } from "../../metamodel/standard/index.ts";
import { capabilities } from "../capabilities.ts";
import type { Crm } from "../crm.ts";
import { gainsBetween } from "../explain/index.ts";
import {
  broughtFields,
  type Plan,
  type Published,
  type Pushed,
  planChanges,
  planPush,
  push,
  readAppFolder,
  readState,
  undo,
  undoing,
  workspaceId,
  writeAppFolder,
} from "../metadata/index.ts";
import { markPulled, pulledAt } from "./folder-mark.ts";
import { type AtWork, atWork } from "./house.ts";
import { planOutcome, revisionWords, type SettlingOptions, settling, withSettling } from "./plan-words.ts";
import { type Outcome, run, terminalLanguage } from "./run.ts";

interface Options {
  readonly json?: boolean;
  readonly why?: string;
}

interface FolderOptions extends Options, SettlingOptions {
  /** The folder alone counts, whatever others have published. */
  readonly replace?: boolean;
}

interface UndoOptions extends Options, SettlingOptions {
  readonly plan?: boolean;
}

/** `dossier check|plan|push|apply|pull|undo`: metadata between a folder under git and the workspace. */
export function metadataCommands(program: Command): void {
  const withFolder = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .argument("[folder]", "the app's folder", ".")
      .option("--json", "answer in JSON");
  withFolder("check", "read an app folder and say what is wrong, in sentences").action(
    (folder: string, options: Options) => run(options, () => check(folder)),
  );
  withSettling(withFolder("plan", "say what pushing the folder would change, and its price"))
    .option("--replace", "as “apply” would: whatever others have published since the folder was pulled")
    .action((folder: string, options: FolderOptions) => run(options, () => plan(folder, options)));
  withSettling(
    withFolder("push", "publish the folder, merged with what others published since it was pulled"),
  )
    .option("--why <words>", "why, for those who read the revisions")
    .action((folder: string, options: FolderOptions) => run(options, () => pushFolder(folder, options)));
  withFolder("apply", "publish the folder alone: afterwards the workspace says what the folder says")
    .option("--why <words>", "why, for those who read the revisions")
    .action((folder: string, options: Options) => run(options, () => apply(folder, options)));
  withFolder("pull", "write the workspace's metadata into the folder").action(
    (folder: string, options: Options) => run(options, () => pull(folder)),
  );
  withSettling(
    program
      .command("undo")
      .description("take a published revision back; what was changed since is kept")
      .argument("<revision>", "its number", Number)
      .option("--plan", "only say what that would change, and its price")
      .option("--json", "answer in JSON"),
  ).action((revision: number, options: UndoOptions) => run(options, () => takeBack(revision, options)));
}

async function check(folder: string): Promise<Outcome> {
  const own = await readAppFolder(resolve(folder));
  const documents = withStandard(own);
  const brought = broughtFields(documents, capabilities);
  const faults = checkDocuments(documents, { brought, capabilities });
  if (faults.length > 0) throw new Refusal("metadata.invalid", { count: faults.length }, { faults });
  const fr = terminalLanguage() === "fr";
  const words = fr
    ? `${own.length} documents, ${documents.length} avec le modèle standard : tout est en ordre.`
    : `${own.length} documents, ${documents.length} with the standard model: everything is in order.`;
  return { json: { documents: own.length, faults: [] }, words: [words] };
}

function plan(folder: string, options: FolderOptions): Promise<Outcome> {
  return atWork(async ({ crm }) =>
    planOutcome(refuseFaults(await planPush(crm, await pushedFrom(crm, folder, options), gainsBetween))),
  );
}

/** Publishes; then the folder says what the workspace says, so that the next push takes nothing back. */
function pushFolder(folder: string, options: FolderOptions): Promise<Outcome> {
  return publishing(
    async ({ crm }) => push(crm, await pushedFrom(crm, folder, options)),
    ({ crm }) => writeFolder(crm, folder),
  );
}

function apply(folder: string, { why }: Options): Promise<Outcome> {
  return publishing(async ({ crm }) =>
    push(crm, { documents: await readAppFolder(resolve(folder)), pulled: null, why }),
  );
}

function pull(folder: string): Promise<Outcome> {
  return atWork(async ({ crm }) => {
    const { unchanged, words, json } = await writeFolder(crm, folder);
    const fr = terminalLanguage() === "fr";
    return { json, words: [...words, fr ? `${unchanged} inchangés` : `${unchanged} unchanged`] };
  });
}

async function takeBack(revision: number, options: UndoOptions): Promise<Outcome> {
  if (!Number.isInteger(revision) || revision < 1)
    throw new Refusal("request.invalid", { reason: `revision: ${revision}` });
  const undone = { revision, resolve: settling(options) };
  if (options.plan)
    return atWork(async ({ crm }) =>
      planOutcome(refuseFaults(await planChanges(crm, await undoing(crm, undone), gainsBetween))),
    );
  return publishing(({ crm }) => undo(crm, undone));
}

/** The folder's documents, and the revision that they began with. */
async function pushedFrom(
  crm: Crm,
  folder: string,
  { why, replace = false, ...options }: FolderOptions,
): Promise<Pushed> {
  const documents = await readAppFolder(resolve(folder));
  const pulled = replace ? null : await pulledAt(resolve(folder), await workspaceId(crm));
  return { documents, pulled, why, resolve: settling(options) };
}

interface Written {
  readonly json: object;
  readonly words: readonly string[];
  readonly unchanged: number;
}

async function writeFolder(crm: Crm, folder: string): Promise<Written> {
  const { documents, revision } = await readState(crm.database);
  const { written, removed, unchanged } = await writeAppFolder(resolve(folder), { documents });
  await markPulled(resolve(folder), await workspaceId(crm), revision);
  const words = [...written.map((file) => `+ ${file}`), ...removed.map((file) => `- ${file}`)];
  return { json: { written, removed, unchanged, revision }, words, unchanged };
}

/** Publishes, waits for the work that follows, does what belongs to it and says which revision it is. */
export function publishing(
  work: (at: AtWork) => Promise<Published>,
  afterwards?: (at: AtWork) => Promise<Written>,
): Promise<Outcome> {
  return atWork(
    async (at) => {
      const before = at.crm.model.revision;
      const published = await work(at);
      for (const job of published.jobs) await at.house.runtime.jobs.finished(job);
      const written = await afterwards?.(at);
      return {
        json: { ...published, ...written?.json },
        words: [revisionWords(published.revision, before), ...(written?.words ?? [])],
      };
    },
    { causesJobs: true },
  );
}

/** The plan, unless something in it is wrong. Throws `metadata.invalid`. */
export function refuseFaults<P extends Plan>(plan: P): P {
  const { faults } = plan;
  if (faults.length > 0) throw new Refusal("metadata.invalid", { count: faults.length }, { faults });
  return plan;
}
