import type { Hono } from "hono";
import * as z from "zod";
import { Refusal } from "../../../../core/errors/index.ts";
import type { ServerEnv } from "../../../capability.ts";
import type { Runtime } from "../../../crm.ts";
import { type Account, findAccount, writePassword } from "../../accounts/accounts.ts";
import { addressOf } from "../../address.ts";
import { forgetAttempts, noteAttempt } from "../attempts.ts";
import type { Parts } from "../begin.ts";
import { forgetLinks } from "../one-time-link.ts";
import { hashPassword } from "../passwords/hashing.ts";
import { isPasswordOf } from "../passwords/sign-in.ts";
import { mustBeStrong } from "../passwords/weak.ts";
import { takeTotp } from "../second-factor/totp.ts";
import { changed, freshOwnOf, markShown, ownOf } from "./own.ts";

const passwordChange = z.strictObject({
  password: z.string().max(128),
  /** Asked for once a password is set. */
  current: z.string().max(200).optional(),
});
const shown = z.union([
  z.strictObject({ password: z.string().max(200) }),
  z.strictObject({ code: z.string().max(20) }),
]);

/** My password, and showing again who I am. */
export function passwordRoutes(app: Hono<ServerEnv>, { runtime }: Parts): void {
  app.post("/me/password", async (c) => {
    const { account, session, name, email } = ownOf(c);
    const { password, current } = passwordChange.parse(await c.req.json());
    const before = await findAccount(runtime.database, account);
    if (before?.password) {
      const who = { address: addressOf(c), email: before.email };
      await noteAttempt(runtime.database, who);
      if (!(await isPasswordOf(runtime, { account, password: current ?? "" }))) {
        const code = "account.wrong-password";
        throw new Refusal(code, {}, { faults: [{ path: "current", code }] });
      }
      await forgetAttempts(runtime.database, who);
    } else freshOwnOf(c);
    await choosePassword(runtime, {
      account: { id: account, name, email },
      password,
      keep: session,
    });
    await changed(c, runtime, { kind: "password-changed", account });
    return c.body(null, 204);
  });

  app.post("/me/security/confirm", async (c) => {
    const { account, session, email } = ownOf(c);
    const given = shown.parse(await c.req.json());
    const who = { address: addressOf(c), email };
    await noteAttempt(runtime.database, who);
    const right =
      "code" in given
        ? await takeTotp(runtime, { account, code: given.code })
        : await isPasswordOf(runtime, { account, password: given.password });
    if (!right) {
      const code = "code" in given ? "second-factor.wrong-code" : "account.wrong-password";
      throw new Refusal(code, {}, { faults: [{ path: "code" in given ? "code" : "password", code }] });
    }
    await forgetAttempts(runtime.database, who);
    await markShown(runtime, { session, both: "code" in given });
    runtime.events.tell({ kind: "access", account });
    return c.body(null, 204);
  });
}

/**
 * Gives an account a password that is strong enough, and ends its sessions, all but the one it was chosen in: whoever
 * knew the old one is out.
 */
export async function choosePassword(
  runtime: Runtime,
  {
    account,
    password,
    keep,
  }: { account: Pick<Account, "id" | "name" | "email">; password: string; keep: string | null },
): Promise<void> {
  await mustSuit(runtime, { account, password });
  const passwordHash = await hashPassword(password);
  await runtime.database.transaction(async (tx) => {
    await writePassword(tx, { account: account.id, passwordHash });
    await forgetLinks(tx, account.id);
    await tx`delete from auth_session where user_id = ${account.id} and id is distinct from ${keep}::uuid`;
  });
  runtime.events.tell({ kind: "access", account: account.id });
}

/** Refuses what is too easy to guess for this account in this house. */
export async function mustSuit(
  runtime: Pick<Runtime, "model">,
  { account, password }: { account: Pick<Account, "name" | "email">; password: string },
): Promise<void> {
  const { app } = runtime.model();
  await mustBeStrong(password, {
    own: [
      account.name,
      account.email,
      app.name,
      ...Object.values(app.label).filter((label) => label !== undefined),
    ],
  });
}
