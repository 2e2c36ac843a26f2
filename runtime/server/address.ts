import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

/**
 * The network address a request comes from. A proxy on this same machine may speak for its client: the last entry of
 * `X-Forwarded-For` is then what the proxy saw; from anywhere else the header is a claim and is not believed.
 */
export function addressOf(c: Context): string {
  const peer = socketAddress(c);
  if (!isLoopback(peer)) return peer;
  const forwarded = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  return forwarded && /^[0-9a-fA-F.:]{2,45}$/.test(forwarded) ? forwarded : peer;
}

function socketAddress(c: Context): string {
  // Requests made inside the process (tests, `app.request`) have no socket.
  if (!c.env || !("incoming" in c.env)) return "127.0.0.1";
  return getConnInfo(c).remote.address ?? "127.0.0.1";
}

function isLoopback(address: string): boolean {
  return address === "::1" || /^(::ffff:)?127\./.test(address);
}
