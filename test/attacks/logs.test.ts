import { beforeAll, expect, test } from "vitest";
import { openLog } from "../../core/log.ts";
import { openRuntime } from "../../runtime/open-runtime.ts";
import { createApp } from "../../runtime/server/app.ts";
import { makeSignInToken } from "../../runtime/server/sign-in/index.ts";
import { house } from "../contract/house.ts";
import { testCrm } from "../support/crm.ts";

const lines: string[] = [];
let account = "";
let told: readonly RegExp[] = [];

/** A house that logs everything, and somebody who tries this and that. */
beforeAll(async () => {
  await using crm = await testCrm({ documents: house, jobs: false });
  const log = openLog("trace", { write: (line: string) => void lines.push(line) });
  const { database } = crm;
  const open = await openRuntime(crm.config, { database, log });
  try {
    const { hono, close } = createApp(open.runtime, { ...open, webFolder: "none" });
    const json = (body: unknown, headers = {}) => ({
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    const email = "administrator@test.example";
    const [found] = await database.sql<{ id: string }[]>`select id from auth_user where email = ${email}`;
    account = found?.id ?? "";
    const token = await makeSignInToken(database, { account });
    const password = "geheim-password-4711";
    await hono.request("/api/auth/sign-in/email", json({ email, password }));
    await hono.request("/api/auth/sign-in/link", json({ token: "geheim-token-4711" }));
    const signedIn = await hono.request("/api/auth/sign-in/link", json({ token }));
    const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    await hono.request("/api/me", { headers: { authorization: "Bearer geheim-key-4711" } });
    await hono.request("/api/me", { headers: { cookie: "dossier.session_token=geheim-cookie-4711" } });
    await hono.request("/api/me/password", json({ password }, { cookie }));
    const person = {
      subject: "Iris Geheim-4711",
      mail: "iris@geheim-4711.example",
      phone: "+41216931471",
    };
    const made = await hono.request("/api/records/thing", json(person, { cookie }));
    expect([made.status, await made.clone().text()]).toEqual([201, expect.anything()]);
    await hono.request("/api/records/thing", json({ ...person, day: "geheim-4711" }, { cookie }));
    await hono.request("/api/records/thing?search=geheim-4711&filter=subject%20==%20%22geheim-4711%22", {
      headers: { cookie },
    });
    await hono.request("/api/search?q=geheim-4711", { headers: { cookie } });
    await database.sql`alter table record_thing rename to record_thing_away`;
    const failed = await hono.request("/api/records/thing", json(person, { cookie }));
    await database.sql`alter table record_thing_away rename to record_thing`;
    expect(failed.status).toBe(500);
    await hono.request("/api/records/thing", json(person, { cookie, origin: "https://evil.example" }));
    close();
    told = [token, cookie.split("=")[1] ?? "none", email].map(
      (secret) => new RegExp(secret.replace(/[^\w]/g, ".")),
    );
  } finally {
    await open.close();
  }
});

test("with everything logged, no password, token, cookie, key, address or value of a record is in the log", () => {
  const all = lines.join("");
  expect(lines.length).toBeGreaterThan(5);
  expect(all).toContain("a request failed");
  for (const secret of [/geheim/i, /iris/i, /6931471/, ...told]) expect(all).not.toMatch(secret);
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ time: expect.stringMatching(/Z$/) });
});

test("what changes, is refused or fails is a line with its number, who, what and how it ended", () => {
  const requests = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === "request");
  const ended = requests.map(({ method, path, status, account: who }) => [method, path, status, who ?? null]);
  for (const each of [
    ["POST", "/api/auth/sign-in/email", 401, null],
    ["POST", "/api/auth/sign-in/link", 401, null],
    ["GET", "/api/me", 401, null],
    ["POST", "/api/records/thing", 201, account],
    ["POST", "/api/records/thing", 422, account],
    ["POST", "/api/records/thing", 500, account],
    ["POST", "/api/records/thing", 403, null],
  ])
    expect(ended).toContainEqual(each);
  for (const { request, milliseconds } of requests)
    expect([request, milliseconds]).toEqual([
      expect.stringMatching(/^[0-9a-f]{8}-[0-9a-z]+$/),
      expect.any(Number),
    ]);
});
