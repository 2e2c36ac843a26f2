import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { listen } from "./listen.ts";
import { makeSignInToken } from "./sign-in/index.ts";

let crm: TestCrm;

beforeAll(async () => {
  crm = await testCrm({ jobs: false, users: [{ email: "plain@test.example", roles: [], language: "en" }] });
});

afterAll(() => crm[Symbol.asyncDispose]());

const json = { "content-type": "application/json" };

test("health is told to everybody, details to administrators alone", async () => {
  expect(await (await crm.request("/api/health")).json()).toEqual({ status: "ok", version: "0.1.0" });
  expect(await (await crm.request("/api/health", {}, "plain")).json()).toEqual({
    status: "ok",
    version: "0.1.0",
  });
  expect(await (await crm.request("/api/health", {}, "administrator")).json()).toMatchObject({ plugins: [] });
  const wanted = { name: "reader", scope: { "*": ["see"] } };
  const { key } = await (await crm.request("/api/keys", { json: wanted }, "administrator")).json();
  const narrow = await crm.request("/api/health", { headers: { authorization: `Bearer ${key}` } });
  expect(await narrow.json()).toEqual({ status: "ok", version: "0.1.0" });
});

test.each([
  "/api/nothing",
  "/api/me/else",
  "/api/%00",
  "/api/%E0%A4%A",
  "/api/..%2f..%2fetc/passwd",
  "/api/",
])("an address without anything is a problem with a code: %s", async (path) => {
  const answer = await crm.request(path, {}, "plain");
  expect(answer.status).toBe(404);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  expect(await answer.json()).toMatchObject({ code: "request.not-found", status: 404, errors: [] });
});

test("who is not signed in is told so, in the language the browser asks for", async () => {
  const answer = await crm.request("/api/me", { headers: { "accept-language": "de, en;q=0.5" } });
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ code: "access.signed-out", detail: /not signed in/ });
});

test.each(["{", "", "[1,2", '{"email": }', "\u0000", "null", "3", '"text"', "{}"])(
  "a body that is no usable JSON is refused, not a failure: %j",
  async (body) => {
    const answer = await crm.request("/api/auth/sign-in/email", { method: "POST", headers: json, body });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "request.invalid" });
  },
);

test("a body of 33 MB is refused, said beforehand or not", async () => {
  const said = await crm.request(
    "/api/keys",
    { method: "POST", headers: { ...json, "content-length": "34603008" }, body: "{}" },
    "plain",
  );
  expect(said.status).toBe(413);
  const chunk = new Uint8Array(1024 * 1024).fill(32);
  let left = 33;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (left-- > 0) controller.enqueue(chunk);
      else controller.close();
    },
  });
  // Node asks for `duplex` where a body is a stream; the DOM's type does not know it.
  const init = { method: "POST", headers: json, body: stream, duplex: "half" } as RequestInit;
  const unsaid = await crm.request("/api/keys", init, "plain");
  expect(unsaid.status).toBe(413);
  expect(await unsaid.json()).toMatchObject({ code: "request.too-large" });
});

test("a page of another site changes nothing with the user's cookie, whatever it sends", async () => {
  const hostile = [
    { ...json, origin: "https://evil.example" },
    { "content-type": "text/plain", origin: "null" },
    { "content-type": "application/x-www-form-urlencoded", origin: "http://localhost:4001" },
    { "content-type": "text/plain", "sec-fetch-site": "cross-site" },
    { "content-type": "text/plain", "sec-fetch-site": "same-site" },
    { ...json, origin: "http://localhost:4000.evil.example" },
  ];
  for (const headers of hostile) {
    const init = { method: "PATCH", headers, body: JSON.stringify({ name: "Mallory" }) };
    const answer = await crm.request("/api/me", init, "plain");
    expect(answer.status).toBe(403);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await answer.json()).toMatchObject({ code: "sign-in.other-origin" });
  }
  const name = (await (await crm.request("/api/me", {}, "plain")).json()).user.name;
  expect(name).toBe("plain@test.example");
});

test("the app's own pages, by the public address or the one in use, may change things", async () => {
  for (const headers of [
    { origin: "http://localhost:4000" },
    { origin: "http://127.0.0.1:9", host: "127.0.0.1:9" },
    { "sec-fetch-site": "same-origin" },
    {},
  ])
    expect(
      (await crm.request("/api/me", { method: "PATCH", headers, json: { language: "en" } }, "plain")).status,
    ).toBe(200);
});

test("headers that are huge, odd or repeated do no harm", async () => {
  for (const headers of [
    { "accept-language": "x;q=9,".repeat(2_000) },
    { cookie: "a=b; ".repeat(2_000) },
    { "x-forwarded-for": `${"9.".repeat(5_000)}' or 1=1` },
    { "user-agent": "\u00ff".repeat(5_000) },
    { "if-match": '"\'; drop table auth_user;--"' },
    { "x-request-id": "<script>" },
  ])
    expect((await crm.request("/api/me", { headers })).status).toBe(401);
});

test("a failure that nobody foresaw is told with a number and without its cause", async () => {
  await crm.database.sql`alter table auth_user rename to auth_user_away`;
  const answer = await crm
    .request("/api/accounts", {}, "administrator")
    .finally(() => crm.database.sql`alter table auth_user_away rename to auth_user`);
  expect(answer.status).toBe(500);
  const problem = await answer.json();
  expect(problem).toMatchObject({ code: "server.failed" });
  expect(JSON.stringify(problem)).not.toContain("auth_user");
});

test("no answer may be sniffed, framed, or run anything that is not the house's", async () => {
  for (const [path, who] of [
    ["/", undefined],
    ["/case", undefined],
    ["/assets/none.js", undefined],
    ["/sign-in/link", undefined],
    ["/api/docs", undefined],
    ["/api/health", undefined],
    ["/api/nothing", undefined],
    ["/api/me", undefined],
    ["/api/me", "plain"],
  ] as const) {
    const { headers } = await crm.request(path, {}, who);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy, path).toContain("default-src 'none'");
    expect(policy, path).toContain("base-uri 'none'");
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(policy, path).not.toMatch(/unsafe|\*|https?:/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.has("strict-transport-security")).toBe(false);
    expect(headers.has("access-control-allow-origin")).toBe(false);
    expect(headers.has("x-powered-by")).toBe(false);
  }
  const data = await crm.request("/api/me", {}, "plain");
  expect(data.headers.get("cache-control")).toBe("no-store");
});

test("where people come by https, browsers are told to come by nothing else, and the cookie goes by nothing else", async () => {
  await using secure = await testCrm({
    jobs: false,
    environment: { PUBLIC_URL: "https://crm.test.example" },
  });
  const { headers } = await secure.request("/api/health");
  expect(headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
  const [account] = await secure.database.sql<{ id: string }[]>`select id from auth_user limit 1`;
  const token = await makeSignInToken(secure.database, { account: account?.id ?? "" });
  const answer = await secure.request("/api/auth/sign-in/link", { json: { token } });
  const [cookie = ""] = answer.headers.getSetCookie();
  for (const part of ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"]) expect(cookie).toContain(part);
  expect(cookie).toMatch(/^__Host-dossier\.session_token=/);
  expect(cookie).not.toContain("Domain");
  const own = { cookie: cookie.split(";")[0] ?? "" };
  expect((await secure.request("/api/me", { headers: own })).status).toBe(200);
});

test("the frame for letters runs one script of its own and reaches nothing", async () => {
  const page = await crm.request("/api/paper");
  const policy = page.headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^']+'; /);
  expect(policy).toContain("sandbox allow-scripts");
  expect(policy).toContain("frame-ancestors 'self'");
  expect(policy).not.toContain("allow-same-origin");
});

test("the reader of the API loads nothing from anywhere else", async () => {
  const page = await crm.request("/api/docs");
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  const text = `${await page.text()}${await (await crm.request("/api/docs/reader.js")).text()}`;
  expect(text).not.toMatch(/https?:\/\//);
});

test("a language chosen once holds for the answers", async () => {
  await crm.request("/api/me", { method: "PATCH", json: { language: "fr" } }, "plain");
  expect((await (await crm.request("/api/nothing", {}, "plain")).json()).detail).toContain(
    "Rien ne se trouve",
  );
  const wrong = await crm.request("/api/me", { method: "PATCH", json: { language: "xx" } }, "plain");
  expect(wrong.status).toBe(400);
  expect((await wrong.json()).errors).toMatchObject([{ path: "language" }]);
});

test("somebody else's job is not there, an administrator sees it", async () => {
  const id = await crm.runtime.jobs.add("nothing", {}, { by: crm.as("administrator").user.id });
  expect((await crm.request(`/api/jobs/${id}`, {}, "plain")).status).toBe(404);
  expect((await crm.request("/api/jobs/no-key", {}, "plain")).status).toBe(404);
  expect(await (await crm.request(`/api/jobs/${id}`, {}, "administrator")).json()).toMatchObject({
    id,
    state: "waiting",
  });
  const cancelled = await crm.request(`/api/jobs/${id}/cancel`, { method: "POST" }, "administrator");
  expect(cancelled.status).toBe(200);
});

test("over a real socket: live events arrive, a change of rights ends them, closing ends the rest", async () => {
  const server = await listen(crm.house, { host: "127.0.0.1", port: 0, webFolder: "/nowhere" });
  const address = `http://127.0.0.1:${server.port}`;
  const first = await openStream(`${address}/api/events`, "plain");
  const second = await openStream(`${address}/api/events`, "administrator");
  crm.runtime.events.tell({ kind: "metadata", revision: 5 });
  expect(await first.next()).toEqual({ kind: "metadata", revision: 5 });
  crm.runtime.events.tell({ kind: "records", type: "no_such_type", ids: [], by: null });
  await crm.setAccount("plain@test.example", { name: "Plain" });
  const account = crm.as("plain@test.example").user.id;
  expect(await first.next()).toEqual({ kind: "access", account });
  expect(await first.next()).toBeNull();
  expect(await second.next()).toEqual({ kind: "metadata", revision: 5 });
  const ended = second.next();
  await server.close();
  expect(await ended).toBeNull();
  await expect(fetch(`${address}/api/health`)).rejects.toThrow();
});

test("a taken port is refused by its name", async () => {
  const server = await listen(crm.house, { host: "127.0.0.1", port: 0, webFolder: "/nowhere" });
  const again = listen(crm.house, { host: "127.0.0.1", port: server.port, webFolder: "/nowhere" });
  await expect(again).rejects.toMatchObject({ code: "config.invalid", values: { name: "PORT" } });
  await server.close();
});

/** Reads server-sent events one after the other; null at the end. */
async function openStream(address: string, who: string) {
  const key = await crm.house.signIn.auth.api.createApiKey({
    body: { name: "stream", userId: crm.as(who).user.id ?? "" },
  });
  const answer = await fetch(address, { headers: { authorization: `Bearer ${key.key}` } });
  const reader = (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    async next(): Promise<unknown> {
      for (;;) {
        const found = /data: (.*)\n\n/.exec(text);
        if (found?.[1]) {
          text = text.slice(found.index + found[0].length);
          return JSON.parse(found[1]);
        }
        const { value, done } = await reader.read();
        if (done) return null;
        text += value;
      }
    },
  };
}
