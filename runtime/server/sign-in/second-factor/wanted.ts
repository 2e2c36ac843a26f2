import type { Model } from "../../../../metamodel/model.ts";
import type { Runtime } from "../../../crm.ts";
import type { Account } from "../../accounts/accounts.ts";

/** What can be shown beside a password or a link. */
export type Factor = "totp" | "passkey" | "recovery";

/** Whether one of the roles, groups' included, lets nobody in without a second factor. */
export function mustHaveSecondFactor(roles: readonly string[], model: Model): boolean {
  return roles.some((role) => model.roles.get(role)?.secondFactor === true);
}

/** What an account has set up. */
export interface OwnFactors {
  readonly totp: boolean;
  readonly passkeys: number;
  /** Recovery codes that are left. */
  readonly recovery: number;
}

export async function ownFactors(
  { database }: Pick<Runtime, "database">,
  account: string,
): Promise<OwnFactors> {
  const [row] = await database.sql<OwnFactors[]>`
    select exists (select from auth_totp where user_id = ${account} and confirmed_at is not null) as totp,
      (select count(*)::int from auth_passkey where user_id = ${account}) as passkeys,
      coalesce((select cardinality(hashes) from auth_recovery where user_id = ${account}), 0) as recovery`;
  return row ?? { totp: false, passkeys: 0, recovery: 0 };
}

/** Whether something beside a password is set up. */
export function hasFactor({ totp, passkeys }: OwnFactors): boolean {
  return totp || passkeys > 0;
}

/**
 * What an account is asked for after its password or link: always its codes once it has them; a passkey by itself only
 * where a role asks for two factors, because it is a way to sign in of its own. Nothing where it has nothing yet.
 */
export async function factorsAsked(runtime: Runtime, account: Account): Promise<readonly Factor[]> {
  const own = await ownFactors(runtime, account.id);
  const asked = own.totp || (own.passkeys > 0 && mustHaveSecondFactor(account.heldRoles, runtime.model()));
  if (!asked) return [];
  return [
    ...(own.totp ? (["totp"] as const) : []),
    ...(own.passkeys > 0 ? (["passkey"] as const) : []),
    ...(own.recovery > 0 ? (["recovery"] as const) : []),
  ];
}
