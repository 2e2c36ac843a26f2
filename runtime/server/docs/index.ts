import { readFile } from "node:fs/promises";
import type { Context, Hono } from "hono";
import { preferredLanguage } from "../language.ts";

/**
 * `GET /api/docs`: a small reader of `/api/openapi.json`, for people. Its script and style come from this server, so
 * it works on a machine without Internet and no address of the site is told to anybody.
 */
export function docsRoutes(app: Hono): void {
  app.get("/api/docs", (c) => {
    pageHeaders(c);
    return c.html(page(preferredLanguage(c.req.header("accept-language")) ?? "en"));
  });
  app.get("/api/docs/reader.js", (c) => sendFile(c, "reader.js", "text/javascript; charset=utf-8"));
  app.get("/api/docs/reader.css", (c) => sendFile(c, "reader.css", "text/css; charset=utf-8"));
}

async function sendFile(c: Context, name: string, type: string): Promise<Response> {
  c.header("content-type", type);
  c.header("cache-control", "no-cache");
  return c.body(await readFile(new URL(name, import.meta.url), "utf8"));
}

function pageHeaders(c: Context): void {
  c.header(
    "content-security-policy",
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
}

function page(language: string): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>API · Dossier</title>
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/api/docs/reader.css"></head>
<body><nav></nav><main aria-live="polite"><noscript>JavaScript.</noscript></main>
<script type="module" src="/api/docs/reader.js"></script></body></html>`;
}
