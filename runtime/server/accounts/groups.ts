import type { Sql } from "../../../core/database/database.ts";
import { Refusal } from "../../../core/errors/index.ts";
import type { Runtime } from "../../crm.ts";
import { mustKeepAdministrator, mustKnowRoles } from "./accounts.ts";
import { type By, houseOf, note } from "./note.ts";

/** Accounts that hold the same roles together. */
export interface Group {
  /** What conditions call it: `"night_shift" in user.groups`. Never changes. */
  readonly name: string;
  /** What people call it. */
  readonly label: string;
  readonly roles: readonly string[];
  /** What single sign-on calls it: who signs in with one of these is in the group. */
  readonly directory: readonly string[];
  readonly members: readonly { readonly id: string; readonly name: string; readonly byDirectory: boolean }[];
}

export interface NewGroup {
  readonly name: string;
  readonly label: string;
  readonly roles: readonly string[];
  readonly directory?: readonly string[] | undefined;
  /** Keys of accounts. */
  readonly members?: readonly string[] | undefined;
}

export type GroupChange = { readonly [Key in Exclude<keyof NewGroup, "name">]?: NewGroup[Key] | undefined };

export async function listGroups(sql: Sql): Promise<Group[]> {
  return sql<Group[]>`
    select g.name, g.label, g.roles, g.directory, coalesce(m.members, '[]') as members
    from auth_group g left join lateral (
      select json_agg(json_build_object('id', u.id, 'name', u.name, 'byDirectory', m.by_directory)
        order by u.name, u.id) as members
      from auth_group_member m join auth_user u on u.id = m.user_id where m.group_name = g.name) m on true
    order by g.label, g.name`;
}

/** Adds a group. Refuses a name that is taken (`group.exists`), roles and accounts that do not exist. */
export async function addGroup(by: By, group: NewGroup): Promise<Group> {
  const runtime = houseOf(by);
  mustKnowRoles(group.roles, runtime.model());
  await runtime.database.transaction(async (tx) => {
    const added = await tx`
      insert into auth_group (name, label, roles, directory)
      values (${group.name}, ${group.label}, ${[...group.roles]}, ${[...(group.directory ?? [])]})
      on conflict (name) do nothing`;
    if (added.count === 0) throw new Refusal("group.exists", { name: group.name });
    if (group.members) await setMembers(tx, { name: group.name, members: group.members });
    await note(tx, by, { kind: "group-changed", detail: { added: group } });
  });
  return changed(runtime, group.name);
}

/** Changes a group; every process forgets within a second what its members may do. */
export async function changeGroup(
  by: By,
  { name, change }: { name: string; change: GroupChange },
): Promise<Group> {
  const runtime = houseOf(by);
  const { label, roles, directory, members } = change;
  if (roles) mustKnowRoles(roles, runtime.model());
  await runtime.database.transaction(async (tx) => {
    const found = await tx`
      update auth_group set label = coalesce(${label ?? null}, label), updated_at = now(),
        roles = coalesce(${roles ? [...roles] : null}::text[], roles),
        directory = coalesce(${directory ? [...directory] : null}::text[], directory)
      where name = ${name}`;
    if (found.count === 0) throw new Refusal("group.not-found");
    if (members) await setMembers(tx, { name, members });
    await mustKeepAdministrator(tx, runtime);
    await note(tx, by, { kind: "group-changed", detail: { group: name, change } });
  });
  return changed(runtime, name);
}

/** Removes a group: its members lose the roles that only it gave them. */
export async function removeGroup(by: By, name: string): Promise<void> {
  const runtime = houseOf(by);
  await runtime.database.transaction(async (tx) => {
    const removed = await tx`delete from auth_group where name = ${name}`;
    if (removed.count === 0) throw new Refusal("group.not-found");
    await mustKeepAdministrator(tx, runtime);
    await note(tx, by, { kind: "group-changed", detail: { removed: name } });
  });
  runtime.events.tell({ kind: "access", account: null });
}

/**
 * What single sign-on says an account belongs to: it joins the groups that go by one of the names, and leaves those
 * that sign-on had put it into and names no more. Groups that an administrator chose stay.
 */
export async function joinByDirectory(
  runtime: Runtime,
  { account, names }: { account: string; names: readonly string[] },
): Promise<void> {
  const said = [...new Set(names)];
  const touched = await runtime.database.transaction(async (tx) => {
    const left = await tx`
      delete from auth_group_member m using auth_group g
      where g.name = m.group_name and m.user_id = ${account} and m.by_directory
        and not g.directory && ${said}::text[]`;
    const joined = await tx`
      insert into auth_group_member (group_name, user_id, by_directory)
      select name, ${account}, true from auth_group where directory && ${said}::text[] on conflict do nothing`;
    if (left.count > 0) await mustKeepAdministrator(tx, runtime);
    if (left.count + joined.count > 0)
      await note(tx, runtime, { kind: "group-changed", account, detail: { directory: said } });
    return left.count + joined.count;
  });
  if (touched > 0) runtime.events.tell({ kind: "access", account });
}

async function setMembers(
  tx: Sql,
  { name, members }: { name: string; members: readonly string[] },
): Promise<void> {
  const ids = [...new Set(members)];
  const found = await tx`select from auth_user where id = any (${ids}::uuid[])`;
  if (found.count < ids.length) throw new Refusal("account.not-found");
  await tx`delete from auth_group_member where group_name = ${name} and user_id <> all (${ids}::uuid[])`;
  await tx`insert into auth_group_member (group_name, user_id)
    select ${name}, unnest(${ids}::uuid[]) on conflict do nothing`;
}

async function changed(runtime: Runtime, name: string): Promise<Group> {
  runtime.events.tell({ kind: "access", account: null });
  const group = (await listGroups(runtime.database.sql)).find((one) => one.name === name);
  if (!group) throw new Refusal("group.not-found");
  return group;
}
