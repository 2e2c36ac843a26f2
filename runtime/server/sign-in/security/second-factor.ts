import type { Hono } from "hono";
import * as z from "zod";
import { Refusal } from "../../../../core/errors/index.ts";
import type { ServerEnv } from "../../../capability.ts";
import { addressOf } from "../../address.ts";
import { forgetAttempts, noteAttempt } from "../attempts.ts";
import type { Parts } from "../begin.ts";
import { canMail } from "../mails/mailer.ts";
import { listPasskeys } from "../passkeys/keep.ts";
import { makeRecoveryCodes } from "../second-factor/recovery.ts";
import { makeTotp, takeTotp } from "../second-factor/totp.ts";
import { hasFactor, mustHaveSecondFactor, ownFactors } from "../second-factor/wanted.ts";
import { changed, freshOwnOf, markShown, ownOf } from "./own.ts";

const code = z.strictObject({ code: z.string().min(1).max(20) });

/** The codes of an app, and recovery codes. */
export function secondFactorRoutes(app: Hono<ServerEnv>, { runtime, signIn }: Parts): void {
  app.get("/me/security", async (c) => {
    const { account, roles } = ownOf(c);
    const [row] = await runtime.database.sql<{ password: boolean }[]>`
      select exists (select from auth_account where user_id = ${account} and password is not null) as password`;
    const { totp, recovery } = await ownFactors(runtime, account);
    return c.json({
      password: row?.password ?? false,
      totp,
      recovery,
      passkeys: await listPasskeys(runtime, account),
      passkeysPossible: signIn.passkeys !== null,
      mail: canMail(runtime),
      required: mustHaveSecondFactor(roles, runtime.model()),
    });
  });

  app.post("/me/security/totp", async (c) => {
    const { account, email } = freshOwnOf(c);
    return c.json(await makeTotp(runtime, { account, email }), 201);
  });

  app.post("/me/security/totp/confirm", async (c) => {
    const { account, session } = freshOwnOf(c);
    const given = code.parse(await c.req.json());
    const who = { address: addressOf(c), email: account };
    await noteAttempt(runtime.database, who);
    if (!(await takeTotp(runtime, { account, code: given.code, confirm: true })))
      throw new Refusal(
        "second-factor.wrong-code",
        {},
        { faults: [{ path: "code", code: "second-factor.wrong-code" }] },
      );
    await forgetAttempts(runtime.database, who);
    const codes = await makeRecoveryCodes(runtime, account);
    await markShown(runtime, { session, both: true });
    await changed(c, runtime, { kind: "second-factor-changed", account, detail: { totp: true } });
    return c.json({ codes });
  });

  app.delete("/me/security/totp", async (c) => {
    const { account, roles } = freshOwnOf(c);
    const { passkeys } = await ownFactors(runtime, account);
    if (passkeys === 0 && mustHaveSecondFactor(roles, runtime.model()))
      throw new Refusal("second-factor.last");
    await runtime.database.sql`delete from auth_totp where user_id = ${account}`;
    if (passkeys === 0) await runtime.database.sql`delete from auth_recovery where user_id = ${account}`;
    await changed(c, runtime, { kind: "second-factor-changed", account, detail: { totp: false } });
    return c.body(null, 204);
  });

  app.post("/me/security/recovery", async (c) => {
    const { account } = freshOwnOf(c);
    if (!hasFactor(await ownFactors(runtime, account))) throw new Refusal("second-factor.none");
    const codes = await makeRecoveryCodes(runtime, account);
    await changed(c, runtime, { kind: "second-factor-changed", account, detail: { recovery: codes.length } });
    return c.json({ codes }, 201);
  });
}
