import type { Logger } from "pino";
import type { Clock } from "../core/clock.ts";
import type { Config } from "../core/config.ts";
import type { Database } from "../core/database/database.ts";
import { Refusal } from "../core/errors/index.ts";
import type { Jobs } from "../core/jobs/jobs.ts";
import type { Habits } from "../core/language/index.ts";
import type { Outgoing } from "../core/outgoing/index.ts";
import type { Secrets } from "../core/secrets/index.ts";
import type { Storage } from "../core/storage/storage.ts";
import type { ExpressionUser } from "../metamodel/expression/index.ts";
import type { Shelf } from "../metamodel/fields/index.ts";
import type { MetadataDocument } from "../metamodel/kinds/index.ts";
import type { Model } from "../metamodel/model.ts";
import type { Capability } from "./capability.ts";
import type { Events } from "./events.ts";

/** Through which door a change came; kept with every mutation. */
export type Door = "web" | "api" | "import" | "merge" | "job" | "cli" | "system";

/** An account as others name it. */
export interface Represented {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** Keys that come with a user and hang on records: each with all that lies below it in its tree. */
export interface Reach {
  /** Where his person works today. */
  readonly organisations: readonly string[];
  readonly trades: readonly string[];
  readonly sectors: readonly string[];
  /** The collaborators below him, and himself. */
  readonly reports: readonly string[];
}

/** By the name of a type, subtypes included, or `*` for all others: the actions that roles name, or all of them. */
export type ScopeTypes = Readonly<Record<string, readonly string[] | "all">>;

/** What a key leaves of the rights of its account; types that it does not name are out of its reach. */
export interface Scope {
  readonly types: ScopeTypes;
  /** The account may do everything with records, so that the scope alone says what its key may. */
  readonly everything: boolean;
}

/**
 * Who acts. Rights are computed from the roles, never from the name. While a deputy acts for somebody, or an
 * administrator looks as somebody, `id`, `name`, `email` and `language` are his own and everything else is that of the
 * other one, whom `actingFor` or `seeingAs` names.
 */
export interface User extends Reach {
  /** Key of the account; null for the system itself. */
  readonly id: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly language: Habits["language"];
  /** Own ones and those of the groups, added up. */
  readonly roles: readonly string[];
  /** The names of the account's groups. */
  readonly groups: readonly string[];
  /** Holds a role with `administrator`, and comes with no key that narrows it. */
  readonly administrator: boolean;
  /** The collaborator record that this account stands for. */
  readonly collaborator: string | null;
  /** The record of the contact or customer that this account stands for. */
  readonly person: string | null;
  /** For whom a deputy acts, and until when (ISO 8601; null: until it is taken back): mutations tell both. */
  readonly actingFor: (Represented & { readonly until: string | null }) | null;
  /** As whom an administrator looks, unable to change anything. */
  readonly seeingAs: Represented | null;
  /** What the key leaves with which he comes; null for a browser, and for keys that may all that their account may. */
  readonly scope: Scope | null;
}

/**
 * The user as a key with a scope lets him act: on records, within the scope. Whatever is reserved to administrators is
 * out of its reach, because who can change accounts and roles can give himself everything.
 */
export function narrowed(user: User, types: ScopeTypes | null): User {
  if (types === null) return user;
  return { ...user, administrator: false, scope: { types, everything: user.administrator } };
}

/** The user as expressions see him: the one whose rights count. */
export function expressionUser(user: User): ExpressionUser {
  const other = user.actingFor ?? user.seeingAs;
  if (!other) return user;
  const { id, name, email } = other;
  return { ...user, id, name, email, account: user.id };
}

/** Finds the user of an account for work that begins later than it was asked for. */
export interface Users {
  /**
   * With the rights of this moment, and for whom he acts; null where an account is gone or disabled, or the deputy's
   * time is over.
   */
  of(account: string, actingFor?: string | null): Promise<User | null>;
}

/** Keeps the model in force and replaces it as a whole when metadata changes; opened by `openModels` of `runtime/metadata`. */
export interface Models {
  current(): Model;
  /** Reads the newest revision; every later `current()` of this process gives it. */
  reload(): Promise<Model>;
  /** The model of the newest revision, whichever process published it. */
  newest(): Promise<Model>;
  /** What types can switch on, plugins included. */
  readonly capabilities: readonly Capability[];
  /** The field types that documents may name. */
  readonly shelf: Shelf;
  /** The standard model that the software brings; a workspace has the version that it took in. */
  readonly standard: StandardModel;
}

/** A version of the standard model, as a pack. */
export interface StandardModel {
  readonly version: string;
  readonly documents: readonly MetadataDocument[];
}

/** What is known of a piece of work beside who does it and through which door; kept with every mutation. */
export interface Origin {
  /** The number of the HTTP request: `x-request-id`. */
  readonly request?: string | undefined;
  /** Why, in the words of whoever does it. */
  readonly reason?: string | undefined;
  /** Key of the API key that came with the request. */
  readonly key?: string | undefined;
  /** Key of the job. */
  readonly job?: string | undefined;
}

/** What lives as long as the process: one per workspace. */
export interface Runtime {
  readonly database: Database;
  readonly storage: Storage;
  /** Asks other machines, those that may be asked. */
  readonly outgoing: Outgoing;
  /** Encrypts what must not stand readable in the database. */
  readonly secrets: Secrets;
  readonly jobs: Jobs;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Logger;
  readonly users: Users;
  /** The model in force; replaced as a whole when metadata changes, so read it once per request. */
  model(): Model;
  /** Where the model comes from: what changes metadata reloads it. */
  readonly models: Models;
  /** What the environment says about the machines around: see `core/config.ts`. */
  readonly settings: Pick<Config, "publicUrl" | "smtpUrl" | "mailFrom" | "chromiumPath">;
}

/** What one piece of work gets as its first argument: the house, the model it began with, and who works. */
export interface Crm extends Omit<Runtime, "model"> {
  readonly runtime: Runtime;
  readonly model: Model;
  readonly user: User;
  readonly habits: Habits;
  readonly door: Door;
  readonly origin: Origin;
}

/** The runtime as one user sees it, with the model of this moment. */
export function crmFor(runtime: Runtime, user: User, door: Door, origin: Origin = {}): Crm {
  const model = runtime.model();
  return {
    ...runtime,
    runtime,
    model,
    user,
    door,
    origin,
    habits: {
      language: user.language,
      country: model.app.country,
      timeZone: model.app.timeZone,
      currency: model.app.currency,
    },
  };
}

/** Where a piece of work came from, and for whom a deputy did it. */
export interface Trace extends Origin {
  readonly for?: string | undefined;
}

/** What the journal keeps of a piece of work beside who and door; null where nothing is known. */
export function traceOf({ origin, user }: Pick<Crm, "origin" | "user">): Trace | null {
  const trace: Trace = user.actingFor ? { ...origin, for: user.actingFor.id } : origin;
  return Object.values(trace).some((value) => value !== undefined) ? trace : null;
}

/** The same as the text of a `jsonb`. */
export function traceText(crm: Pick<Crm, "origin" | "user">): string | null {
  const trace = traceOf(crm);
  return trace && JSON.stringify(trace);
}

/** Of an account that stands for nobody, or in an app without trades, sectors, collaborators and organisations. */
export const noReach: Reach = Object.freeze({ organisations: [], trades: [], sectors: [], reports: [] });

/**
 * The user as his account is now, for work that begins, or goes on, later than it was asked for. A deputy keeps of the
 * other's rights what he was entrusted with, then and now. Throws `access.signed-out` where the account is gone or
 * locked, or the deputy's time is over.
 */
export async function userNow({ users }: Pick<Runtime, "users">, user: User): Promise<User> {
  if (user.id === null) return user;
  const own = await users.of(user.id);
  const other = user.actingFor ?? user.seeingAs;
  const whose = other ? await (user.actingFor ? users.of(user.id, other.id) : users.of(other.id)) : own;
  if (!own || !whose) throw new Refusal("access.signed-out");
  if (!other) return narrowed(own, user.scope?.types ?? null);
  const { id, name, email, language, actingFor, seeingAs } = user;
  const roles = whose.roles.filter((role) => user.roles.includes(role));
  const administrator = whose.administrator && user.administrator;
  return { ...whose, id, name, email, language, actingFor, seeingAs, roles, administrator };
}

/** The house itself: may do everything, is named in the history as the system. */
export const systemUser: User = {
  id: null,
  name: "Dossier",
  email: null,
  language: "en",
  roles: [],
  groups: [],
  administrator: true,
  collaborator: null,
  person: null,
  ...noReach,
  actingFor: null,
  seeingAs: null,
  scope: null,
};
