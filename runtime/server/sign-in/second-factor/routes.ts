import type { Context, Hono } from "hono";
import * as z from "zod";
import { Refusal } from "../../../../core/errors/index.ts";
import { findAccount } from "../../accounts/accounts.ts";
import { addressOf } from "../../address.ts";
import { forgetAttempts, noteAttempt } from "../attempts.ts";
import { letThrough, noteFailure, type Parts } from "../begin.ts";
import { takeRecoveryCode } from "./recovery.ts";
import { closeStep, tryStep } from "./step.ts";
import { takeTotp } from "./totp.ts";

const shown = z.union([
  z.strictObject({ code: z.string().min(1).max(20) }),
  z.strictObject({ recovery: z.string().min(1).max(40) }),
]);

/** The second half of signing in: a code of an app, or a recovery code. */
export function stepRoutes(app: Hono, parts: Parts): void {
  app.post("/api/auth/second-factor", async (c) => c.json(await secondStep(c, parts)));
}

async function secondStep(c: Context, parts: Parts) {
  const { runtime, signIn } = parts;
  const given = shown.parse(await c.req.json());
  const step = await tryStep(c, signIn, runtime);
  const account = step && (await findAccount(runtime.database, step.account));
  if (!step || !account) throw new Refusal("second-factor.late");
  const who = { address: addressOf(c), email: account.id };
  await noteAttempt(runtime.database, who);
  const right =
    "code" in given
      ? await takeTotp(runtime, { account: account.id, code: given.code })
      : await takeRecoveryCode(runtime, { account: account.id, code: given.recovery });
  if (!right) {
    await noteFailure(c, parts, { email: account.email, account: account.id, via: "second-factor" });
    const place = "code" in given ? "code" : "recovery";
    const code = "second-factor.wrong-code";
    throw new Refusal(code, {}, { faults: [{ path: place, code }] });
  }
  if (!(await closeStep(c, signIn, runtime))) throw new Refusal("second-factor.late");
  await forgetAttempts(runtime.database, who);
  const { method, remember, provider } = step;
  const by = provider ? { name: provider, idToken: null } : undefined;
  return letThrough(c, parts, { account, method, both: true, remember, provider: by });
}
