import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  type CustomFetch,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  None,
} from "openid-client";
import { Refusal } from "../../../../core/errors/index.ts";
import type { Runtime } from "../../../crm.ts";
import type { Provider } from "../providers/kept.ts";
import { oidcSettings } from "../providers/settings.ts";

interface Known {
  readonly version: string;
  readonly configuration: Promise<Configuration>;
  until: number;
}

/** How long what a provider says of itself is believed; its keys are read anew when an unknown one is named. */
const lifetime = 3_600_000;
/** How long one that does not answer is left alone, whoever asks for it. */
const rest = 5_000;
const known = new WeakMap<Runtime, Map<string, Known>>();

/** A provider as it describes itself, with us as its client. Throws `provider.unreachable`. */
export async function clientOf(runtime: Runtime, provider: Provider): Promise<Configuration> {
  const byName = known.get(runtime) ?? new Map<string, Known>();
  known.set(runtime, byName);
  const before = byName.get(provider.name);
  if (before && before.version === provider.version && before.until > Date.now()) return before.configuration;
  const configuration = discovered(runtime, provider).catch((cause: unknown) => {
    entry.until = Date.now() + rest;
    throw unreachable(runtime, { provider, cause });
  });
  const entry: Known = { version: provider.version, configuration, until: Date.now() + lifetime };
  byName.set(provider.name, entry);
  return configuration;
}

/** As it describes itself now, whatever is remembered of it. */
export async function discovered(runtime: Runtime, { settings, secret }: Provider): Promise<Configuration> {
  const { issuer, clientId } = oidcSettings.parse(settings);
  const options = {
    [customFetch]: guarded(runtime),
    // Only where the configuration of the server opens it: the guard refuses every other one.
    execute: issuer.startsWith("http:") ? [allowInsecureRequests] : [],
    timeout: 15,
  };
  const client = await discovery(new URL(issuer), clientId, {}, shownAs(secret), options);
  // Signatures are checked although the answer comes straight from the provider (ASVS 5.0, V9.1.1).
  enableNonRepudiationChecks(client);
  return client;
}

/** As the provider wants it; in the header where it does not say, as OpenID Connect Core 1.0 has it (section 9). */
function shownAs(secret: string | null): ClientAuth {
  if (secret === null) return None();
  return (server, client, body, headers) => {
    const ways = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    const way = ways.includes("client_secret_basic") ? ClientSecretBasic : ClientSecretPost;
    way(secret)(server, client, body, headers);
  };
}

/** Requests go out by the one guarded way. */
function guarded({ outgoing }: Runtime): CustomFetch {
  return (url, { method, headers, body }) =>
    outgoing.fetch(url, {
      method,
      headers,
      redirects: 0,
      ...(body === null || body === undefined ? {} : { body: String(body) }),
    });
}

/** A provider that does not answer is told of in the log, without what was sent to it. */
export function unreachable(
  { log }: Runtime,
  { provider, cause }: { provider: Provider; cause: unknown },
): Refusal {
  log.warn({ provider: provider.name, reasons: reasonsOf(cause) }, "a provider of sign-in does not answer");
  return new Refusal("provider.unreachable", { provider: provider.admission.label }, { cause });
}

/** What went wrong, from the outside in; what the provider sent, which may hold tokens, is left out. */
export function reasonsOf(cause: unknown): string[] {
  const reasons: string[] = [];
  for (let each = cause; each instanceof Error && reasons.length < 5; each = each.cause)
    reasons.push(
      "code" in each && typeof each.code === "string" ? `${each.code}: ${each.message}` : each.message,
    );
  return reasons;
}
