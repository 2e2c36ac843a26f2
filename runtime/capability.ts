import type { Hono } from "hono";
import type * as z from "zod";
import type { Sql } from "../core/database/index.ts";
import type { Words } from "../core/language/index.ts";
import type { BroughtField, ModelType } from "../metamodel/model.ts";
import type { Crm, Runtime } from "./crm.ts";

/** What Hono keeps for each request of a signed-in user. */
export interface ServerEnv {
  Variables: {
    crm: Crm;
    /** The browser's session; null for a key. Only the rooms of signing in look at it. */
    session?: {
      readonly id: string;
      /** Whose it is, whoever it stands in for. */
      readonly account: {
        readonly id: string;
        readonly name: string;
        readonly email: string;
        readonly heldRoles: readonly string[];
      };
      readonly both: boolean;
      readonly shownAt: number;
    } | null;
  };
}

/** An action of a capability as roles may allow it. */
export interface CapabilityAction {
  /** After “may not”, before the type: `{ fr: "joindre des documents à", en: "attach documents to" }`. */
  readonly label: Words;
  /** What it is allowed like where a role says nothing of it. */
  readonly as: "see" | "change";
}

/** A condition over the records of a type under which nobody may see them. */
export interface CapabilityDenial {
  readonly on: string;
  /** CEL over the record and `user`. */
  readonly see: string;
  /** The fields that it names; without one of them nothing is denied. */
  readonly needs: readonly string[];
}

/** A person whose data are asked for, as far as rooms with tables of their own have to know. */
export interface PersonAsked {
  /** The record of the person, and those that belong to it. */
  readonly records: readonly string[];
  /** The person's e-mail addresses, in lower case. */
  readonly addresses: readonly string[];
}

/** What a room keeps of people in tables of its own: it is given out to them, and erased. */
export interface PersonalData {
  /** Names the file in what is given out: `mails`. */
  readonly name: string;
  /** Several of them, in the middle of a sentence: `{ fr: "e-mails", en: "mails" }`. */
  readonly label: Words;
  /** How many there are. */
  count(sql: Sql, person: PersonAsked): Promise<number>;
  /** All of them, as JSON values. */
  read(sql: Sql, person: PersonAsked): Promise<readonly object[]>;
  /** Refuses where they may not be erased, before anything is; in the transaction that erases. */
  mayErase?(tx: Sql, person: PersonAsked, crm: Crm): Promise<void>;
  /** Takes the person out of them. */
  erase(tx: Sql, person: PersonAsked, crm: Crm): Promise<void>;
}

/** Something the runtime can do for a type: one folder, one object. Plugins use the same contract. */
export interface Capability<Settings = Record<string, unknown>> {
  /** The word in a type's `capabilities`. */
  readonly name: string;
  readonly label: Words;
  readonly help: Words;
  /** The settings a type may give, parsed at the door. Without any it serves every type and is not switched on. */
  readonly settings?: z.ZodType<Settings>;
  /** Fields it adds to the type itself or to other types; computed from documents alone. */
  fields?(type: { name: string; label: ModelType["label"] }, settings: Settings): readonly BroughtField[];
  /** What people do with its records that is more than reading and writing; a role allows it by name. */
  readonly actions?: Readonly<Record<string, CapabilityAction>>;
  /** What it takes from every role, whatever the role says; administrators keep everything. */
  readonly denies?: readonly CapabilityDenial[];
  /** What it keeps of people in tables of its own. */
  readonly personal?: PersonalData;
  /** Types of the standard model that it needs. */
  readonly needs?: readonly string[];
  /** Folder of numbered SQL files for its kernel tables, as a URL: `new URL("./sql/", import.meta.url)`. */
  readonly migrations?: URL;
  /** Its HTTP calls, below `/api`; every request is signed in. */
  readonly routes?: (app: Hono<ServerEnv>, runtime: Runtime) => void;
  /** Registers its jobs, before the queue starts. */
  readonly jobs?: (runtime: Runtime) => void | Promise<void>;
  /** Lets go of what it holds open: a browser, a connection. */
  readonly close?: (runtime: Runtime) => Promise<void>;
}

export function defineCapability<Settings = Record<string, never>>(
  capability: Capability<Settings>,
): Capability<Settings> {
  return Object.freeze(capability);
}
