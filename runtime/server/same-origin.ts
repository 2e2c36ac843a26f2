import type { Context } from "hono";
import { Refusal } from "../../core/errors/index.ts";
import { bearer } from "./sign-in/sessions.ts";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses a change that a page of another site asks for with the user's cookie (`sign-in.other-origin`); `own` is the
 * origin of the public address. A browser
 * always says where a POST comes from; a request with a key carries no cookie of ours and may come from anywhere.
 */
export function refuseOtherOrigins({ req }: Context, own: string): void {
  if (safe.has(req.method) || bearer(req.raw.headers) !== null) return;
  const origin = req.header("origin");
  if (origin === undefined) {
    const site = req.header("sec-fetch-site");
    if (site === undefined || site === "same-origin" || site === "none") return;
    throw new Refusal("sign-in.other-origin", { origin: site });
  }
  if (origin === own) return;
  if (URL.canParse(origin) && new URL(origin).host === req.header("host")) return;
  throw new Refusal("sign-in.other-origin", { origin: origin.slice(0, 200) });
}
