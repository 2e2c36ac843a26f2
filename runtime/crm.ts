import type { Logger } from "pino";
import type { Clock } from "../core/clock.ts";
import type { Config } from "../core/config.ts";
import type { Database } from "../core/database/database.ts";
import type { Jobs } from "../core/jobs/jobs.ts";
import type { Habits } from "../core/language/index.ts";
import type { Secrets } from "../core/secrets/index.ts";
import type { Storage } from "../core/storage/storage.ts";
import type { Shelf } from "../metamodel/fields/index.ts";
import type { Model } from "../metamodel/model.ts";
import type { Capability } from "./capability.ts";
import type { Events } from "./events.ts";

/** Through which door a change came; kept with every mutation. */
export type Door = "web" | "api" | "import" | "merge" | "job" | "cli" | "system";

/** Who acts. Rights are computed from the roles, never from the name. */
export interface User {
  /** Key of the account; null for the system itself. */
  readonly id: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly language: Habits["language"];
  readonly roles: readonly string[];
  /** Holds a role with `administrator`. */
  readonly administrator: boolean;
  /** The collaborator record that this account stands for. */
  readonly collaborator: string | null;
}

/** Keeps the model in force and replaces it as a whole when metadata changes; opened by `openModels` of `runtime/metadata`. */
export interface Models {
  current(): Model;
  /** Reads the newest revision; every later `current()` of this process gives it. */
  reload(): Promise<Model>;
  /** What types can switch on, plugins included. */
  readonly capabilities: readonly Capability[];
  /** The field types that documents may name. */
  readonly shelf: Shelf;
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
  /** Encrypts what must not stand readable in the database. */
  readonly secrets: Secrets;
  readonly jobs: Jobs;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Logger;
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

/** What the journal keeps of a piece of work beside who and door; null where nothing is known. */
export function traceOf({ origin }: Pick<Crm, "origin">): Origin | null {
  return Object.values(origin).some((value) => value !== undefined) ? origin : null;
}

/** The same as the text of a `jsonb`. */
export function traceText(crm: Pick<Crm, "origin">): string | null {
  const trace = traceOf(crm);
  return trace && JSON.stringify(trace);
}

/** The house itself: may do everything, is named in the history as the system. */
export const systemUser: User = {
  id: null,
  name: "Dossier",
  email: null,
  language: "en",
  roles: [],
  administrator: true,
  collaborator: null,
};
