import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pino from "pino";
import type { Clock } from "../../core/clock.ts";
import { type Config, readConfig } from "../../core/config.ts";
import type { Language } from "../../core/language/index.ts";
import type { MetadataDocument, Shelf } from "../../metamodel/index.ts";
import { loadApp, systemCrm } from "../../runtime/command/load-app.ts";
import { type Crm, crmFor, type Door, type Runtime } from "../../runtime/crm.ts";
import { applyChanges } from "../../runtime/metadata/index.ts";
import { type House, openRuntime } from "../../runtime/open-runtime.ts";
import {
  type Account,
  type AccountChange,
  addAccount,
  administratorRole,
  changeAccount,
} from "../../runtime/server/accounts/accounts.ts";
import { userOf } from "../../runtime/server/accounts/users.ts";
import { createApp } from "../../runtime/server/app.ts";
import { makeSignInToken } from "../../runtime/server/sign-in/index.ts";
import { type TestDatabase, testDatabase } from "./database.ts";

/** Somebody who works in a test. */
export interface TestUser {
  readonly email: string;
  readonly roles: readonly string[];
  readonly name?: string;
  readonly language?: Language;
  readonly collaborator?: string;
  readonly person?: string;
  readonly groups?: readonly string[];
}

export interface TestCrmOptions {
  /** The metadata to begin with … */
  readonly documents?: readonly MetadataDocument[];
  /** … or the name of a folder of `examples/`, or the path of another. */
  readonly app?: string;
  /** Share of the app's example data; none where nobody says. */
  readonly size?: number;
  /** Beside one account per role, called `<role>@test.example`, and `administrator@test.example`. */
  readonly users?: readonly TestUser[];
  /** Jobs are done in this process; true where nobody says. */
  readonly jobs?: boolean;
  /** False leaves the house without any account. */
  readonly accounts?: boolean;
  readonly clock?: Clock;
  /** Plugins to load beside those the app names, and the folder they are in. */
  readonly plugins?: readonly string[];
  readonly pluginFolder?: string;
  /** The field types that documents may name; those of the house where nobody says. */
  readonly shelf?: Shelf;
  /** Further settings: `SMTP_URL`, `MAIL_FROM` … */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What a call may send beside what `fetch` takes. */
export interface TestRequest extends RequestInit {
  /** Sent as JSON; the method is POST where none is given. */
  readonly json?: unknown;
}

/** A whole CRM on a database of its own, without a port. */
export interface TestCrm extends AsyncDisposable {
  readonly runtime: Runtime;
  readonly house: House;
  readonly database: TestDatabase;
  /** With it, `openRuntime` opens a second process's view of the same database. */
  readonly config: Config;
  /** What somebody works with: an address, or a role for the account that has just this role. */
  as(who: string, door?: Door): Crm;
  /** Changes an account, for instance the collaborator it stands for. */
  setAccount(who: string, change: AccountChange): Promise<void>;
  /** Sends a request to the server, signed in by cookie as `who`; as nobody without. */
  request(path: string, init?: TestRequest, who?: string): Promise<Response>;
}

/**
 * Opens a CRM for tests.
 *
 * @example
 * await using crm = await testCrm({ app: "after-sales", size: 0.01 });
 * const answer = await crm.request("/api/records/case?limit=5", {}, "technician");
 */
export async function testCrm(options: TestCrmOptions = {}): Promise<TestCrm> {
  const database = await testDatabase();
  const data = await mkdtemp(join(tmpdir(), "dossier-test-crm-"));
  const config = readConfig({
    DATA: data,
    DATABASE_URL: database.url,
    LOG_LEVEL: "silent",
    ...options.environment,
  });
  const log = pino({ level: process.env.TEST_LOG ?? "silent" });
  const { clock, plugins: names = [], pluginFolder, shelf } = options;
  const house = await openRuntime(config, {
    database,
    log,
    plugins: names,
    ...(clock ? { clock } : {}),
    ...(pluginFolder ? { pluginFolder } : {}),
    ...(shelf ? { shelf } : {}),
  });
  const { runtime, signIn, plugins } = house;
  await fill(runtime, options);
  if (options.jobs !== false) await house.startJobs();
  const accounts =
    options.accounts === false ? new Map<string, Account>() : await addAccounts(runtime, options.users ?? []);
  const { hono, close } = createApp(runtime, { signIn, plugins, webFolder: join(data, "web") });
  const cookies = new Map<string, Promise<string>>();

  const account = (who: string): Account => {
    const found = accounts.get(who) ?? accounts.get(`${who}@test.example`);
    if (!found) throw new Error(`nobody is called ${who} in this test: ${[...accounts.keys()].join(", ")}`);
    return found;
  };

  /** Calls made at once share one sign-in: a second link would make the first one void. */
  function cookieOf(who: string): Promise<string> {
    const found = account(who);
    const cookie = cookies.get(found.email) ?? signedIn(found);
    cookies.set(found.email, cookie);
    return cookie;
  }

  async function signedIn({ id }: Account): Promise<string> {
    const token = await makeSignInToken(database, { account: id });
    const answer = await hono.request("/api/auth/sign-in/link", jsonRequest({ json: { token } }));
    return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  }

  return {
    runtime,
    house,
    database,
    config,
    as: (who, door = "api") => crmFor(runtime, userOf(runtime, account(who)), door),
    setAccount: async (who, change) => {
      const changed = await changeAccount(runtime, { id: account(who).id, change });
      accounts.set(changed.email, changed);
    },
    request: async (path, init = {}, who) => {
      const request = jsonRequest(init);
      if (who !== undefined) request.headers.set("cookie", await cookieOf(who));
      return hono.request(path, request);
    },
    [Symbol.asyncDispose]: async () => {
      close();
      await house.close();
      await database[Symbol.asyncDispose]();
      await rm(data, { recursive: true, force: true });
    },
  };
}

const examples = fileURLToPath(new URL("../../examples/", import.meta.url));

async function fill(runtime: Runtime, { documents, app, size = 0 }: TestCrmOptions): Promise<void> {
  if (documents) await applyChanges(systemCrm(runtime), { documents, why: "test" });
  if (app) await loadApp(runtime, { folder: app.includes("/") ? app : join(examples, app), size });
}

async function addAccounts(runtime: Runtime, users: readonly TestUser[]): Promise<Map<string, Account>> {
  const roles = new Set([administratorRole, ...runtime.model().roles.keys()]);
  const everybody = [
    ...[...roles].map((role): TestUser => ({ email: `${role}@test.example`, roles: [role] })),
    ...users,
  ];
  const accounts = new Map<string, Account>();
  for (const { name, ...user } of everybody) {
    const account = await addAccount(runtime, { language: "fr", ...user, name: name ?? user.email });
    accounts.set(account.email, account);
  }
  return accounts;
}

function jsonRequest({ json, ...init }: TestRequest): RequestInit & { headers: Headers } {
  const headers = new Headers(init.headers);
  if (json === undefined) return { ...init, headers };
  headers.set("content-type", "application/json");
  return { method: "POST", ...init, headers, body: JSON.stringify(json) };
}
