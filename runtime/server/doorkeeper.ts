import type { Context, MiddlewareHandler } from "hono";
import type { Logger } from "pino";
import { Refusal } from "../../core/errors/index.ts";
import type { ServerEnv } from "../capability.ts";
import { crmFor, narrowed, type Runtime, type User } from "../crm.ts";
import { preferredLanguage } from "./language.ts";
import { refuseOtherOrigins } from "./same-origin.ts";
import { headersFor } from "./security-headers.ts";
import { mustHaveSecondFactor, type SignedIn, type SignIn } from "./sign-in/index.ts";

const slow = 1_000;

/** First at every request: security headers, a request number, the origin check, and a line in the log at the end. */
export function greet({ log, publicUrl }: { log: Logger; publicUrl: string }): MiddlewareHandler {
  const { origin: own, protocol } = new URL(publicUrl);
  const { api, page } = headersFor({ isSecure: protocol === "https:" });
  return async (c, next) => {
    const began = performance.now();
    const request = crypto.randomUUID().slice(-12);
    for (const [name, value] of c.req.path.startsWith("/api/") ? api : page) c.header(name, value);
    c.header("x-request-id", request);
    // Kept beside the header: who asks the answer for it too early makes it a slow one whose headers win over later ones.
    c.set("request", request);
    refuseOtherOrigins(c, own);
    await next();
    const milliseconds = Math.round(performance.now() - began);
    noteAccess(log, { c, request, milliseconds });
  };
}

/** Lets in who is signed in and gives the rooms their `crm`; refuses everybody else with `access.signed-out`. */
export function letIn(runtime: Runtime, signIn: SignIn): MiddlewareHandler<ServerEnv> {
  return async (c, next) => {
    const renewed = (cookie: string) => c.header("set-cookie", cookie, { append: true });
    const signedIn = await signIn.sessions.whoIs(c.req.raw.headers, renewed);
    if (!signedIn) throw new Refusal("access.signed-out");
    mustHaveShownBoth(c, { signedIn, runtime });
    c.set("session", signedIn.own);
    const crm = await crmOf(runtime, signIn, { c, signedIn });
    c.set("crm", crm);
    mustBeOwn(c, crm.user);
    mustBeOfRecords(c, crm.user);
    // Before the answer is there: a header set afterwards makes a second Response, and the server then streams it.
    c.header("cache-control", "no-store");
    await next();
    if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
  };
}

async function crmOf(runtime: Runtime, signIn: SignIn, { c, signedIn }: { c: Context; signedIn: SignedIn }) {
  const { account, door, key, scope, standIn } = signedIn;
  const language = account.language ?? preferredLanguage(c.req.header("accept-language"));
  const user = await signIn.users.for(language ? { ...account, language } : account, standIn);
  return crmFor(runtime, narrowed(user, scope), door, { request: requestOf(c), key });
}

function requestOf(c: Context): string | undefined {
  const request: unknown = c.get("request");
  return typeof request === "string" ? request : undefined;
}

/** Where a role asks for two factors, somebody with one may look who he is and set the second one up. */
function mustHaveShownBoth(
  { req }: Context,
  { signedIn, runtime }: { signedIn: SignedIn; runtime: Runtime },
): void {
  const { account, own, standIn } = signedIn;
  const roles = [...account.heldRoles, ...(standIn?.account.heldRoles ?? [])];
  if (!own || own.both || !mustHaveSecondFactor(roles, runtime.model())) return;
  if (req.path.startsWith("/api/me/security") || (req.path === "/api/me" && req.method === "GET")) return;
  throw new Refusal("second-factor.needed");
}

/** Who looks as somebody else changes nothing; whoever stands in for somebody keeps his hands off accounts. */
function mustBeOwn(c: Context, { actingFor, seeingAs }: User): void {
  if (c.req.method === "GET" || c.req.method === "HEAD") return;
  const { path } = c.req;
  if (seeingAs && path !== "/api/see-as/stop") throw new Refusal("see-as.read-only", { name: seeingAs.name });
  // What a deputy may do ends with his time: an account or a role that he gave himself would not.
  if (actingFor && /^\/api\/(?:accounts|groups)(?:\/|$)/.test(path))
    throw new Refusal("acting.accounts", { name: actingFor.name });
}

/** A key with a scope is for records: of the account itself it learns who it is, and changes nothing. */
function mustBeOfRecords({ req }: Context, { scope }: User): void {
  if (scope === null || !/^\/api\/(?:me|keys|see-as|accounts|groups)(?:\/|$)/.test(req.path)) return;
  if (req.path !== "/api/me" || req.method !== "GET") throw new Refusal("key.out-of-scope");
}

/** Changes, refusals and slow answers are worth a line each; quick reads only where the log is set to `debug`. */
function noteAccess(
  log: Logger,
  { c, request, milliseconds }: { c: Context; request: string; milliseconds: number },
): void {
  const status = c.res.status;
  const isRead = c.req.method === "GET" || c.req.method === "HEAD";
  const level = status >= 500 ? "error" : isRead && status < 400 && milliseconds < slow ? "debug" : "info";
  if (!log.isLevelEnabled(level)) return;
  const crm: unknown = c.get("crm");
  const user = crm && typeof crm === "object" && "user" in crm ? crm.user : null;
  const account = user && typeof user === "object" && "id" in user ? user.id : null;
  log[level]({ request, method: c.req.method, path: c.req.path, status, milliseconds, account }, "request");
}
