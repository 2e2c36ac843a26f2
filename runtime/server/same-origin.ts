import { Refusal } from "../../core/errors/index.ts";
import { bearer } from "./sign-in/sessions.ts";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses a change that a page of another site asks for with the user's cookie (`sign-in.other-origin`). A browser
 * always says where a POST comes from; a request with a key carries no cookie of ours and may come from anywhere.
 */
export function refuseOtherOrigins(request: Request, publicUrl: string): void {
  if (safe.has(request.method) || bearer(request.headers) !== null) return;
  const origin = request.headers.get("origin");
  if (origin === null) {
    const site = request.headers.get("sec-fetch-site");
    if (site === null || site === "same-origin" || site === "none") return;
    throw new Refusal("sign-in.other-origin", { origin: site });
  }
  if (origin === new URL(publicUrl).origin) return;
  if (URL.canParse(origin) && new URL(origin).host === request.headers.get("host")) return;
  throw new Refusal("sign-in.other-origin", { origin: origin.slice(0, 200) });
}
