import type { Context, MiddlewareHandler } from "hono";
import type { Logger } from "pino";
import { Refusal } from "../../core/errors/index.ts";
import { sayInAnswer, tellHeaders } from "../answer.ts";
import type { ServerEnv } from "../capability.ts";
import { crmFor, narrowed, type Runtime, type User } from "../crm.ts";
import { preferredLanguage } from "./language.ts";
import { reasonOf } from "./reason.ts";
import { headersFor } from "./security-headers.ts";
import { mustHaveSecondFactor, type SignedIn, type SignIn } from "./sign-in/index.ts";

const slow = 1_000;

/** First at every request: security headers, a request number, and a line in the log at the end. */
export function greet({ log, publicUrl }: { log: Logger; publicUrl: string }): MiddlewareHandler {
  const { protocol } = new URL(publicUrl);
  const { api, page } = headersFor({ isSecure: protocol === "https:" });
  const nextRequest = requestNumbers();
  return async (c, next) => {
    const began = performance.now();
    const request = nextRequest();
    sayInAnswer(c, { ...(c.req.path.startsWith("/api/") ? api : page), "x-request-id": request });
    c.set("request", request);
    await next();
    tellHeaders(c);
    const milliseconds = Math.round(performance.now() - began);
    noteAccess(log, { c, request, milliseconds });
  };
}

/** Names requests: eight random digits for the process, then their number in it, which costs less than drawing each. */
function requestNumbers(): () => string {
  const ours = crypto.randomUUID().slice(0, 8);
  let last = 0;
  return () => {
    last += 1;
    return `${ours}-${last.toString(36)}`;
  };
}

/** Lets in who is signed in and gives the rooms their `crm`; refuses everybody else with `access.signed-out`. */
export function letIn(runtime: Runtime, signIn: SignIn): MiddlewareHandler<ServerEnv> {
  return async (c, next) => {
    const renewed: string[] = [];
    const signedIn = await signIn.sessions.whoIs(c.req.raw.headers, (cookie) => renewed.push(cookie));
    if (!signedIn) throw new Refusal("access.signed-out");
    mustHaveShownBoth(c, { signedIn, runtime });
    c.set("session", signedIn.own);
    const crm = await crmOf(runtime, signIn, { c, signedIn });
    c.set("crm", crm);
    mustBeOwn(c, crm.user);
    mustBeOfRecords(c, crm.user);
    sayInAnswer(c, { "cache-control": "no-store" });
    await next();
    for (const cookie of renewed) c.res.headers.append("set-cookie", cookie);
  };
}

async function crmOf(runtime: Runtime, signIn: SignIn, { c, signedIn }: { c: Context; signedIn: SignedIn }) {
  const { account, door, key, scope, standIn } = signedIn;
  const language = account.language ?? preferredLanguage(c.req.header("accept-language"));
  const user = await signIn.users.for(account, standIn, language);
  return crmFor(runtime, narrowed(user, scope), door, { request: requestOf(c), key, reason: reasonOf(c) });
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
  if (!lacksSecondFactor(signedIn, runtime)) return;
  if (req.path.startsWith("/api/me/security") || (req.path === "/api/me" && req.method === "GET")) return;
  throw new Refusal("second-factor.needed");
}

/** Whether a role of whoever is signed in asks for two factors, and he has shown one. */
export function lacksSecondFactor({ account, own, standIn }: SignedIn, runtime: Runtime): boolean {
  if (!own || own.both) return false;
  const roles = standIn ? [...account.heldRoles, ...standIn.account.heldRoles] : account.heldRoles;
  return mustHaveSecondFactor(roles, runtime.model());
}

/** Who looks as somebody else changes nothing; whoever stands in for somebody keeps his hands off accounts. */
function mustBeOwn(c: Context, { actingFor, seeingAs }: User): void {
  if (c.req.method === "GET" || c.req.method === "HEAD") return;
  const { path } = c.req;
  if (seeingAs && path !== "/api/see-as/stop") throw new Refusal("see-as.read-only", { name: seeingAs.name });
  // What a deputy may do ends with his time: an account or a role that he gave himself would not.
  if (actingFor && /^\/api\/(?:accounts|groups|providers)(?:\/|$)/.test(path))
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
