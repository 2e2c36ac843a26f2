import type { Command } from "commander";
import * as z from "zod";
import { invalidRequest, Refusal } from "../../core/errors/index.ts";
import { addAccount, findAccountByEmail, listAccounts } from "../server/accounts/accounts.ts";
import { makeSignInToken, mustSuit, signInAddress } from "../server/sign-in/index.ts";
import { atWork } from "./house.ts";
import { run, terminalLanguage } from "./run.ts";

interface UserOptions {
  readonly name?: string;
  readonly role: string[];
  readonly group: string[];
  readonly person?: string;
  readonly collaborator?: string;
  readonly password?: string;
  readonly json?: boolean;
}

/** `dossier user add|list|link`. */
export function accountCommands(program: Command): void {
  const user = program.command("user").description("the accounts that can sign in");
  user
    .command("add")
    .description("add an account; without a password it comes in by a one-time link")
    .argument("<email>")
    .option("--name <name>", "the name colleagues see")
    .option("--role <role>", "a role; may be given several times", collect, [])
    .option("--group <group>", "a group; may be given several times", collect, [])
    .option("--collaborator <id>", "key of the collaborator that the account stands for")
    .option("--person <id>", "key of the contact or customer that the account stands for")
    .option(
      "--password <password>",
      "12 to 128 characters (visible in the list of processes: prefer the link)",
    )
    .option("--json", "answer in JSON")
    .action((email: string, options: UserOptions) => run(options, () => addUser(email, options)));
  user
    .command("list")
    .description("list the accounts")
    .option("--json", "answer in JSON")
    .action((options: { json?: boolean }) => run(options, listUsers));
  user
    .command("link")
    .description("make a one-time sign-in link for an account")
    .argument("<email>")
    .option("--json", "answer in JSON")
    .action((email: string, options: { json?: boolean }) => run(options, () => linkFor(email)));
}

const newUser = z.object({
  email: z.email(),
  password: z.string().max(128).optional(),
  collaborator: z.uuid().optional(),
  person: z.uuid().optional(),
});

function addUser(email: string, { name, role, group, password, collaborator, person }: UserOptions) {
  const given = newUser.safeParse({ email, password, collaborator, person });
  if (!given.success) throw invalidRequest(given.error);
  return atWork(async ({ crm, house: { runtime, signIn } }) => {
    const called = name ?? email.split("@")[0] ?? email;
    if (password) await mustSuit(runtime, { account: { name: called, email }, password });
    const account = await addAccount(crm, {
      email,
      name: called,
      roles: role,
      groups: group,
      collaborator,
      person,
      passwordHash: password ? await signIn.hashPassword(password) : null,
    });
    const token = password ? null : await makeSignInToken(runtime.database, { account: account.id });
    const link = token ? signInAddress(signIn.publicUrl, token) : null;
    return { json: { ...account, link }, words: [account.email, ...(link ? [link] : [])] };
  });
}

function listUsers() {
  return atWork(async ({ house: { runtime } }) => {
    const accounts = await listAccounts(runtime.database);
    const words = accounts.map(({ email, name, heldRoles, groups, lastSignInAt, disabled }) =>
      [
        email,
        name,
        heldRoles.join(", "),
        groups.map((group) => `@${group}`).join(", "),
        lastSignInAt?.slice(0, 10) ?? "",
        disabled ? (terminalLanguage() === "fr" ? "désactivé" : "disabled") : "",
      ]
        .filter(Boolean)
        .join("  ·  "),
    );
    return { json: accounts, words };
  });
}

function linkFor(email: string) {
  return atWork(async ({ house: { runtime, signIn } }) => {
    const account = await mustFindByEmail(runtime.database, email);
    const link = signInAddress(
      signIn.publicUrl,
      await makeSignInToken(runtime.database, { account: account.id }),
    );
    return { json: { link }, words: [link] };
  });
}

/** The account of an address. Throws `account.not-found`. */
export async function mustFindByEmail(database: Parameters<typeof findAccountByEmail>[0], email: string) {
  const account = await findAccountByEmail(database, email);
  if (!account) throw new Refusal("account.not-found");
  return account;
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}
