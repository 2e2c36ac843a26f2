import { isIP } from "node:net";

/** The host of the public address, which WebAuthn binds passkeys to; null for an IP address, where there are none. */
export function passkeyName(publicUrl: string): string | null {
  const { hostname } = new URL(publicUrl);
  return isIP(hostname.replace(/^\[|\]$/g, "")) ? null : hostname;
}
