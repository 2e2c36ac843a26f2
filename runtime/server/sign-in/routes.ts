import type { Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import * as z from "zod";
import { Refusal } from "../../../core/errors/index.ts";
import type { Runtime } from "../../crm.ts";
import { findAccountByEmail, tidyEmail } from "../accounts/accounts.ts";
import { addressOf } from "../address.ts";
import { forgetAttempts, noteAttempt } from "./attempts.ts";
import { addressHeader } from "./auth.ts";
import type { SignIn } from "./index.ts";
import { linkPage, linkPagePolicy } from "./link-page.ts";

const credentials = z.object({
  email: z.string().max(320),
  password: z.string().max(200),
  rememberMe: z.boolean().optional(),
});
const link = z.object({ token: z.string().min(1).max(200) });

/** Signing in and out: `/api/auth/…`, and the page behind a one-time link. */
export function signInRoutes(app: Hono, runtime: Runtime, signIn: SignIn): void {
  app.post("/api/auth/sign-in/email", async (c) => {
    const { email, password, rememberMe } = credentials.parse(await c.req.json());
    const who = { address: addressOf(c), email: tidyEmail(email) };
    await noteAttempt(runtime.database, who);
    const body = { email: who.email, password, ...(rememberMe === undefined ? {} : { rememberMe }) };
    const answer = await ask(c, signIn, { path: "/sign-in/email", body });
    if (!answer.ok) throw new Refusal("access.wrong-credentials");
    await forgetAttempts(runtime.database, who);
    return begun(c, runtime, { answer, email: who.email });
  });

  app.get("/sign-in/link", (c) => {
    c.header("content-security-policy", linkPagePolicy);
    return c.html(linkPage({ token: c.req.query("token") ?? "", accept: c.req.header("accept-language") }));
  });

  app.post("/api/auth/sign-in/link", async (c) => {
    const isForm = c.req.header("content-type")?.startsWith("application/x-www-form-urlencoded") ?? false;
    const { token } = link.parse(isForm ? await c.req.parseBody() : await c.req.json());
    const answer = await ask(c, signIn, { path: "/sign-in/link", body: { token } });
    if (!answer.ok && isForm) return c.redirect("/?link-refused", 303);
    if (!answer.ok) throw new Refusal("sign-in.link-used");
    const email = z.object({ user: z.object({ email: z.string() }) }).parse(await answer.clone().json())
      .user.email;
    const response = await begun(c, runtime, { answer, email });
    if (!isForm) return response;
    return c.redirect("/", 303);
  });

  app.post("/api/auth/sign-out", async (c) => {
    const before = await signIn.sessions.whoIs(c.req.raw.headers, () => {}).catch(() => null);
    const answer = await ask(c, signIn, { path: "/sign-out", body: {} });
    if (before) runtime.events.tell({ kind: "access", account: before.account.id });
    passCookies(c, answer);
    return c.json({ signedOut: true });
  });

  app.get("/api/auth/get-session", async (c) => {
    const headers = c.req.raw.headers;
    return c.json(await signIn.auth.api.getSession({ headers }));
  });
}

/** Lets better-auth answer a call of our own making: only what we name reaches it. */
async function ask(
  c: Context,
  signIn: SignIn,
  { path, body }: { path: string; body: unknown },
): Promise<Response> {
  const headers = new Headers({ "content-type": "application/json", [addressHeader]: addressOf(c) });
  for (const name of ["cookie", "user-agent"]) {
    const value = c.req.header(name);
    if (value) headers.set(name, value.slice(0, 4_000));
  }
  const address = new URL(`/api/auth${path}`, signIn.publicUrl);
  const answer = await signIn.auth.handler(
    new Request(address, { method: "POST", headers, body: JSON.stringify(body) }),
  );
  if (answer.status >= 500) throw new HTTPException(500, { message: await answer.text() });
  return answer;
}

/** What a successful sign-in answers: the cookie and who it is for. A disabled account gets neither. */
async function begun(
  c: Context,
  runtime: Runtime,
  { answer, email }: { answer: Response; email: string },
): Promise<Response> {
  const account = await findAccountByEmail(runtime.database, email);
  if (!account || account.disabled) {
    if (account) await runtime.database.sql`delete from auth_session where user_id = ${account.id}`;
    throw new Refusal("sign-in.disabled");
  }
  await runtime.database.sql`update auth_user set last_sign_in_at = now() where id = ${account.id}`;
  passCookies(c, answer);
  return c.json({ user: { id: account.id, name: account.name, email: account.email } });
}

function passCookies(c: Context, answer: Response): void {
  for (const cookie of answer.headers.getSetCookie()) c.header("set-cookie", cookie, { append: true });
}
