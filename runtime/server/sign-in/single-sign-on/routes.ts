import type { Context, Hono } from "hono";
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";
import { Refusal, type RefusalCode } from "../../../../core/errors/index.ts";
import { addressOf } from "../../address.ts";
import { answerLimits, forgetAttempts, noteAttempt } from "../attempts.ts";
import { letThrough, noteFailure, type Parts } from "../begin.ts";
import { findProvider, type Provider } from "../providers/kept.ts";
import { oidcKind, oidcSettings } from "../providers/settings.ts";
import { accountOf } from "../providers/who.ts";
import { type Asked, keepAsked, takeAsked } from "./asked.ts";
import { hasShownBoth, personOf, together } from "./claims.ts";
import { clientOf, reasonsOf, unreachable } from "./client.ts";

/** Single sign-on by OpenID Connect: the way to a provider, and the way back. */
export function singleSignOnRoutes(app: Hono, parts: Parts): void {
  app.get("/api/auth/sign-in/with/:provider", (c) => sent(c, parts, () => ask(c, parts)));
  app.get("/api/auth/sign-in/with/:provider/callback", (c) => sent(c, parts, () => answer(c, parts)));
}

/** Both are pages for a browser: what is refused is told on the page where one signs in. */
async function sent(c: Context, parts: Parts, work: () => Promise<string>): Promise<Response> {
  c.header("cache-control", "no-store");
  c.header("referrer-policy", "no-referrer");
  try {
    return c.redirect(await work(), 302);
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    const email = typeof cause.values.email === "string" ? cause.values.email : "";
    // What anybody can cause by opening an address is not worth a line in the journal.
    if (!causedByAnybody.has(cause.code))
      await noteFailure(c, parts, { email, account: null, via: "single-sign-on" });
    return c.redirect(`/?sign-in-refused=${encodeURIComponent(cause.code)}`, 303);
  }
}

const causedByAnybody: ReadonlySet<RefusalCode> = new Set([
  "provider.late",
  "provider.not-found",
  "provider.unreachable",
  "sign-in.too-many-attempts",
]);

async function ask(c: Context, parts: Parts): Promise<string> {
  const { runtime, signIn } = parts;
  const provider = await mustFind(parts, c.req.param("provider"));
  const client = await clientOf(runtime, provider);
  const { scopes, acr } = oidcSettings.parse(provider.settings);
  const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
  const address = buildAuthorizationUrl(client, {
    redirect_uri: callbackOf(parts, provider),
    scope: [...new Set(["openid", ...scopes])].join(" "),
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ...(acr.length > 0 ? { acr_values: acr.join(" ") } : {}),
  });
  if (!/^https?:$/.test(address.protocol)) throw new Refusal("provider.refused");
  const to = insideOf(parts, c.req.query("to"));
  keepAsked(c, { runtime, signIn, what: { provider: provider.name, state, nonce, verifier, to } });
  return address.href;
}

async function answer(c: Context, parts: Parts): Promise<string> {
  const { runtime, signIn } = parts;
  const asked = await takeAsked(c, { runtime, signIn });
  const provider = await mustFind(parts, c.req.param("provider"));
  if (!asked || asked.provider !== provider.name) throw new Refusal("provider.late");
  const who = { address: addressOf(c), email: `with ${provider.name}` };
  await noteAttempt(runtime.database, who, answerLimits);
  const client = await clientOf(runtime, provider);
  const { claims, idToken } = await claimsOf(c, parts, { client, provider, asked });
  const settings = oidcSettings.parse(provider.settings);
  const account = await accountOf(runtime, { provider, person: personOf(claims, settings) });
  await forgetAttempts(runtime.database, who);
  await letThrough(c, parts, {
    account,
    method: "single-sign-on",
    both: hasShownBoth(claims, settings),
    provider: { name: provider.name, idToken },
  });
  // Where a second factor is still asked for, the page of that stands in the place of the one that was wanted.
  return asked.to;
}

interface Answered {
  readonly client: Configuration;
  readonly provider: Provider;
  readonly asked: Asked;
}

/** What the provider says of whoever comes back, with state, nonce, PKCE, issuer, audience, times and signature checked. */
async function claimsOf(c: Context, parts: Parts, { client, provider, asked }: Answered) {
  const here = new URL(callbackOf(parts, provider));
  here.search = new URL(c.req.url).search;
  try {
    const tokens = await authorizationCodeGrant(client, here, {
      expectedState: asked.state,
      expectedNonce: asked.nonce,
      pkceCodeVerifier: asked.verifier,
      idTokenExpected: true,
    });
    const token = tokens.claims();
    if (!token) throw new Refusal("provider.refused");
    const hasMore = client.serverMetadata().userinfo_endpoint !== undefined;
    const more = hasMore ? await fetchUserInfo(client, tokens.access_token, token.sub) : {};
    return { claims: together(token, more), idToken: tokens.id_token ?? null };
  } catch (cause) {
    throw refusedBy(parts, { provider, cause });
  }
}

function refusedBy({ runtime }: Parts, { provider, cause }: { provider: Provider; cause: unknown }): Refusal {
  if (cause instanceof Refusal && cause.code.startsWith("provider.")) return cause;
  for (let each = cause; each instanceof Error; each = each.cause)
    if (each instanceof Refusal) return unreachable(runtime, { provider, cause });
  const reasons = reasonsOf(cause);
  runtime.log.warn({ provider: provider.name, reasons }, "an answer of a provider of sign-in was refused");
  return new Refusal("provider.refused", {}, { cause });
}

async function mustFind({ runtime }: Parts, name = ""): Promise<Provider> {
  const provider = await findProvider(runtime, { name, kinds: [oidcKind] });
  if (!provider) throw new Refusal("provider.not-found");
  return provider;
}

function callbackOf({ signIn }: Parts, { name }: Provider): string {
  return `${signIn.publicUrl}/api/auth/sign-in/with/${name}/callback`;
}

/** A page of our own; the first one for any other address. */
function insideOf({ signIn }: Parts, to = "/"): string {
  const url = URL.canParse(to, signIn.publicUrl) ? new URL(to, signIn.publicUrl) : null;
  if (!to.startsWith("/") || to.length > 2_000 || url?.origin !== new URL(signIn.publicUrl).origin)
    return "/";
  return url.pathname.startsWith("/api/") || url.pathname.startsWith("//")
    ? "/"
    : url.pathname + url.search + url.hash;
}
