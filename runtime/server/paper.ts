import { createHash } from "node:crypto";
import type { Hono } from "hono";

/** Takes what its own page sends and shows it in place of itself, once more each time. */
const show = `addEventListener("message", ({ source, data }) => {
  if (source !== parent || typeof data !== "string") return;
  const { documentElement } = new DOMParser().parseFromString(data, "text/html");
  document.replaceChild(document.adoptNode(documentElement), document.documentElement);
});`;
const hash = createHash("sha256").update(show).digest("base64");

const policy = [
  "default-src 'none'",
  `script-src 'sha256-${hash}'`,
  "style-src 'unsafe-inline'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "sandbox allow-scripts",
].join("; ");

/**
 * `GET /api/paper`: the frame in which letters and mails are shown. They bring styles of their own, which no page of
 * the house may have; here, in an origin of its own, they reach nothing, and no script but the one that shows them runs.
 */
export function paperRoute(app: Hono): void {
  app.get("/api/paper", (c) => {
    c.header("content-security-policy", policy);
    c.header("x-frame-options", "SAMEORIGIN");
    c.header("cache-control", "no-cache");
    return c.html(
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>…</title><script>${show}</script></html>`,
    );
  });
}
