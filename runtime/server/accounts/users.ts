import type { Model } from "../../../metamodel/model.ts";
import { crmFor, noReach, type Reach, type Runtime, systemUser, type User, type Users } from "../../crm.ts";
import { reachTypes, readReach } from "../../records/index.ts";
import { type Account, findAccount, isAdministrator } from "./accounts.ts";
import { type StandIn, standInFor } from "./stand-in.ts";

/** Makes users of accounts; keeps in mind whom each reaches, so that no request has to ask. */
export interface AccountUsers extends Users {
  /**
   * The user of an account, or of a session that works as somebody else; `language` is that of the browser, for who
   * chose none. The same object as long as nothing about it changes.
   */
  for(account: Account, standIn: StandIn | null, language: User["language"] | null): Promise<User> | User;
  close(): void;
}

/** How long a reach holds where it was changed past the house, by plain SQL; a change through it counts at once. */
const lifetime = 10_000;
const capacity = 20_000;

interface Remembered {
  readonly reach: Promise<Reach>;
  readonly until: number;
}

interface Made {
  readonly user: User;
  readonly standIn: StandIn | null;
  readonly language: User["language"] | null;
  readonly model: Model;
  readonly until: number;
}

export function openUsers(runtime: Runtime): AccountUsers {
  const remembered = new Map<string, Remembered>();
  /** Of accounts as sessions remember them: a changed account is another object. */
  let made = new WeakMap<Account, Made>();

  const forget = () => {
    remembered.clear();
    made = new WeakMap();
  };
  const stop = runtime.events.hear((event) => {
    if (event.kind === "resumed" || event.kind === "metadata") forget();
    if (event.kind !== "records" || remembered.size === 0) return;
    const model = runtime.model();
    const base = model.types.get(event.type)?.base ?? event.type;
    if (reachTypes(model).has(base)) forget();
  });

  function reachOf({ collaborator, person }: Account): Promise<Reach> | Reach {
    if (collaborator === null && person === null) return noReach;
    const key = `${collaborator} ${person}`;
    const known = remembered.get(key);
    if (known && known.until > Date.now()) return known.reach;
    if (remembered.size >= capacity) forget();
    const reach = readReach(crmFor(runtime, systemUser, "system"), { collaborator, person });
    const entry = { reach, until: Date.now() + lifetime };
    remembered.set(key, entry);
    reach.catch(() => {
      if (remembered.get(key) === entry) remembered.delete(key);
    });
    return reach;
  }

  async function userFor(account: Account, standIn: StandIn | null = null): Promise<User> {
    const reach = await reachOf(standIn?.account ?? account);
    return userOf(runtime, account, { standIn, reach });
  }

  async function make(account: Account, standIn: StandIn | null, language: User["language"] | null) {
    const [until, model, into] = [Date.now() + lifetime, runtime.model(), made];
    const user = await userFor(language ? { ...account, language } : account, standIn);
    // What was forgotten meanwhile takes this one with it.
    into.set(account, { user, standIn, language, model, until });
    return user;
  }

  return {
    for(account, standIn, language) {
      const known = made.get(account);
      const isSame = known?.standIn === standIn && known.language === language;
      if (isSame && known.model === runtime.model() && known.until > Date.now()) return known.user;
      return make(account, standIn, language);
    },
    of: async (id, actingFor = null) => {
      const account = await findAccount(runtime.database, id);
      if (!account || account.disabled) return null;
      if (actingFor === null) return userFor(account);
      const standIn = await standInFor(runtime.database, { account: actingFor, deputy: id });
      return standIn && userFor(account, standIn);
    },
    close: stop,
  };
}

/** The user an account stands for, with the rights its roles have in the model of this moment. */
export function userOf(
  runtime: Runtime,
  account: Account,
  { standIn = null, reach = noReach }: { standIn?: StandIn | null; reach?: Reach } = {},
): User {
  const whose = standIn?.account ?? account;
  const entrusted = standIn?.roles;
  const roles = entrusted ? whose.heldRoles.filter((role) => entrusted.includes(role)) : whose.heldRoles;
  const other = standIn && { id: whose.id, name: whose.name, email: whose.email };
  return {
    id: account.id,
    name: account.name,
    email: account.email,
    language: account.language ?? runtime.model().language,
    roles,
    groups: whose.groups,
    administrator: isAdministrator(roles, runtime.model()),
    collaborator: whose.collaborator,
    person: whose.person,
    ...reach,
    actingFor: other && standIn?.as === "deputy" ? { ...other, until: instant(standIn.until) } : null,
    seeingAs: standIn?.as === "look" ? other : null,
    scope: null,
  };
}

function instant(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString();
}
