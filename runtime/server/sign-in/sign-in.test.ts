import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestCrm, testCrm } from "../../../test/support/crm.ts";
import { openRuntime } from "../../open-runtime.ts";
import { addAccount } from "../accounts/accounts.ts";
import { createApp } from "../app.ts";
import { attemptLimits } from "./attempts.ts";
import { firstAdministrator } from "./first-administrator.ts";
import { makeSignInToken } from "./one-time-link.ts";

let crm: TestCrm;
const password = "correct horse battery";

beforeAll(async () => {
  crm = await testCrm({ jobs: false });
  const passwordHash = await crm.house.signIn.hashPassword(password);
  const roles = ["administrator"];
  for (const name of ["anna", "bruno", "carla", "denis"])
    await addAccount(crm.runtime, { email: `${name}@test.example`, name, roles, passwordHash });
});

afterAll(() => crm[Symbol.asyncDispose]());

function signIn(email: string, pass: string, init: RequestInit = {}) {
  return crm.request("/api/auth/sign-in/email", { ...init, json: { email, password: pass } });
}

async function signedIn(email: string): Promise<string> {
  const answer = await signIn(email, password);
  expect(answer.status).toBe(200);
  return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

function me(cookie: string) {
  return crm.request("/api/me", { headers: { cookie } });
}

test("an address in any case and its password open a session, and signing out ends it", async () => {
  const answer = await signIn("Anna@Test.example ", password);
  expect(await answer.json()).toMatchObject({ user: { name: "anna", email: "anna@test.example" } });
  const [setCookie = ""] = answer.headers.getSetCookie();
  expect(setCookie).toMatch(/HttpOnly/);
  expect(setCookie).toMatch(/SameSite=Lax/);
  const cookie = setCookie.split(";")[0] ?? "";
  expect((await me(cookie)).status).toBe(200);

  const out = await crm.request("/api/auth/sign-out", { method: "POST", headers: { cookie } });
  expect(out.status).toBe(200);
  expect((await me(cookie)).status).toBe(401);
});

test("a wrong password, an unknown address and an account without password are refused in the same words", async () => {
  const answers = [
    await signIn("bruno@test.example", "wrong password"),
    await signIn("nobody@test.example", "wrong password"),
    await signIn("administrator@test.example", "wrong password"),
  ];
  const bodies = await Promise.all(answers.map((answer) => answer.json()));
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
  expect(bodies[0]).toMatchObject({ code: "access.wrong-credentials" });
  expect(bodies[1]).toEqual(bodies[0]);
  expect(bodies[2]).toEqual(bodies[0]);
});

test("the sixth failure within a minute is refused before the password is looked at, even the right one", async () => {
  const tries = await Promise.all(
    Array.from({ length: attemptLimits.pair + 3 }, () => signIn("carla@test.example", "guess")),
  );
  expect(tries.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(attemptLimits.pair);
  const answer = await signIn("carla@test.example", password, { headers: { "accept-language": "en" } });
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await answer.json()).toMatchObject({
    code: "sign-in.too-many-attempts",
    detail: /Wait \d+ seconds/,
  });
});

test("a success forgets the failures before it", async () => {
  for (let round = 0; round < 2; round++) {
    for (let n = 0; n < attemptLimits.pair - 1; n++) await signIn("denis@test.example", "guess");
    expect((await signIn("denis@test.example", password)).status).toBe(200);
  }
});

test("a one-time link signs in once", async () => {
  const account = crm.as("administrator").user.id ?? "";
  const token = await makeSignInToken(crm.database, { account });
  const first = await crm.request("/api/auth/sign-in/link", { json: { token } });
  expect(first.status).toBe(200);
  expect((await me(first.headers.getSetCookie()[0]?.split(";")[0] ?? "")).status).toBe(200);
  const second = await crm.request("/api/auth/sign-in/link", { json: { token } });
  expect(second.status).toBe(401);
  expect(await second.json()).toMatchObject({ code: "sign-in.link-used" });
});

test("twenty programs that use one link at the same moment get one session", async () => {
  const account = crm.as("administrator").user.id ?? "";
  const token = await makeSignInToken(crm.database, { account });
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => crm.request("/api/auth/sign-in/link", { json: { token } })),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

test("a new link ends the one before, and an old one is no longer valid", async () => {
  const account = crm.as("administrator").user.id ?? "";
  const first = await makeSignInToken(crm.database, { account });
  const old = await makeSignInToken(crm.database, { account, hours: -1 });
  for (const token of [first, old, "", "x".repeat(5_000), "' or true --"]) {
    const answer = await crm.request("/api/auth/sign-in/link", { json: { token } });
    expect([400, 401]).toContain(answer.status);
  }
});

test("looking at the page of a link does not use it up; its form does, and leads into the app", async () => {
  const account = crm.as("administrator").user.id ?? "";
  const token = await makeSignInToken(crm.database, { account });
  const page = await crm.request(`/sign-in/link?token=${token}`, { headers: { "accept-language": "fr" } });
  expect(page.headers.get("content-security-policy")).toContain("sha256-");
  expect(await page.text()).toContain(`value="${token}"`);
  const answer = await crm.request("/api/auth/sign-in/link", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", origin: "http://localhost:4000" },
    body: `token=${token}`,
  });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
  expect((await me(answer.headers.getSetCookie()[0]?.split(";")[0] ?? "")).status).toBe(200);
  const hostile = await crm.request(
    `/sign-in/link?token=${encodeURIComponent('"><script>alert(1)</script>')}`,
  );
  expect(await hostile.text()).not.toContain("alert(1)");
});

test("the first password needs no current one, the next does", async () => {
  const { id } = await addAccount(crm.runtime, { email: "new@test.example", name: "new", roles: [] });
  const token = await makeSignInToken(crm.database, { account: id });
  const link = await crm.request("/api/auth/sign-in/link", { json: { token } });
  const headers = { cookie: link.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
  expect(await (await crm.request("/api/me", { headers })).json()).toMatchObject({
    user: { password: false },
  });
  const send = (json: unknown) => crm.request("/api/me/password", { headers, json });
  expect((await send({ password: "short" })).status).toBe(422);
  expect((await send({ password: "giraffe stapler onze" })).status).toBe(204);
  expect((await send({ password: "lampe orange velours" })).status).toBe(422);
  expect((await send({ password: "lampe orange velours", current: "giraffe stapler onze" })).status).toBe(
    204,
  );
  expect((await signIn("new@test.example", "lampe orange velours")).status).toBe(200);
});

test("a key acts for its account until it is revoked, and says so at the other door", async () => {
  const headers = { cookie: await signedIn("bruno@test.example") };
  const made = await crm.request("/api/keys", { headers, json: { name: "ERP", days: 30 } });
  const { key, id } = await made.json();
  const authorization = `Bearer ${key}`;
  expect(await (await crm.request("/api/me", { headers: { authorization } })).json()).toMatchObject({
    user: { email: "bruno@test.example" },
  });
  const listed = await (await crm.request("/api/keys", { headers })).json();
  expect(listed.items).toMatchObject([{ id, name: "ERP" }]);
  expect(JSON.stringify(listed)).not.toContain(key);

  expect((await crm.request(`/api/keys/${id}`, { method: "DELETE", headers })).status).toBe(204);
  const after = await crm.request("/api/me", { headers: { authorization } });
  expect(after.status).toBe(401);
  expect(await after.json()).toMatchObject({ code: "sign-in.key-unknown" });
});

test("an Authorization header that is empty, wrong, huge or of another kind opens nothing", async () => {
  const hostile = ["Bearer", "Bearer x", `Bearer ${"y".repeat(50_000)}`, "Basic YTpi", "bearer ' or 1=1"];
  for (const authorization of hostile)
    expect((await crm.request("/api/me", { headers: { authorization } })).status).toBe(401);
});

test("a cookie that was changed or made up opens nothing", async () => {
  const cookie = await signedIn("anna@test.example");
  const name = cookie.split("=")[0];
  const forged = [
    `${cookie.slice(0, -4)}AAA%3D`,
    `${name}=`,
    `${name}=a.b`,
    `${name}=%E0%A4%A`,
    "x".repeat(10_000),
  ];
  for (const value of forged) expect((await me(value)).status).toBe(401);
});

test("disabling an account ends its sessions and keys in this process and in another one within a second", async () => {
  const account = await addAccount(crm.runtime, {
    email: "leaver@test.example",
    name: "leaver",
    roles: [],
    passwordHash: await crm.house.signIn.hashPassword(password),
  });
  const headers = { cookie: await signedIn("leaver@test.example") };
  const other = await secondProcess();
  const ask = () => other.app.hono.request("/api/me", { headers });
  expect((await ask()).status).toBe(200);

  await crm.request(
    `/api/accounts/${account.id}`,
    { method: "PATCH", json: { disabled: true } },
    "administrator",
  );
  expect((await crm.request("/api/me", { headers })).status).toBe(401);
  await expect.poll(async () => (await ask()).status, { timeout: 1_000, interval: 50 }).toBe(401);
  expect((await signIn("leaver@test.example", password)).status).toBe(403);
  await other.close();
});

test("new roles hold at the next request", async () => {
  const account = await addAccount(crm.runtime, {
    email: "riser@test.example",
    name: "riser",
    roles: [],
    passwordHash: await crm.house.signIn.hashPassword(password),
  });
  const headers = { cookie: await signedIn("riser@test.example") };
  expect((await crm.request("/api/accounts", { headers })).status).toBe(403);
  const change = { method: "PATCH", json: { roles: ["administrator"] } };
  await crm.request(`/api/accounts/${account.id}`, change, "administrator");
  expect((await crm.request("/api/accounts", { headers })).status).toBe(200);
});

test("the first administrator comes by a link, printed anew until he has been there", async () => {
  await using empty = await testCrm({ jobs: false, accounts: false });
  const signInOf = empty.house.signIn;
  const first = await firstAdministrator(empty.runtime, { signIn: signInOf });
  const second = await firstAdministrator(empty.runtime, { signIn: signInOf });
  expect(first).toMatch(/^http:\/\/localhost:4000\/sign-in\/link\?token=/);
  expect(second).not.toBe(first);
  const token = new URL(second ?? "").searchParams.get("token");
  expect((await empty.request("/api/auth/sign-in/link", { json: { token } })).status).toBe(200);
  expect(await firstAdministrator(empty.runtime, { signIn: signInOf })).toBeNull();
});

test("ADMIN_EMAIL and ADMIN_PASSWORD make the first administrator, and nothing once there is one", async () => {
  await using empty = await testCrm({ jobs: false, accounts: false });
  const given = { signIn: empty.house.signIn, email: "chief@test.example", password };
  expect(await firstAdministrator(empty.runtime, given)).toBeNull();
  expect(await firstAdministrator(empty.runtime, { ...given, email: "other@test.example" })).toBeNull();
  const answer = await empty.request("/api/auth/sign-in/email", { json: { email: given.email, password } });
  expect(answer.status).toBe(200);
  const other = await empty.request("/api/auth/sign-in/email", {
    json: { email: "other@test.example", password },
  });
  expect(other.status).toBe(401);
});

/** A second server on the same database, as another process would be. */
async function secondProcess() {
  const house = await openRuntime(crm.config, { log: crm.runtime.log });
  const app = createApp(house.runtime, { ...house, webFolder: "/nowhere" });
  return { app, close: () => house.close() };
}
