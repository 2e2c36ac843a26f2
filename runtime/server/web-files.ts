import { readFile, stat } from "node:fs/promises";
import { extname, join, resolve, sep } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Context, Hono } from "hono";
import { withNonce } from "./security-headers.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};
const compressible = /^(text\/|application\/(json|manifest)|image\/svg)/;
const compress = promisify(gzip);

interface Kept {
  readonly changed: number;
  readonly plain: Buffer<ArrayBuffer>;
  readonly zipped: Buffer<ArrayBuffer> | null;
  readonly type: string;
}

/**
 * The web app from its build folder: files with a hash in their name are kept by browsers for a year, every other
 * address gets the app's page, and where nothing is built a plain page says so.
 */
export function webFiles(app: Hono, { folder }: { folder: string }): void {
  const kept = new Map<string, Kept>();

  app.get("*", async (c) => {
    const path = decode(c.req.path);
    const asset =
      path === null || path === "/" || path === "/index.html" ? null : await find(folder, { path, kept });
    if (asset)
      return send(
        c,
        asset,
        path?.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
      );
    if (path !== null && extname(path) !== "" && path !== "/index.html") return c.notFound();
    const page = await find(folder, { path: "/index.html", kept });
    return page ? sendPage(c, page) : sendNotBuilt(c);
  });
}

/** The path with its escapes undone; null where it is not a path at all. */
function decode(path: string): string | null {
  try {
    const decoded = decodeURIComponent(path);
    return decoded.includes("\0") ? null : decoded;
  } catch {
    return null;
  }
}

async function find(
  folder: string,
  { path, kept }: { path: string; kept: Map<string, Kept> },
): Promise<Kept | null> {
  const root = resolve(folder);
  const file = resolve(join(root, path));
  if (!file.startsWith(root + sep)) return null;
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return null;
  const known = kept.get(file);
  if (known?.changed === found.mtimeMs) return known;
  const plain = await readFile(file);
  const type = types[extname(file)] ?? "application/octet-stream";
  const zipped = compressible.test(type) && plain.length > 1_000 ? await compress(plain, { level: 9 }) : null;
  const fresh = { changed: found.mtimeMs, plain, zipped, type };
  kept.set(file, fresh);
  return fresh;
}

function send(c: Context, { plain, zipped, type }: Kept, caching: string): Response {
  c.header("content-type", type);
  c.header("cache-control", caching);
  c.header("vary", "accept-encoding");
  const wantsZip = zipped !== null && /\bgzip\b/.test(c.req.header("accept-encoding") ?? "");
  if (!wantsZip) return c.body(plain);
  c.header("content-encoding", "gzip");
  return c.body(zipped);
}

/** The app's page differs each time by its number, so it goes out as it is. */
function sendPage(c: Context, { plain, type }: Kept): Response {
  const { page, policy } = withNonce(plain.toString("utf8"));
  c.header("content-security-policy", policy);
  c.header("content-type", type);
  c.header("cache-control", "no-store");
  return c.body(page);
}

function sendNotBuilt(c: Context): Response {
  const { page, policy } = withNonce(notBuilt);
  c.header("content-security-policy", policy);
  return c.html(page, 503);
}

const notBuilt = `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Dossier</title>
<style nonce="__csp_nonce__">body { font: 16px/1.6 system-ui, sans-serif; max-width: 40em; margin: 4em auto; padding: 0 1em }</style>
<body>
<h1>Dossier</h1>
<p lang="fr">L’interface web n’est pas encore construite. Lancez <code>npm run build</code>, puis rechargez cette page.</p>
<p lang="en">The web interface has not been built yet. Run <code>npm run build</code>, then reload this page.</p>
<p><a href="/api/docs">API</a></p></body></html>`;
