import type { Hono } from "hono";
import * as z from "zod";
import { Refusal } from "../../../../core/errors/index.ts";
import { findAccount } from "../../accounts/accounts.ts";
import { addressOf } from "../../address.ts";
import { noteAttempt } from "../attempts.ts";
import { letThrough, type Parts } from "../begin.ts";
import { closeStep } from "../second-factor/step.ts";
import { withHandle } from "../security/passkeys.ts";
import { passkeyPlace, shownShape } from "./origin.ts";
import { accountByPasskey, passkeyOptions } from "./show.ts";

/** Signing in with a passkey: both factors at once, in place of a password or after one. */
export function passkeySignInRoutes(app: Hono, parts: Parts): void {
  const { runtime, signIn } = parts;

  app.post("/api/auth/passkey/options", async (c) => {
    const { host } = passkeyPlace(c, signIn);
    return c.json(await passkeyOptions(c, runtime, { signIn, host }));
  });

  app.post("/api/auth/sign-in/passkey", async (c) => {
    const { response } = z.object({ response: shownShape }).parse(await c.req.json());
    await noteAttempt(runtime.database, {
      address: addressOf(c),
      email: `passkey ${response.id.slice(0, 100)}`,
    });
    const place = passkeyPlace(c, signIn);
    const id = await accountByPasskey(c, runtime, { signIn, response: withHandle(response), ...place });
    const account = await findAccount(runtime.database, id);
    if (!account) throw new Refusal("passkey.refused");
    await closeStep(c, signIn, runtime);
    return c.json(await letThrough(c, parts, { account, method: "passkey", both: true }));
  });
}
