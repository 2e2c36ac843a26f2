import type { Crm } from "../crm.ts";

/**
 * How many seconds PostgreSQL works at most on one question of the user: the longest of what his roles say. Null where
 * one of them says nothing, and for administrators: then the limit of the connection holds.
 */
export function patienceWith({ user, model }: Pick<Crm, "user" | "model">): number | null {
  if (user.administrator) return null;
  let longest: number | null = null;
  for (const name of user.roles) {
    const role = model.roles.get(name);
    if (!role) continue;
    if (role.limits?.seconds === undefined) return null;
    longest = Math.max(longest ?? 0, role.limits.seconds);
  }
  return longest;
}
