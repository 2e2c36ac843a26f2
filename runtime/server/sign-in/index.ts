import type { Runtime } from "../../crm.ts";
import { type AccountUsers, openUsers } from "../accounts/users.ts";
import { type Auth, openAuth } from "./auth.ts";
import { passkeyName } from "./passkeys/name.ts";
import { hashPassword } from "./passwords/hashing.ts";
import { cookieSecret } from "./secret.ts";
import { openSessions, type Sessions } from "./sessions.ts";

export type { Auth } from "./auth.ts";
export { firstAdministrator } from "./first-administrator.ts";
export { mailSoon } from "./mails/mailer.ts";
export { choosingAddress, makeSignInToken, signInAddress } from "./one-time-link.ts";
export { providerRoutes } from "./providers/index.ts";
export { signInRoutes } from "./routes.ts";
export { mustHaveSecondFactor } from "./second-factor/wanted.ts";
export { securityRoutes } from "./security/index.ts";
export { freshOwnOf } from "./security/own.ts";
export { mustSuit } from "./security/password.ts";
export type { Sessions, SignedIn } from "./sessions.ts";

/** The tables of accounts and sessions, as one room of migrations. */
export const signInMigrations = { room: "sign-in", folder: new URL("./sql/", import.meta.url) };

/** Everything that signing in needs, opened once per process. */
export interface SignIn {
  readonly auth: Auth;
  readonly sessions: Sessions;
  readonly users: AccountUsers;
  /** Address people type, without a slash at the end. */
  readonly publicUrl: string;
  /** What every cookie of ours says. */
  readonly cookie: {
    readonly path: "/";
    readonly httpOnly: true;
    readonly sameSite: "Lax";
    readonly secure: boolean;
  };
  /** The name that passkeys are bound to; null where people reach the house by a number. */
  readonly passkeys: string | null;
  hashPassword(password: string): Promise<string>;
}

export async function openSignIn(runtime: Runtime, { publicUrl }: { publicUrl: string }): Promise<SignIn> {
  const { database, log } = runtime;
  const auth = openAuth({ database, secret: await cookieSecret(runtime), publicUrl, log });
  const context = await auth.$context;
  const cookieName = context.authCookies.sessionToken.name;
  return {
    auth,
    publicUrl: publicUrl.replace(/\/$/, ""),
    sessions: openSessions(runtime, { auth, cookieName }),
    users: openUsers(runtime),
    cookie: { path: "/", httpOnly: true, sameSite: "Lax", secure: publicUrl.startsWith("https:") },
    passkeys: passkeyName(publicUrl),
    hashPassword,
  };
}
