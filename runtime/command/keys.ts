import type { Command } from "commander";
import { Refusal } from "../../core/errors/index.ts";
import { addDays, isDay, readInstant } from "../../core/language/index.ts";
import type { Crm, ScopeTypes } from "../crm.ts";
import { listAccounts } from "../server/accounts/accounts.ts";
import { type Key, listKeys, removeKey } from "../server/accounts/kept-keys.ts";
import { addKey } from "../server/accounts/keys.ts";
import { mustFindByEmail } from "./accounts.ts";
import { atWork } from "./house.ts";
import { run } from "./run.ts";

interface KeyOptions {
  readonly name: string;
  readonly days?: number;
  readonly expires?: string;
  readonly scope: string[];
}

/** `dossier key add|list|revoke`: the keys with which programs act for an account. */
export function keyCommands(program: Command): void {
  const key = program.command("key").description("the keys with which programs act for an account");
  key
    .command("add")
    .description("make a key; it is shown this once")
    .argument("<email>", "the account it acts for")
    .requiredOption("--name <name>", "what the key is for")
    .option("--days <days>", "how long it holds; for ever without", Number)
    .option("--expires <day>", "the last day on which it holds: 2027-12-31")
    .option(
      "--scope <scope>",
      "“read”, a type, or a type and actions: case:see+change; * stands for all other types; may be given several times",
      (value: string, before: string[]) => [...before, value],
      [],
    )
    .option("--json", "answer in JSON")
    .action((email: string, options: KeyOptions & { json?: boolean }) =>
      run(options, () => keyFor(email, options)),
    );
  key
    .command("list")
    .description("list the keys of an account, or of all")
    .argument("[email]")
    .option("--json", "answer in JSON")
    .action((email: string | undefined, options: { json?: boolean }) => run(options, () => list(email)));
  key
    .command("revoke")
    .description("end a key at once")
    .argument("<id>", "as “key list” shows it")
    .option("--json", "answer in JSON")
    .action((id: string, options: { json?: boolean }) =>
      run(options, () =>
        atWork(async ({ crm }) => {
          await removeKey(crm, { id });
          return { json: { revoked: id }, words: [id] };
        }),
      ),
    );
}

function keyFor(email: string, { name, days, expires, scope }: KeyOptions) {
  if (days !== undefined && !(Number.isInteger(days) && days >= 1 && days <= 3650))
    throw new Refusal("request.invalid", { reason: "--days: 1 … 3650" });
  return atWork(async ({ crm, house: { runtime, signIn } }) => {
    const account = await mustFindByEmail(runtime.database, email);
    const forDays = days === undefined ? null : new Date(Date.now() + days * 86_400_000);
    const expiresAt = expires === undefined ? forDays : endOf(crm, expires);
    const key = await addKey(crm, signIn, { account: account.id, name, scope: scopeIn(scope), expiresAt });
    return { json: key, words: [key.key] };
  });
}

/** The moment after a day, as the clocks of the house show it. */
function endOf({ habits }: Crm, day: string): Date {
  const end = isDay(day) ? readInstant(addDays(day, 1), habits) : null;
  if (end === null) throw new Refusal("request.invalid", { reason: "--expires: YYYY-MM-DD" });
  return new Date(end);
}

/** `read`, `case`, `case:see+change`, `*:see`. */
function scopeIn(said: readonly string[]): ScopeTypes | null {
  if (said.length === 0) return null;
  const types = said.map((each): [string, readonly string[] | "all"] => {
    if (each === "read") return ["*", ["see", "export"]];
    const [type = "", actions = "all"] = each.split(":");
    return [type.trim(), actions === "all" ? "all" : actions.split("+").map((action) => action.trim())];
  });
  return Object.fromEntries(types);
}

function list(email: string | undefined) {
  return atWork(async ({ house: { runtime } }) => {
    const { database } = runtime;
    const accounts =
      email === undefined ? await listAccounts(database) : [await mustFindByEmail(database, email)];
    const keys = await Promise.all(
      accounts.map(async (account) =>
        (await listKeys(database, account.id)).map((key) => ({ ...key, email: account.email })),
      ),
    );
    return { json: keys.flat(), words: keys.flat().map(inOneLine) };
  });
}

function inOneLine({ id, email, name, scope, expiresAt, lastUsedAt }: Key & { email: string }): string {
  const may = scope
    ? Object.entries(scope).map(([type, said]) => `${type}:${said === "all" ? said : said.join("+")}`)
    : ["*"];
  const [until, used] = [expiresAt, lastUsedAt].map((at) => (at ? new Date(at).toISOString() : "–"));
  return [id, email, name, may.join(" "), `→ ${until?.slice(0, 10)}`, `↺ ${used?.slice(0, 16)}`].join(
    "  ·  ",
  );
}
