import { createOTP } from "@better-auth/utils/otp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appDocument, typeDocument } from "../../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../../test/support/crm.ts";
import { type Mailbox, openMailbox } from "../../../test/support/mailbox.ts";
import { fromBase32 } from "../../../test/support/one-time-codes.ts";
import { secondServer, withinASecond } from "../../../test/support/second-server.ts";
import { type Visitor, visitor } from "../../../test/support/visitor.ts";
import { addAccount } from "../accounts/accounts.ts";

let crm: TestCrm;
let mailbox: Mailbox;
let hash: string;
const password = "giraffe stapler onze";
const newPassword = "lampe orange velours";
const label = (text: string) => ({ fr: text, en: text });

beforeAll(async () => {
  mailbox = await openMailbox();
  crm = await testCrm({
    jobs: false,
    environment: { SMTP_URL: mailbox.address },
    documents: [
      appDocument.parse({ kind: "app", name: "vault", label: label("Vault"), languages: ["fr", "en"] }),
      typeDocument.parse({
        kind: "type",
        name: "paper",
        label: label("Paper"),
        plural: label("Papers"),
        title: "name",
        fields: [{ name: "name", type: "text", label: label("Name") }],
      }),
    ],
  });
  hash = await crm.house.signIn.hashPassword(password);
});
afterAll(async () => {
  await crm[Symbol.asyncDispose]();
  await mailbox[Symbol.asyncDispose]();
});

let made = 0;
async function account({
  roles = [],
  withPassword = true,
}: {
  roles?: string[];
  withPassword?: boolean;
} = {}) {
  const email = `somebody${++made}@test.example`;
  const { id } = await addAccount(crm.runtime, {
    email,
    name: `Somebody ${made}`,
    roles,
    passwordHash: withPassword ? hash : null,
  });
  return { id, email };
}

async function asAdministrator(path: string, init: Parameters<TestCrm["request"]>[1] = {}) {
  return crm.request(`/api/accounts${path}`, init, "administrator");
}

/** The token in the next mail to somebody. */
async function mailed(email: string): Promise<string> {
  return /(?:token|choose-password)=([\w-]+)/.exec(await mailbox.linkFor(email))?.[1] ?? "";
}

const codeOf = async (answer: Response) => [answer.status, (await answer.json()).code];

test("a link by mail signs in once where it was asked for; elsewhere it says for whom and waits for a click", async () => {
  const { email } = await account();
  const at = visitor(crm);
  expect((await at.ask("/api/auth/link", { json: { email } })).status).toBe(202);
  const token = await mailed(email);
  const page = (who: Visitor) => who.ask(`/sign-in/link?token=${token}`).then((answer) => answer.text());
  const elsewhere = await page(visitor(crm));
  expect(elsewhere).toContain(email);
  expect(elsewhere).not.toContain("<script");
  expect(await page(at)).toContain("<script");

  const enter = (who: Visitor) => who.ask("/api/auth/sign-in/link", { json: { token } });
  expect((await enter(at)).status).toBe(200);
  expect((await at.ask("/api/me")).status).toBe(200);
  const replayed = visitor(crm);
  expect(await codeOf(await enter(replayed))).toEqual([401, "sign-in.link-used"]);
  expect((await replayed.ask("/api/me")).status).toBe(401);
});

test("whether an address has an account shows in no answer, and one mail a minute is sent", async () => {
  const { email } = await account();
  for (const path of ["/api/auth/link", "/api/auth/password/reset"]) {
    const known = await crm.request(path, { json: { email } });
    const unknown = await crm.request(path, { json: { email: "nobody@test.example" } });
    expect([known.status, await known.json()]).toEqual([unknown.status, await unknown.json()]);
    await mailbox.linkFor(email);
    await crm.request(path, { json: { email } });
  }
  expect([mailbox.count(email), mailbox.count("nobody@test.example")]).toEqual([2, 0]);
});

test("a link does what it is for and nothing else, and not after its time", async () => {
  const { email } = await account();
  await crm.request("/api/auth/link", { json: { email } });
  const toSignIn = await mailed(email);
  const choose = (token: string) =>
    crm.request("/api/auth/password/choose", { json: { token, password: newPassword } });
  expect(await codeOf(await choose(toSignIn))).toEqual([401, "sign-in.link-used"]);
  await crm.request("/api/auth/password/reset", { json: { email } });
  const toReset = await mailed(email);
  const enter = (token: string) => crm.request("/api/auth/sign-in/link", { json: { token } });
  expect((await enter(toReset)).status).toBe(401);
  await crm.database.sql`update auth_verification set expires_at = now() - interval '1 second'`;
  expect([(await enter(toSignIn)).status, (await choose(toReset)).status]).toEqual([401, 401]);
});

test("a password is chosen anew by the link of a mail, once: sessions, other links and the old password end", async () => {
  const { email } = await account();
  const before = visitor(crm);
  await before.signIn(email, password);
  await crm.request("/api/auth/link", { json: { email } });
  const otherLink = await mailed(email);
  await crm.request("/api/auth/password/reset", { json: { email } });
  const token = await mailed(email);
  expect(await (await crm.request("/api/auth/password/token", { json: { token } })).json()).toMatchObject({
    email,
    invited: false,
  });
  const choose = (chosen: string) =>
    visitor(crm).ask("/api/auth/password/choose", { json: { token, password: chosen } });
  expect(await codeOf(await choose("motdepasse123"))).toEqual([422, "password.weak"]);
  expect((await choose(newPassword)).status).toBe(200);
  expect(await codeOf(await choose(newPassword))).toEqual([401, "sign-in.link-used"]);
  expect((await before.ask("/api/me")).status).toBe(401);
  expect((await crm.request("/api/auth/sign-in/link", { json: { token: otherLink } })).status).toBe(401);
  expect((await visitor(crm).signIn(email, password)).status).toBe(401);
  expect((await visitor(crm).signIn(email, newPassword)).status).toBe(200);
});

test("a link opens the first step only: the second factor is asked for all the same", async () => {
  const { email } = await account();
  const at = visitor(crm);
  await at.signIn(email, password);
  const { secret } = await (await at.ask("/api/me/security/totp", { json: {} })).json();
  const code = await createOTP(fromBase32(secret)).hotp(Math.floor(Date.now() / 30_000));
  expect((await at.ask("/api/me/security/totp/confirm", { json: { code } })).status).toBe(200);
  await crm.request("/api/auth/password/reset", { json: { email } });
  const chosen = await visitor(crm).ask("/api/auth/password/choose", {
    json: { token: await mailed(email), password: newPassword },
  });
  expect(await chosen.json()).toEqual({ secondFactor: ["totp", "recovery"] });
  const half = visitor(crm);
  await half.signIn(email, newPassword);
  const { id } = (await (await asAdministrator("")).json()).items.find(
    (each: { email: string }) => each.email === email,
  );
  await asAdministrator(`/${id}`, { method: "PATCH", json: { disabled: true } });
  const late = await createOTP(fromBase32(secret)).hotp(Math.floor(Date.now() / 30_000) + 1);
  expect(await codeOf(await half.ask("/api/auth/second-factor", { json: { code: late } }))).toEqual([
    403,
    "sign-in.disabled",
  ]);
});

test("an invitation leads in once, by password or by link, and a newer one ends it", async () => {
  const { id, email } = await account({ withPassword: false });
  const invite = () => asAdministrator(`/${id}/invite`, { json: {} });
  expect([(await crm.request(`/api/accounts/${id}/invite`, { json: {} })).status]).toEqual([401]);
  expect(await (await invite()).json()).toEqual({ sent: true, link: null, days: 7 });
  const first = await mailed(email);
  await invite();
  const second = await mailed(email);
  const about = (token: string) => crm.request("/api/auth/password/token", { json: { token } });
  expect((await about(first)).status).toBe(401);
  expect(await (await about(second)).json()).toMatchObject({ email, invited: true, passkeys: true });
  const guest = visitor(crm);
  const chosen = await guest.ask("/api/auth/password/choose", {
    json: { token: second, password: newPassword },
  });
  expect(chosen.status).toBe(200);
  expect(await (await guest.ask("/api/me")).json()).toMatchObject({ welcome: false });
  expect((await about(second)).status).toBe(401);
  expect(await codeOf(await invite())).toEqual([409, "account.joined"]);

  const other = await account({ withPassword: false });
  await asAdministrator(`/${other.id}/invite`, { json: {} });
  const byLink = visitor(crm);
  const token = await mailed(other.email);
  expect((await byLink.ask("/api/auth/sign-in/link", { json: { token } })).status).toBe(200);
  expect(await (await byLink.ask("/api/me")).json()).toMatchObject({ welcome: true });
});

test("an invitation ends with the account: disabled, or with another address, it leads nowhere", async () => {
  for (const change of [{ disabled: true }, { email: "moved@test.example" }]) {
    const { id, email } = await account({ withPassword: false });
    await asAdministrator(`/${id}/invite`, { json: {} });
    const token = await mailed(email);
    await asAdministrator(`/${id}`, { method: "PATCH", json: change });
    expect((await crm.request("/api/auth/password/token", { json: { token } })).status).toBe(401);
    expect((await crm.request("/api/auth/sign-in/link", { json: { token } })).status).toBe(401);
  }
  const { id } = await account({ withPassword: false });
  await asAdministrator(`/${id}`, { method: "PATCH", json: { disabled: true } });
  expect(await codeOf(await asAdministrator(`/${id}/invite`, { json: {} }))).toEqual([
    409,
    "account.disabled",
  ]);
});

test("signing in gives the browser another session than the one somebody may have laid there", async () => {
  const attacker = visitor(crm);
  await attacker.signIn((await account()).email, password);
  const laid = attacker.jar.get("dossier.session_token") ?? "";
  const victim = visitor(crm);
  victim.jar.set("dossier.session_token", laid);
  const { email } = await account();
  await victim.signIn(email, password);
  expect(victim.jar.get("dossier.session_token")).not.toBe(laid);
  expect(await (await victim.ask("/api/me")).json()).toMatchObject({ user: { email } });
  expect((await attacker.ask("/api/me")).status).toBe(401);
});

test("an administrator signs somebody out everywhere, in every process within a second", async () => {
  const { id, email } = await account();
  const at = visitor(crm);
  await at.signIn(email, password);
  const cookie = `dossier.session_token=${at.jar.get("dossier.session_token")}`;
  await using other = await secondServer(crm);
  const ask = async () => (await other.request("/api/me", cookie)).status;
  expect(await ask()).toBe(200);
  const { items } = await (await asAdministrator(`/${id}/sessions`)).json();
  expect(items).toMatchObject([{ method: "password", address: expect.any(String) }]);
  expect((await at.ask(`/api/accounts/${id}/sessions`, { method: "DELETE" })).status).toBe(403);
  expect((await asAdministrator(`/${id}/sessions`, { method: "DELETE" })).status).toBe(204);
  expect((await at.ask("/api/me")).status).toBe(401);
  expect(await withinASecond(ask, 401)).toBe(401);
});

test("one ends the sessions that one has elsewhere, and nobody else's", async () => {
  const { email } = await account();
  const [desk, phone, stranger] = [visitor(crm), visitor(crm), visitor(crm)];
  await desk.signIn(email, password);
  await phone.signIn(email, password);
  await stranger.signIn((await account()).email, password);
  const own = await (await phone.ask("/api/me/sessions")).json();
  expect((await stranger.ask(`/api/me/sessions/${own.current}`, { method: "DELETE" })).status).toBe(404);
  expect((await desk.ask("/api/me/sessions", { method: "DELETE" })).status).toBe(204);
  const states = await Promise.all(
    [desk, phone, stranger].map(async (who) => (await who.ask("/api/me")).status),
  );
  expect(states).toEqual([200, 401, 200]);
});

test("what a disabled account wrote keeps its name, and the account cannot be deleted", async () => {
  const { id, email } = await account({ roles: ["administrator"] });
  const at = visitor(crm);
  await at.signIn(email, password);
  const paper = await (await at.ask("/api/records/paper", { json: { name: "Statutes" } })).json();
  await asAdministrator(`/${id}`, { method: "PATCH", json: { disabled: true } });
  expect((await visitor(crm).signIn(email, password)).status).toBe(403);
  const by = { id, name: expect.stringMatching(/^Somebody/) };
  const read = await crm.request(`/api/records/paper/${paper.id}`, {}, "administrator");
  expect(await read.json()).toMatchObject({ created_by: by });
  const history = await crm.request(`/api/history/paper/${paper.id}`, {}, "administrator");
  expect((await history.json()).items).toMatchObject([{ by }]);
  expect(await codeOf(await asAdministrator(`/${id}`, { method: "DELETE" }))).toEqual([
    409,
    "account.has-worked",
  ]);
});

test("whoever has no password chooses one only soon after showing who he is", async () => {
  const { id, email } = await account({ withPassword: false });
  const at = visitor(crm);
  await at.ask("/api/auth/link", { json: { email } });
  await at.ask("/api/auth/sign-in/link", { json: { token: await mailed(email) } });
  const choose = () => at.ask("/api/me/password", { json: { password: newPassword } });
  await crm.database
    .sql`update auth_session set shown_at = shown_at - interval '16 minutes' where user_id = ${id}`;
  crm.runtime.events.tell({ kind: "access", account: id });
  expect(await codeOf(await choose())).toEqual([403, "sign-in.show-again"]);
  await crm.database.sql`update auth_session set shown_at = now() where user_id = ${id}`;
  crm.runtime.events.tell({ kind: "access", account: id });
  expect((await choose()).status).toBe(204);
});
