import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { afterAll, beforeAll, expect, test } from "vitest";
import { webFiles } from "./web-files.ts";

let home: string;
const app = new Hono();
const script = `console.log(${JSON.stringify("x".repeat(5_000))})`;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "dossier-web-"));
  await mkdir(join(home, "web", "assets"), { recursive: true });
  await writeFile(join(home, "secret.txt"), "secret");
  webFiles(app, { folder: join(home, "web") });
});

afterAll(() => rm(home, { recursive: true, force: true }));

test("where nothing is built, a page says so instead of an error without words", async () => {
  const answer = await app.request("/case");
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain("npm run build");
});

test("every address of the app gets its page, which is asked for anew each time", async () => {
  await writeFile(join(home, "web", "index.html"), "<title>one</title>");
  for (const path of ["/", "/case", "/case/018f-7", "/case/Zürich%20%26%20co"]) {
    const answer = await app.request(path);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe("<title>one</title>");
    expect(answer.headers.get("cache-control")).toBe("no-store");
  }
});

test("styles that are written into the page stand under a number that no other answer has", async () => {
  await writeFile(join(home, "web", "index.html"), '<meta property="csp-nonce" nonce="__csp_nonce__">');
  const numbers = new Set<string>();
  for (const path of ["/", "/case", "/index.html"]) {
    const answer = await app.request(path);
    const nonce = /nonce="([\w-]{24})"/.exec(await answer.text())?.[1] ?? "none";
    const policy = answer.headers.get("content-security-policy");
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(policy).not.toContain("unsafe");
    numbers.add(nonce);
  }
  expect(numbers.size).toBe(3);
});

test("a build made while the server runs is served at once", async () => {
  await writeFile(join(home, "web", "index.html"), "<title>two</title>");
  expect(await (await app.request("/")).text()).toBe("<title>two</title>");
});

test("files with a hash in their name are kept for a year, and sent compressed to who takes it", async () => {
  await writeFile(join(home, "web", "assets", "main-4f3a.js"), script);
  const plain = await app.request("/assets/main-4f3a.js");
  expect(plain.headers.get("cache-control")).toContain("immutable");
  expect(plain.headers.get("content-type")).toContain("text/javascript");
  expect(await plain.text()).toBe(script);
  const zipped = await app.request("/assets/main-4f3a.js", { headers: { "accept-encoding": "br, gzip" } });
  expect(zipped.headers.get("content-encoding")).toBe("gzip");
  expect(gunzipSync(await zipped.arrayBuffer()).toString()).toBe(script);
});

test("a missing file is missing, not the app's page", async () => {
  expect((await app.request("/assets/old-1234.js")).status).toBe(404);
});

test.each([
  "/..%2fsecret.txt",
  "/%2e%2e/secret.txt",
  "/assets/..%2f..%2fsecret.txt",
  "/..%5csecret.txt",
  "/assets/%00.js",
  "/%E0%A4%A",
])("nothing outside of the folder is read: %s", async (path) => {
  const answer = await app.request(path);
  expect(await answer.text()).not.toContain("secret");
});
