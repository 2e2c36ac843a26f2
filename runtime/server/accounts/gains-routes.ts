import type { Hono } from "hono";
import * as z from "zod";
import { Refusal } from "../../../core/errors/index.ts";
import { newId } from "../../../core/ids.ts";
import { didYouMean } from "../../../core/language/index.ts";
import type { ServerEnv } from "../../capability.ts";
import type { Runtime, User } from "../../crm.ts";
import { type ChangedUser, gainsOfUsers } from "../../explain/index.ts";
import type { SignIn } from "../sign-in/index.ts";
import { type Account, findAccount, listAccounts, mustKnowRoles } from "./accounts.ts";
import { type Group, listGroups } from "./groups.ts";
import { onlyAdministrators } from "./only-administrators.ts";

const names = z.array(z.string().max(40)).max(50);
const link = z.uuid().nullable();
const asked = z.union([
  z.strictObject({
    /** Null: one that is to be added. */
    account: link,
    change: z.strictObject({ roles: names, groups: names, collaborator: link, person: link }).partial(),
  }),
  z.strictObject({
    /** One that is to be added, too. */
    group: z.string().max(40),
    /** Null: it is to be removed. */
    change: z
      .strictObject({ roles: names, members: z.array(z.uuid()).max(10_000) })
      .partial()
      .nullable(),
  }),
]);

/** An account as it is, and as it will be; null where it is to be added. */
interface Step {
  readonly before: Account | null;
  readonly after: Account;
}

/** `POST /api/access/gains`, for administrators: who gains and loses what if an account or a group were changed so. */
export function gainsRoutes(app: Hono<ServerEnv>, runtime: Runtime, { users }: SignIn): void {
  app.post("/access/gains", onlyAdministrators, async (c) => {
    const question = asked.parse(await c.req.json());
    mustKnowRoles(question.change?.roles ?? [], runtime.model());
    const groups = await listGroups(runtime.database.sql);
    const steps =
      "account" in question
        ? [await accountStep(runtime, { ...question, groups })]
        : await groupSteps(runtime, { ...question, groups });
    const changed: ChangedUser[] = [];
    for (const { before, after } of steps) {
      const will = await users.for(after, null, null);
      const was = before ? await users.for(before, null, null) : withoutRights(will);
      changed.push({ who: { id: after.id, name: after.name }, before: was, after: will });
    }
    return c.json(await gainsOfUsers(c.get("crm"), changed));
  });
}

async function accountStep(
  runtime: Runtime,
  {
    account: id,
    change: { roles, groups: joined, ...links },
    groups,
  }: {
    account: string | null;
    change: { roles?: string[] | undefined; groups?: string[] | undefined };
    groups: readonly Group[];
  },
): Promise<Step> {
  const before = id === null ? null : await findAccount(runtime.database, id);
  if (id !== null && !before) throw new Refusal("account.not-found");
  const known = groups.map(({ name }) => name);
  const unknown = joined?.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Refusal("group.unknown", { group: unknown, suggestion: didYouMean(unknown, known) });
  const was = before ?? nobody();
  const own = roles ?? was.roles;
  const names = joined ?? was.groups;
  const said = Object.fromEntries(Object.entries(links).filter(([, value]) => value !== undefined));
  return {
    before,
    after: { ...was, ...said, roles: own, groups: names, heldRoles: held({ own, names, groups }) },
  };
}

/** Everybody who is in the group or will be, whoever may sign in. */
async function groupSteps(
  runtime: Runtime,
  {
    group: name,
    change,
    groups,
  }: {
    group: string;
    change: { roles?: string[] | undefined; members?: string[] | undefined } | null;
    groups: readonly Group[];
  },
): Promise<Step[]> {
  const group = groups.find((each) => each.name === name);
  if (!group && !change) throw new Refusal("group.not-found");
  const ids = (group?.members ?? []).map(({ id }) => id);
  const members = new Set(change ? (change.members ?? ids) : []);
  const roles = change?.roles ?? group?.roles ?? [];
  const now = [...groups.filter((each) => each !== group), { name, roles }];
  const touched = new Set([...ids, ...members]);
  const accounts = (await listAccounts(runtime.database)).filter(({ id }) => touched.has(id));
  return accounts
    .filter(({ disabled }) => !disabled)
    .map((before) => {
      const others = before.groups.filter((each) => each !== name);
      const names = members.has(before.id) ? [...others, name].sort() : others;
      const heldRoles = held({ own: before.roles, names, groups: now });
      return { before, after: { ...before, groups: names, heldRoles } };
    });
}

/** The roles of an account and of its groups, in the order in which accounts are read. */
function held({
  own,
  names,
  groups,
}: {
  own: readonly string[];
  names: readonly string[];
  groups: readonly Pick<Group, "name" | "roles">[];
}): readonly string[] {
  const all = groups.filter(({ name }) => names.includes(name)).flatMap(({ roles }) => roles);
  return [...new Set([...own, ...all])].sort();
}

function withoutRights(user: User): User {
  return { ...user, roles: [], groups: [], administrator: false };
}

function nobody(): Account {
  return {
    id: newId(),
    name: "",
    email: "",
    language: null,
    roles: [],
    groups: [],
    heldRoles: [],
    collaborator: null,
    person: null,
    disabled: false,
    password: false,
    lastSignInAt: null,
  };
}
