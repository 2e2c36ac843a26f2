import type { Runtime } from "../../crm.ts";
import { addAccount, administratorRole, isAdministrator, listAccounts } from "../accounts/accounts.ts";
import type { SignIn } from "./index.ts";
import { makeSignInToken, signInAddress } from "./one-time-link.ts";

/** The address of the first administrator until he gives his own. */
export const placeholderEmail = "admin@dossier.local";

/**
 * Makes sure that somebody can sign in as administrator. On an empty database the account of `email` and `password` is
 * made; without them one that comes in by a one-time link. The answer is that link, as long as no administrator has
 * signed in or has a password; else null.
 */
export async function firstAdministrator(
  runtime: Runtime,
  { signIn, email, password }: { signIn: SignIn; email?: string | undefined; password?: string | undefined },
): Promise<string | null> {
  const accounts = await listAccounts(runtime.database);
  const administrators = accounts.filter(
    (account) => !account.disabled && isAdministrator(account.heldRoles, runtime.model()),
  );
  if (administrators.some((account) => account.password || account.lastSignInAt !== null)) return null;
  const account =
    administrators[0] ??
    (await addAccount(runtime, {
      email: email ?? placeholderEmail,
      name: email?.split("@")[0] ?? "Administrator",
      roles: [administratorRole],
      passwordHash: email && password ? await signIn.hashPassword(password) : null,
    }));
  if (account.password) return null;
  const token = await makeSignInToken(runtime.database, { account: account.id });
  return signInAddress(signIn.publicUrl, token);
}
