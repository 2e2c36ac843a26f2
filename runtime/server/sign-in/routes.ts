import type { Context, Hono } from "hono";
import * as z from "zod";
import { Refusal } from "../../../core/errors/index.ts";
import type { Runtime } from "../../crm.ts";
import { noteSecurityEvent } from "../../history/index.ts";
import type { Directory } from "../../plugin/index.ts";
import { type Account, findAccount, tidyEmail } from "../accounts/accounts.ts";
import { addressOf } from "../address.ts";
import { forgetAttempts, noteAttempt } from "./attempts.ts";
import { letThrough, noteFailure, type Parts } from "./begin.ts";
import type { SignIn } from "./index.ts";
import { linkPage, linkPagePolicy } from "./link-page.ts";
import { canMail } from "./mails/mailer.ts";
import { isSameBrowser, mailRoutes } from "./mails/routes.ts";
import { readLink, takeSignInToken } from "./one-time-link.ts";
import { passkeySignInRoutes } from "./passkeys/routes.ts";
import { accountByPassword } from "./passwords/sign-in.ts";
import { directoryRoutes } from "./providers/directory.ts";
import { listProviders } from "./providers/index.ts";
import { oidcKind } from "./providers/settings.ts";
import { stepRoutes } from "./second-factor/routes.ts";
import { closeStep, readStep } from "./second-factor/step.ts";
import { factorsAsked } from "./second-factor/wanted.ts";
import { singleSignOnRoutes } from "./single-sign-on/routes.ts";
import { cameBy, signOutAddress } from "./single-sign-on/sign-out.ts";

const credentials = z.object({
  email: z.string().max(320),
  password: z.string().max(200),
  rememberMe: z.boolean().optional(),
});
const link = z.object({ token: z.string().min(1).max(200) });

/** Signing in and out: `/api/auth/…`, and the page behind a one-time link. */
export function signInRoutes(
  app: Hono,
  runtime: Runtime,
  { signIn, directories }: { signIn: SignIn; directories: ReadonlyMap<string, Directory> },
): void {
  const parts: Parts = { runtime, signIn };

  app.post("/api/auth/sign-in/email", async (c) => {
    const { email, password, rememberMe } = credentials.parse(await c.req.json());
    const who = { address: addressOf(c), email: tidyEmail(email) };
    await noteAttempt(runtime.database, who);
    const account = await accountByPassword(runtime, { email: who.email, password });
    if (!account) {
      await noteFailure(c, parts, { email: who.email, account: null, via: "password" });
      throw new Refusal("access.wrong-credentials");
    }
    await forgetAttempts(runtime.database, who);
    return c.json(
      await letThrough(c, parts, { account, method: "password", both: false, remember: rememberMe }),
    );
  });

  app.get("/sign-in/link", async (c) => {
    const token = c.req.query("token") ?? "";
    const link = await readLink(runtime.database, token.slice(0, 200));
    const elsewhere = link?.purpose === "mailed" && !isSameBrowser(c, signIn, link.browser);
    const account = elsewhere ? await findAccount(runtime.database, link.account) : null;
    c.header("content-security-policy", linkPagePolicy);
    c.header("cache-control", "no-store");
    const accept = c.req.header("accept-language");
    return c.html(linkPage({ token, accept, confirm: account?.email ?? null }));
  });

  app.post("/api/auth/sign-in/link", async (c) => {
    const isForm = c.req.header("content-type")?.startsWith("application/x-www-form-urlencoded") ?? false;
    const { token } = link.parse(isForm ? await c.req.parseBody() : await c.req.json());
    const account = await accountByLink(runtime, token);
    if (!account && isForm) return c.redirect("/?link-refused", 303);
    if (!account) throw new Refusal("sign-in.link-used");
    const answer = await letThrough(c, parts, { account, method: "link", both: false });
    return isForm ? c.redirect("/", 303) : c.json(answer);
  });

  app.get("/api/auth/ways", async (c) => {
    const step = await readStep(c, signIn, runtime);
    const account = step && (await findAccount(runtime.database, step.account));
    c.header("cache-control", "no-store");
    return c.json({
      password: true,
      link: canMail(runtime),
      passkey: signIn.passkeys !== null,
      directories: await waysElsewhere(runtime, directories),
      secondFactor: account ? await factorsAsked(runtime, account) : [],
    });
  });

  app.delete("/api/auth/second-factor", async (c) => {
    await closeStep(c, signIn, runtime);
    return c.body(null, 204);
  });

  stepRoutes(app, parts);
  passkeySignInRoutes(app, parts);
  singleSignOnRoutes(app, parts);
  directoryRoutes(app, parts, directories);
  mailRoutes(app, parts);

  app.post("/api/auth/sign-out", (c) => signOut(c, parts));

  app.get("/api/auth/get-session", async (c) => {
    const headers = c.req.raw.headers;
    c.header("cache-control", "no-store");
    return c.json(await signIn.auth.api.getSession({ headers }));
  });
}

/** Who else may say who somebody is: `single-sign-on` by going there, `directory` by a name and a password. */
async function waysElsewhere({ database }: Runtime, directories: ReadonlyMap<string, Directory>) {
  const providers = await listProviders(database);
  return providers.flatMap(({ name, label, kind }) => {
    if (directories.has(kind)) return [{ name, label, kind: "directory" }];
    // One whose plugin is not loaded can be asked nothing.
    return kind === oidcKind.name ? [{ name, label, kind: "single-sign-on" }] : [];
  });
}

async function accountByLink(runtime: Runtime, token: string): Promise<Account | null> {
  const id = await takeSignInToken(runtime.database, token);
  return id === null ? null : findAccount(runtime.database, id);
}

async function signOut(c: Context, { runtime, signIn }: Parts): Promise<Response> {
  const headers = new Headers();
  const cookie = c.req.header("cookie");
  if (cookie) headers.set("cookie", cookie.slice(0, 4_000));
  const before = await signIn.sessions.whoIs(headers, () => {}).catch(() => null);
  const came = before?.session ? await cameBy(runtime, before.session) : null;
  const answer = await signIn.auth.api.signOut({ headers, returnHeaders: true });
  if (before) {
    const who = before.account.id;
    const address = addressOf(c);
    await noteSecurityEvent(runtime.database.sql, {
      kind: "sign-out",
      who,
      account: who,
      via: "web",
      address,
    });
    runtime.events.tell({ kind: "access", account: who });
  }
  for (const each of answer.headers.getSetCookie()) c.header("set-cookie", each, { append: true });
  const continueAt = came && (await signOutAddress(runtime, { came, publicUrl: signIn.publicUrl }));
  return c.json({ signedOut: true, continueAt });
}
