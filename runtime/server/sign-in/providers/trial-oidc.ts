import { type Configuration, genericGrantRequest, ResponseBodyError } from "openid-client";
import { filled, type Words } from "../../../../core/language/index.ts";
import type { Runtime } from "../../../crm.ts";
import { discovered } from "../single-sign-on/client.ts";
import type { Provider } from "./kept.ts";
import { oidcSettings } from "./settings.ts";
import type { Finding } from "./trial.ts";

const words = {
  answers: {
    fr: "« {label} » répond et se décrit comme {issuer}.",
    en: "“{label}” answers and describes itself as {issuer}.",
  },
  known: {
    fr: "Il reconnaît l’identifiant et le secret du client.",
    en: "It knows the client and its secret.",
  },
  unknown: {
    fr: "Il ne reconnaît pas l’identifiant ou le secret du client.",
    en: "It does not know the client or its secret.",
  },
  unsure: {
    fr: "On ne peut pas savoir d’ici s’il reconnaît le secret : {reason}",
    en: "Whether it knows the secret cannot be seen from here: {reason}",
  },
  scope: { fr: "Il n’annonce pas la portée « {scope} ».", en: "It does not announce the scope “{scope}”." },
  groups: {
    fr: "Il n’annonce pas la donnée « {claim} » : des groupes ne viendront peut-être pas.",
    en: "It does not announce the claim “{claim}”: groups may not come.",
  },
  email: {
    fr: "Il n’annonce pas « email_verified » : sans croire ses adresses, personne de nouveau n’entrera.",
    en: "It does not announce “email_verified”: without believing its addresses nobody new comes in.",
  },
} as const satisfies Record<string, Words>;

/** Asks a provider of OpenID Connect what it says of itself, and whether it knows us. */
export async function tryOidc(runtime: Runtime, provider: Provider): Promise<readonly Finding[]> {
  const client = await discovered(runtime, provider);
  const { issuer } = client.serverMetadata();
  const { label } = provider.admission;
  const answers: Finding = { level: "good", words: filled(words.answers, { label, issuer }) };
  return [answers, await whetherKnown(client), ...announced(client, provider)];
}

/**
 * A code that nobody was given is refused only after who asks was recognised (RFC 6749, sections 4.1.3 and 5.2):
 * `invalid_grant` says that the client is known, `invalid_client` that it is not.
 */
async function whetherKnown(client: Configuration): Promise<Finding> {
  const parameters = {
    code: "none",
    redirect_uri: "https://example.invalid/",
    code_verifier: "x".repeat(43),
  };
  try {
    await genericGrantRequest(client, "authorization_code", parameters);
    return { level: "warning", words: filled(words.unsure, { reason: "200" }) };
  } catch (cause) {
    const error = errorIn(cause);
    if (error === "invalid_grant") return { level: "good", words: words.known };
    if (error === "invalid_client" || error === "unauthorized_client")
      return { level: "bad", words: words.unknown };
    const reason = error ?? (cause instanceof Error ? cause.message : String(cause));
    return { level: "warning", words: filled(words.unsure, { reason: reason.slice(0, 200) }) };
  }
}

/** A refusal may come with a challenge, which the library gives as another error with the same words inside. */
function errorIn(cause: unknown): string | null {
  if (cause instanceof ResponseBodyError) return cause.error;
  const isUnauthorised =
    cause instanceof Error && "code" in cause && cause.code === "OAUTH_WWW_AUTHENTICATE_CHALLENGE";
  return isUnauthorised ? "invalid_client" : null;
}

/** What it does not announce may come all the same: told as a warning alone. */
function announced(client: Configuration, { settings, admission }: Provider): Finding[] {
  const { scopes, groupsClaim } = oidcSettings.parse(settings);
  const { scopes_supported: known, claims_supported: claims } = client.serverMetadata();
  const [root = groupsClaim] = groupsClaim.split(".");
  const warn = (said: Words): Finding => ({ level: "warning", words: said });
  const missing = known ? scopes.filter((scope) => !known.includes(scope)) : [];
  const has = (claim: string) => !claims || claims.includes(claim);
  return [
    ...missing.map((scope) => warn(filled(words.scope, { scope }))),
    ...(has(groupsClaim) || has(root) ? [] : [warn(filled(words.groups, { claim: groupsClaim }))]),
    ...(has("email_verified") || admission.trustEmail ? [] : [warn(words.email)]),
  ];
}
