import { createOTP } from "@better-auth/utils/otp";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Clock } from "../../../../core/clock.ts";
import { roleDocument } from "../../../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../../../test/support/crm.ts";
import { fromBase32 } from "../../../../test/support/one-time-codes.ts";
import { visitor } from "../../../../test/support/visitor.ts";
import { addAccount } from "../../accounts/accounts.ts";
import { hashPassword } from "../passwords/hashing.ts";

let crm: TestCrm;
const password = "giraffe stapler onze";
let hash: string;
/** Codes are told by this clock, so that nobody waits half a minute for the next one. */
let now = Date.parse("2026-03-04T08:00:00Z");
const clock: Clock = { now: () => new Date(now) };
const guarded = roleDocument.parse({
  kind: "role",
  name: "guarded",
  label: { fr: "Gardien", en: "Guard" },
  secondFactor: true,
  administrator: true,
});

beforeAll(async () => {
  crm = await testCrm({ jobs: false, clock, documents: [guarded] });
  hash = await hashPassword(password);
});
afterAll(() => crm[Symbol.asyncDispose]());

/** A browser in which one signs in with the password of every account here. */
function browser() {
  const at = visitor(crm);
  return { ...at, signIn: (email: string) => at.signIn(email, password) };
}

let made = 0;
async function account(roles: string[] = []): Promise<string> {
  const email = `person${++made}@test.example`;
  await addAccount(crm.runtime, { email, name: `Person ${made}`, roles, passwordHash: hash });
  return email;
}

/** Connects an app, as a phone would; the answer gives its codes. */
async function connectApp(at: ReturnType<typeof browser>) {
  const { address } = await (await at.ask("/api/me/security/totp", { json: {} })).json();
  const secret = fromBase32(new URL(address).searchParams.get("secret") ?? "");
  const code = () => createOTP(secret).hotp(Math.floor(now / 30_000));
  const confirmed = await at.ask("/api/me/security/totp/confirm", { json: { code: await code() } });
  now += 30_000;
  return { code, codes: (await confirmed.json()).codes as string[], status: confirmed.status };
}

test("with an app, a password alone opens nothing; its code does, once", async () => {
  const email = await account();
  const first = browser();
  await first.signIn(email);
  const app = await connectApp(first);
  expect(app.codes).toHaveLength(10);

  const second = browser();
  const half = await second.signIn(email);
  expect(await half.json()).toEqual({ secondFactor: ["totp", "recovery"] });
  expect((await second.ask("/api/me")).status).toBe(401);
  expect(await (await second.ask("/api/auth/ways")).json()).toMatchObject({
    secondFactor: ["totp", "recovery"],
  });
  const code = await app.code();
  const wrong = await second.ask("/api/auth/second-factor", { json: { code: "000000" } });
  expect([wrong.status, (await wrong.json()).code]).toEqual([422, "second-factor.wrong-code"]);
  expect((await second.ask("/api/auth/second-factor", { json: { code } })).status).toBe(200);
  expect((await second.ask("/api/me")).status).toBe(200);

  const third = browser();
  await third.signIn(email);
  expect((await third.ask("/api/auth/second-factor", { json: { code } })).status).toBe(422);
  now += 30_000;
  expect((await third.ask("/api/auth/second-factor", { json: { code: await app.code() } })).status).toBe(200);
});

test("a code of half a minute ago is taken, one of a minute and a half ago is not", async () => {
  const email = await account();
  const at = browser();
  await at.signIn(email);
  const app = await connectApp(at);
  const code = await app.code();
  now += 90_000;
  const late = browser();
  await late.signIn(email);
  expect((await late.ask("/api/auth/second-factor", { json: { code } })).status).toBe(422);
  const earlier = await app.code();
  now += 30_000;
  expect((await late.ask("/api/auth/second-factor", { json: { code: earlier } })).status).toBe(200);
});

test("after five wrong codes even the right one comes too late", async () => {
  const email = await account();
  const at = browser();
  await at.signIn(email);
  const app = await connectApp(at);
  const guesser = browser();
  await guesser.signIn(email);
  for (let n = 0; n < 5; n++)
    expect((await guesser.ask("/api/auth/second-factor", { json: { code: `00000${n}` } })).status).toBe(422);
  const answer = await guesser.ask("/api/auth/second-factor", { json: { code: await app.code() } });
  expect([answer.status, (await answer.json()).code]).toEqual([401, "second-factor.late"]);
});

test("a recovery code lets in once, in any case and spelling; making new ones ends the old", async () => {
  const email = await account();
  const at = browser();
  await at.signIn(email);
  const { codes } = await connectApp(at);
  const use = async (recovery: string | undefined) => {
    const visitor = browser();
    await visitor.signIn(email);
    return (await visitor.ask("/api/auth/second-factor", { json: { recovery } })).status;
  };
  expect(await use(codes[0]?.toUpperCase().replace("-", " "))).toBe(200);
  expect(await use(codes[0])).toBe(422);
  expect(await (await at.ask("/api/me/security")).json()).toMatchObject({ totp: true, recovery: 9 });
  const anew = await (await at.ask("/api/me/security/recovery", { json: {} })).json();
  expect(await use(codes[1])).toBe(422);
  expect(await use(anew.codes[1])).toBe(200);
  const kept = await crm.database.sql`select * from auth_recovery`;
  expect(JSON.stringify(kept)).not.toContain(String(anew.codes[2]).replace("-", ""));
});

test("a cookie of the first step that was made up, or used, leads nowhere", async () => {
  const email = await account();
  const at = browser();
  await at.signIn(email);
  const app = await connectApp(at);
  const visitor = browser();
  await visitor.signIn(email);
  const stolen = visitor.jar.get("dossier.second_factor") ?? "";
  await visitor.ask("/api/auth/second-factor", { json: { code: await app.code() } });
  now += 30_000;
  for (const token of [stolen, "", "x".repeat(43), "' or true --"]) {
    const thief = browser();
    thief.jar.set("dossier.second_factor", token);
    const answer = await thief.ask("/api/auth/second-factor", { json: { code: await app.code() } });
    expect(answer.status).toBe(401);
  }
});

test("the secret of an app stands encrypted in the database and is told once", async () => {
  const email = await account();
  const at = browser();
  await at.signIn(email);
  const { secret } = await (await at.ask("/api/me/security/totp", { json: {} })).json();
  const rows = await crm.database.sql`select secret from auth_totp`;
  for (const row of rows) expect(row.secret).toMatch(/^v1\./);
  expect(JSON.stringify(await (await at.ask("/api/me/security")).json())).not.toContain(secret);
  await connectApp(at);
  expect((await at.ask("/api/me/security/totp", { json: {} })).status).toBe(409);
});

test("a role that asks for two factors lets nobody do anything before a second one is set up", async () => {
  const email = await account(["guarded"]);
  const at = browser();
  expect(await (await at.signIn(email)).json()).toMatchObject({ user: { email } });
  expect(await (await at.ask("/api/me")).json()).toMatchObject({ secondFactorNeeded: true });
  for (const path of [
    "/api/metadata",
    "/api/accounts",
    "/api/keys",
    "/api/me/sessions",
    "/api/openapi.json",
  ]) {
    const answer = await at.ask(path);
    expect([path, answer.status, (await answer.json()).code]).toEqual([path, 403, "second-factor.needed"]);
  }
  expect((await at.ask("/api/me", { method: "PATCH", json: { name: "x" } })).status).toBe(403);
  const healthy = async () => (await at.ask("/api/health")).json();
  expect(await healthy()).not.toHaveProperty("plugins");
  const app = await connectApp(at);
  expect(app.status).toBe(200);
  expect(await (await at.ask("/api/me")).json()).toMatchObject({ secondFactorNeeded: false });
  expect(await healthy()).toHaveProperty("plugins");
  expect((await at.ask("/api/accounts")).status).toBe(200);
  const removed = await at.ask("/api/me/security/totp", { method: "DELETE" });
  expect([removed.status, (await removed.json()).code]).toEqual([409, "second-factor.last"]);
  const next = browser();
  await next.signIn(email);
  expect((await next.ask("/api/auth/second-factor", { json: { code: await app.code() } })).status).toBe(200);
  expect((await next.ask("/api/accounts")).status).toBe(200);
});

test("a quarter of an hour after signing in, how one signs in is changed only by who shows again who he is", async () => {
  const email = await account();
  const at = browser();
  await at.signIn(email);
  await crm.database.sql`update auth_session set shown_at = shown_at - interval '16 minutes'
    where user_id = (select id from auth_user where email = ${email})`;
  crm.runtime.events.tell({ kind: "access", account: null });
  const refused = await at.ask("/api/me/security/totp", { json: {} });
  expect([refused.status, (await refused.json()).code]).toEqual([403, "sign-in.show-again"]);
  expect((await at.ask("/api/me", { method: "PATCH", json: { email: "other@test.example" } })).status).toBe(
    403,
  );
  const confirm = (json: unknown) => at.ask("/api/me/security/confirm", { json });
  expect((await confirm({ password: "wrong one" })).status).toBe(422);
  expect((await confirm({ password })).status).toBe(204);
  expect((await at.ask("/api/me/security/totp", { json: {} })).status).toBe(201);
});

test("a key does not change how its account signs in", async () => {
  const email = await account();
  const at = browser();
  await at.signIn(email);
  const { key } = await (await at.ask("/api/keys", { json: { name: "ERP" } })).json();
  const headers = { authorization: `Bearer ${key}` };
  for (const [path, json] of [
    ["/api/me/security/totp", {}],
    ["/api/me/password", { password: "lampe orange velours", current: password }],
    ["/api/me/security/passkeys/options", {}],
    ["/api/me/security/confirm", { password }],
  ] as const) {
    const answer = await crm.request(path, { json, headers });
    expect([path, answer.status]).toEqual([path, 403]);
  }
});
