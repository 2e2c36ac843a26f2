import { buildEndSessionUrl } from "openid-client";
import type { Runtime } from "../../../crm.ts";
import { idTokenPurpose } from "../begin.ts";
import { findProvider } from "../providers/kept.ts";
import { oidcKind, oidcSettings } from "../providers/settings.ts";
import { clientOf } from "./client.ts";

/** By whom a session came in; null by nobody else than its own account. */
export interface CameBy {
  readonly provider: string;
  readonly idToken: string | null;
}

export async function cameBy({ database }: Runtime, session: string): Promise<CameBy | null> {
  const [row] = await database.sql<{ provider: string | null; idToken: string | null }[]>`
    select provider, id_token as "idToken" from auth_session where id = ${session}`;
  return row?.provider ? { provider: row.provider, idToken: row.idToken } : null;
}

/**
 * Where the browser has to go to sign out of the provider too (OpenID Connect RP-Initiated Logout 1.0); null where it
 * offers no such place, does not answer, or is not to be signed out of.
 */
export async function signOutAddress(
  runtime: Runtime,
  { came, publicUrl }: { came: CameBy; publicUrl: string },
): Promise<string | null> {
  const provider = await findProvider(runtime, { name: came.provider, kinds: [oidcKind] });
  if (!provider) return null;
  const { clientId, signOut } = oidcSettings.parse(provider.settings);
  if (!signOut) return null;
  const client = await clientOf(runtime, provider).catch(() => null);
  if (!client?.serverMetadata().end_session_endpoint) return null;
  const hint = came.idToken ? { id_token_hint: runtime.secrets.decrypt(came.idToken, idTokenPurpose) } : {};
  const address = buildEndSessionUrl(client, {
    ...hint,
    client_id: clientId,
    post_logout_redirect_uri: `${publicUrl}/`,
  });
  return /^https?:$/.test(address.protocol) ? address.href : null;
}
