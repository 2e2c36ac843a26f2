import { afterAll, beforeAll, expect, test } from "vitest";
import { roleDocument } from "../../../../metamodel/index.ts";
import { authenticator, type Lie } from "../../../../test/support/authenticator.ts";
import { type TestCrm, testCrm } from "../../../../test/support/crm.ts";
import { type Visitor, visitor } from "../../../../test/support/visitor.ts";
import { addAccount, changeAccount, findAccountByEmail } from "../../accounts/accounts.ts";

let crm: TestCrm;
let hash: string;
const password = "giraffe stapler onze";
const here = { host: "localhost", origin: "http://localhost:4000" };
const guarded = roleDocument.parse({
  kind: "role",
  name: "guarded",
  label: { fr: "Gardien", en: "Guard" },
  secondFactor: true,
});

beforeAll(async () => {
  crm = await testCrm({ jobs: false, documents: [guarded] });
  hash = await crm.house.signIn.hashPassword(password);
});
afterAll(() => crm[Symbol.asyncDispose]());

let made = 0;
/** Somebody who is signed in by password, and his device with a passkey. */
async function owner(roles: string[] = []) {
  const email = `owner${++made}@test.example`;
  const { id } = await addAccount(crm.runtime, { email, name: `Owner ${made}`, roles, passwordHash: hash });
  const at = visitor(crm);
  await at.signIn(email, password);
  const device = authenticator(here);
  const kept = await register(at, device);
  expect(kept.status).toBe(201);
  return { id, email, at, device };
}

async function register(at: Visitor, device: ReturnType<typeof authenticator>, lie: Lie = {}) {
  const options = await (await at.ask("/api/me/security/passkeys/options", { json: {} })).json();
  return at.ask("/api/me/security/passkeys", {
    json: { name: "Laptop", response: device.make(options, lie) },
  });
}

const optionsFor = async (at: Visitor) => (await at.ask("/api/auth/passkey/options", { json: {} })).json();

async function show(at: Visitor, device: ReturnType<typeof authenticator>, lie: Lie = {}) {
  const options = await optionsFor(at);
  return at.ask("/api/auth/sign-in/passkey", { json: { response: device.show(options, lie) } });
}

test("a passkey lets in by itself, counts as both factors, and tells when it was used", async () => {
  const { email, at, device } = await owner(["guarded"]);
  const elsewhere = visitor(crm);
  expect(await (await show(elsewhere, device)).json()).toMatchObject({ user: { email } });
  expect(await (await elsewhere.ask("/api/me")).json()).toMatchObject({ secondFactorNeeded: false });
  const { passkeys } = await (await at.ask("/api/me/security")).json();
  expect(passkeys).toMatchObject([{ name: "Laptop", lastUsedAt: expect.any(String) }]);

  const byPassword = visitor(crm);
  expect(await (await byPassword.signIn(email, password)).json()).toEqual({ secondFactor: ["passkey"] });
  expect((await show(byPassword, device)).status).toBe(200);
});

test.each<[what: string, lie: Lie]>([
  ["another site", { origin: "https://dossier.evil.example" }],
  ["no PIN or fingerprint", { unverified: true }],
  ["a challenge of its own", { challenge: Buffer.from("made up by myself").toString("base64url") }],
  ["a counter that went back", { counter: 0 }],
  ["a forged signature", { forged: true }],
])("a passkey shown with %s is refused", async (_, lie) => {
  const { device } = await owner();
  const at = visitor(crm);
  expect((await show(at, device)).status).toBe(200);
  const thief = visitor(crm);
  const answer = await show(thief, device, lie);
  expect([answer.status, (await answer.json()).code]).toEqual([401, "passkey.refused"]);
  expect((await thief.ask("/api/me")).status).toBe(401);
});

test("an answer holds once, and only in the browser that was asked", async () => {
  const { device } = await owner();
  const at = visitor(crm);
  const response = device.show(await optionsFor(at));
  const overheard = new Map(at.jar);
  expect((await visitor(crm).ask("/api/auth/sign-in/passkey", { json: { response } })).status).toBe(401);
  expect((await at.ask("/api/auth/sign-in/passkey", { json: { response } })).status).toBe(200);
  const again = visitor(crm);
  for (const [name, value] of overheard) again.jar.set(name, value);
  expect((await again.ask("/api/auth/sign-in/passkey", { json: { response } })).status).toBe(401);
});

test("a passkey is made only for the challenge and the site that were given, and belongs to one account", async () => {
  const { device, at } = await owner();
  for (const lie of [{ origin: "https://dossier.evil.example" }, { unverified: true }, { challenge: "AAAA" }])
    expect((await register(at, authenticator(here), lie)).status).toBe(401);
  const other = (await owner()).at;
  expect((await register(other, device)).status).toBe(401);
  expect((await (await other.ask("/api/me/security")).json()).passkeys).toHaveLength(1);
});

test("a passkey that was removed opens nothing; the last one of a role that asks for it stays", async () => {
  const { at, device } = await owner();
  const [{ id }] = (await (await at.ask("/api/me/security")).json()).passkeys;
  const thief = (await owner()).at;
  expect((await thief.ask(`/api/me/security/passkeys/${id}`, { method: "DELETE" })).status).toBe(404);
  expect((await at.ask(`/api/me/security/passkeys/${id}`, { method: "DELETE" })).status).toBe(204);
  expect((await show(visitor(crm), device)).status).toBe(401);

  const guard = (await owner(["guarded"])).at;
  const [only] = (await (await guard.ask("/api/me/security")).json()).passkeys;
  const kept = await guard.ask(`/api/me/security/passkeys/${only.id}`, { method: "DELETE" });
  expect([kept.status, (await kept.json()).code]).toEqual([409, "second-factor.last"]);
});

test("the passkey of a disabled account opens nothing", async () => {
  const { email, device } = await owner();
  const account = await findAccountByEmail(crm.database, email);
  await changeAccount(crm.runtime, { id: account?.id ?? "", change: { disabled: true } });
  const answer = await show(visitor(crm), device);
  expect([answer.status, (await answer.json()).code]).toEqual([403, "sign-in.disabled"]);
});

test("a passkey shows again who one is, and somebody else's does not", async () => {
  const { id, at, device } = await owner();
  const other = await owner();
  await crm.database
    .sql`update auth_session set shown_at = shown_at - interval '16 minutes' where user_id = ${id}`;
  crm.runtime.events.tell({ kind: "access", account: id });
  expect((await at.ask("/api/me/security/totp", { json: {} })).status).toBe(403);
  const confirm = async (which: ReturnType<typeof authenticator>) => {
    const response = which.show(await optionsFor(at));
    return (await at.ask("/api/me/security/confirm/passkey", { json: { response } })).status;
  };
  expect(await confirm(other.device)).toBe(401);
  expect(await confirm(device)).toBe(204);
  expect((await at.ask("/api/me/security/totp", { json: {} })).status).toBe(201);
});
