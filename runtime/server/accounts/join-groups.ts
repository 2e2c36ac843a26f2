import type { Sql } from "../../../core/database/database.ts";
import { Refusal } from "../../../core/errors/index.ts";
import { didYouMean } from "../../../core/language/index.ts";

/** Makes these all the groups of an account. Refuses those that do not exist, with the nearest one. */
export async function joinGroups(
  tx: Sql,
  { account, groups }: { account: string; groups: readonly string[] },
): Promise<void> {
  const names = [...new Set(groups)];
  const known = (await tx<{ name: string }[]>`select name from auth_group`).map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Refusal("group.unknown", { group: unknown, suggestion: didYouMean(unknown, known) });
  await tx`delete from auth_group_member where user_id = ${account} and group_name <> all (${names})`;
  await tx`insert into auth_group_member (group_name, user_id)
    select unnest(${names}::text[]), ${account} on conflict do nothing`;
}
