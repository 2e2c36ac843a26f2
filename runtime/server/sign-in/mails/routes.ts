import { randomBytes } from "node:crypto";
import type { Context, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import * as z from "zod";
import { Refusal } from "../../../../core/errors/index.ts";
import { inWords } from "../../../../core/language/index.ts";
import type { Runtime } from "../../../crm.ts";
import { noteSecurityEvent } from "../../../history/index.ts";
import { type Account, findAccount, findAccountByEmail, tidyEmail } from "../../accounts/accounts.ts";
import { addressOf } from "../../address.ts";
import { noteAttempt } from "../attempts.ts";
import { letThrough, type Parts } from "../begin.ts";
import type { SignIn } from "../index.ts";
import {
  choosingAddress,
  hashOf,
  type LinkPurpose,
  makeSignInToken,
  readLink,
  signInAddress,
  takeSignInToken,
  wasJustMade,
} from "../one-time-link.ts";
import { choosePassword, mustSuit } from "../security/password.ts";
import { canMail, mailSoon } from "./mailer.ts";

const minutes = 15;
const asked = z.object({ email: z.string().max(320) });
const token = z.string().min(1).max(200);
const chosen = z.object({ token, password: z.string().max(128) });

/** Links by mail: to sign in, and to choose a password. The answer never tells whether an account exists. */
export function mailRoutes(app: Hono, parts: Parts): void {
  const { runtime, signIn } = parts;

  app.post("/api/auth/link", async (c) => {
    const browser = browserOf(c, signIn);
    await askFor(c, parts, { purpose: "mailed", browser: hashOf(browser) });
    return c.json({ asked: true, minutes }, 202);
  });

  app.post("/api/auth/password/reset", async (c) => {
    await askFor(c, parts, { purpose: "reset" });
    return c.json({ asked: true, minutes }, 202);
  });

  app.post("/api/auth/password/token", async (c) => {
    const { account, invited } = await mustRead(runtime, z.object({ token }).parse(await c.req.json()).token);
    const { name, email, language } = account;
    return c.json({ name, email, language, invited, passkeys: signIn.passkeys !== null });
  });

  app.post("/api/auth/password/choose", async (c) => {
    const given = chosen.parse(await c.req.json());
    const { account } = await mustRead(runtime, given.token);
    // A password that is refused leaves the link as it is.
    await mustSuit(runtime, { account, password: given.password });
    const purposes = ["invitation", "reset"] as const;
    if ((await takeSignInToken(runtime.database, given.token, purposes)) !== account.id)
      throw new Refusal("sign-in.link-used");
    await choosePassword(runtime, { account, password: given.password, keep: null });
    const address = addressOf(c);
    await noteSecurityEvent(runtime.database.sql, {
      kind: "password-changed",
      who: account.id,
      account: account.id,
      via: "link",
      address,
    });
    return c.json(await letThrough(c, parts, { account, method: "link", both: false }));
  });
}

async function mustRead(runtime: Runtime, given: string): Promise<{ account: Account; invited: boolean }> {
  const link = await readLink(runtime.database, given);
  const account =
    link?.purpose === "invitation" || link?.purpose === "reset"
      ? await findAccount(runtime.database, link.account)
      : null;
  if (!account || account.disabled) throw new Refusal("sign-in.link-used");
  return { account, invited: link?.purpose === "invitation" };
}

async function askFor(
  c: Context,
  { runtime }: Parts,
  { purpose, browser }: { purpose: LinkPurpose; browser?: string },
): Promise<void> {
  const email = tidyEmail(asked.parse(await c.req.json()).email);
  if (!canMail(runtime)) throw new Refusal("sign-in.no-mail");
  await noteAttempt(runtime.database, { address: addressOf(c), email: `mail ${email}` });
  // Nobody waits: how long an answer takes must not tell whether there is such an account.
  send(runtime, { email, purpose, browser }).catch((err: unknown) =>
    runtime.log.error({ err }, "a link was not made"),
  );
}

async function send(
  runtime: Runtime,
  { email, purpose, browser }: { email: string; purpose: LinkPurpose; browser?: string | undefined },
): Promise<void> {
  const { database, settings } = runtime;
  const account = await findAccountByEmail(database, email);
  if (!account || account.disabled || (await wasJustMade(database, { account: account.id, purpose }))) return;
  const made = await makeSignInToken(database, {
    account: account.id,
    hours: minutes / 60,
    purpose,
    ...(browser ? { browser } : {}),
  });
  const { app, language: habit } = runtime.model();
  const language = account.language ?? habit;
  mailSoon(runtime, {
    to: account.email,
    kind: purpose === "reset" ? "reset" : "link",
    language,
    values: {
      name: account.name,
      house: inWords(app.label, language),
      minutes: String(minutes),
      link: (purpose === "reset" ? choosingAddress : signInAddress)(settings.publicUrl, made),
    },
  });
}

const year = 365 * 24 * 3600;

/** A random word that this browser keeps, so that a link is known to be opened where it was asked for. */
export function browserOf(c: Context, { cookie }: SignIn): string {
  const name = browserCookie(cookie.secure);
  const kept = getCookie(c, name);
  if (kept && /^[\w-]{43}$/.test(kept)) return kept;
  const made = randomBytes(32).toString("base64url");
  setCookie(c, name, made, { ...cookie, maxAge: year });
  return made;
}

/** Whether a link was asked for in this very browser. */
export function isSameBrowser(c: Context, { cookie }: SignIn, browser: string | undefined): boolean {
  const kept = getCookie(c, browserCookie(cookie.secure));
  return browser !== undefined && kept !== undefined && hashOf(kept) === browser;
}

function browserCookie(secure: boolean): string {
  return `${secure ? "__Host-" : ""}dossier.browser`;
}
