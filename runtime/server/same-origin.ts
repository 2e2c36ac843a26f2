import type { Context, MiddlewareHandler } from "hono";
import { Refusal } from "../../core/errors/index.ts";
import { bearer } from "./sign-in/sessions.ts";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/** Stands behind what writes the log and the headers of answers: a refusal is an answer like any other. */
export function onlyOwnPages(publicUrl: string): MiddlewareHandler {
  const { origin: own } = new URL(publicUrl);
  return (c, next) => {
    refuseOtherOrigins(c, own);
    return next();
  };
}

/**
 * Refuses a change that a page of another site asks for with the user's cookie (`sign-in.other-origin`); `own` is the
 * origin of the public address. A browser always says where a POST comes from; a request with a key carries no cookie of ours and may come from anywhere.
 */
function refuseOtherOrigins({ req }: Context, own: string): void {
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
