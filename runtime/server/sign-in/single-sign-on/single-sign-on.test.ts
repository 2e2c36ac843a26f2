import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { appDocument, roleDocument } from "../../../../metamodel/index.ts";
import { command } from "../../../../test/support/command.ts";
import { type TestCrm, testCrm } from "../../../../test/support/crm.ts";
import {
  type IdentityProvider,
  identityProvider,
  type KnownPerson,
} from "../../../../test/support/identity-provider.ts";
import { addGroup } from "../../accounts/groups.ts";

let crm: TestCrm;
let provider: IdentityProvider;
const house = "http://localhost:4000";
const label = { en: "Word" };
const anna: KnownPerson = {
  sub: "anna-1",
  email: "Anna@Firm.example",
  email_verified: true,
  name: "Anna",
  locale: "fr-CH",
  groups: ["CRM-Desk"],
};

beforeAll(async () => {
  const redirect = `${house}/api/auth/sign-in/with/firm/callback`;
  provider = await identityProvider({ redirect, after: `${house}/` });
  crm = await testCrm({
    jobs: false,
    environment: { OUTGOING_ALLOW: "127.0.0.1" },
    documents: [
      appDocument.parse({
        kind: "app",
        name: "sso",
        label,
        languages: ["fr", "en"],
        country: "CH",
        currency: "CHF",
        timeZone: "Europe/Zurich",
        standard: [],
      }),
      roleDocument.parse({ kind: "role", name: "desk", label, types: {} }),
      roleDocument.parse({ kind: "role", name: "safe", label, types: {}, secondFactor: true }),
    ],
    users: [
      { email: "bruno@firm.example", roles: [] },
      { email: "dora@firm.example", roles: [] },
    ],
  });
  await addGroup(crm.runtime, { name: "desk", label: "Desk", roles: ["desk"], directory: ["CRM-Desk"] });
  await addGroup(crm.runtime, {
    name: "other",
    label: "Other",
    roles: [],
    directory: ["elsewhere:CRM-Desk"],
  });
  await addGroup(crm.runtime, { name: "bound", label: "Bound", roles: [], directory: ["firm:Bound"] });
});

afterAll(async () => {
  await crm[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
});

afterEach(async () => {
  Object.assign(provider, { twist: null, isForged: false });
  await setUp();
});

/** How the administrator connects the provider. */
async function setUp(more: object = {}, settings: object = {}): Promise<void> {
  const json = {
    kind: "oidc",
    label: "Firm",
    create: true,
    ...more,
    settings: {
      issuer: provider.issuer,
      clientId: provider.client.id,
      clientSecret: provider.client.secret,
      scopes: ["profile", "email", "groups"],
      ...settings,
    },
  };
  const answer = await crm.request("/api/providers/firm", { method: "PUT", json }, "administrator");
  expect(await answer.text()).not.toContain(provider.client.secret);
  expect(answer.status).toBe(200);
}

/** A browser that sets out to the provider and has come back to the door, with what it was given. */
async function gone(person: KnownPerson | null, to = "/") {
  provider.person = person;
  const sent = await crm.request(`/api/auth/sign-in/with/firm?to=${encodeURIComponent(to)}`);
  const cookie = sent.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const address = new URL(sent.headers.get("location") ?? "");
  return { cookie, address, back: await provider.visit(address.href) };
}

/** Where the house sends a browser that comes back, and its session. */
async function arrive(back: URL, cookie: string) {
  const answer = await crm.request(`${back.pathname}${back.search}`, { headers: { cookie } });
  const session = answer.headers.getSetCookie().find((each) => each.includes("session_token")) ?? "";
  return { to: answer.headers.get("location"), session: session.split(";")[0] ?? "" };
}

async function signIn(person: KnownPerson | null, to = "/") {
  const { back, cookie } = await gone(person, to);
  return arrive(back, cookie);
}

async function me(session: string) {
  return (await crm.request("/api/me", { headers: { cookie: session } })).json();
}

const refused = (code: string) => ({ to: `/?sign-in-refused=${code}`, session: "" });

test("somebody new comes in by the provider, with an account, his groups and the page that he wanted", async () => {
  await setUp();
  const { address } = await gone(anna);
  expect(Object.fromEntries(address.searchParams)).toMatchObject({
    code_challenge_method: "S256",
    state: expect.stringMatching(/.{20}/),
    nonce: expect.stringMatching(/.{20}/),
  });
  const { to, session } = await signIn(anna, "/case/1?view=a#b");
  expect(to).toBe("/case/1?view=a#b");
  expect(await me(session)).toMatchObject({
    user: { email: "anna@firm.example", name: "Anna", language: "fr", groups: ["desk"], roles: ["desk"] },
  });
  const ways = await (await crm.request("/api/auth/ways")).json();
  expect(ways.directories).toEqual([{ name: "firm", label: "Firm", kind: "single-sign-on" }]);
});

test("who comes again is known by his subject, whatever his address is now, and leaves groups that are named no more", async () => {
  const moved = { ...anna, email: "anna.new@firm.example", email_verified: false, groups: ["Bound"] };
  const { session } = await signIn(moved);
  expect(await me(session)).toMatchObject({
    user: { email: "anna@firm.example", groups: ["bound"], roles: [] },
  });
});

test("no provider puts people into a group that is bound to another one", async () => {
  const daring = { ...anna, groups: ["elsewhere:CRM-Desk", "Bound"] };
  expect(await me((await signIn(daring)).session)).toMatchObject({ user: { groups: ["bound"] } });
});

test("an account that is there is found by the address that the provider has checked, and by no other", async () => {
  const bruno = { sub: "bruno-1", email: "bruno@firm.example", groups: ["unknown group"] };
  expect(await signIn(bruno)).toEqual(refused("provider.unverified-email"));
  expect(await signIn({ ...bruno, email_verified: false })).toEqual(refused("provider.unverified-email"));
  expect(await signIn({ sub: "bruno-1" })).toEqual(refused("provider.unverified-email"));
  const { session } = await signIn({ ...bruno, email_verified: true });
  const known = await me(session);
  expect(known).toMatchObject({ user: { id: crm.as("bruno@firm.example").user.id, groups: [] } });
  // The address went to somebody else, who is not him.
  const heir = { sub: "bruno-2", email: "bruno@firm.example", email_verified: true };
  expect(await signIn(heir)).toEqual(refused("provider.other-person"));
});

test("who writes a colleague’s address into his own account does not get his colleague’s groups", async () => {
  const email = "chief@firm.example";
  const change = { method: "PATCH", json: { email } };
  expect((await crm.request("/api/me", change, "dora@firm.example")).status).toBe(200);
  const chief = { sub: "chief-1", email, email_verified: true, groups: ["CRM-Desk"] };
  expect(await signIn(chief)).toEqual(refused("provider.unchecked-account"));
  const { user } = await (await crm.request("/api/me", {}, "dora@firm.example")).json();
  expect(user).toMatchObject({ email, groups: [] });
  // An administrator knows whose it is.
  await crm.request(`/api/accounts/${user.id}`, change, "administrator");
  expect(await me((await signIn(chief)).session)).toMatchObject({ user: { id: user.id, groups: ["desk"] } });
});

test("a provider that checks no addresses is believed only where an administrator says so", async () => {
  await setUp({ trustEmail: true });
  const carla = { sub: "carla-1", email: "carla@firm.example" };
  expect((await signIn(carla)).session).not.toBe("");
});

test("strangers stay out: without an account, of another domain, in no group of ours", async () => {
  const stranger = { sub: "s-1", email: "s@other.example", email_verified: true, groups: ["CRM-Desk"] };
  await setUp({ create: false });
  expect(await signIn(stranger)).toEqual(refused("provider.unknown-account"));
  await setUp({ domains: ["firm.example"] });
  expect(await signIn(stranger)).toEqual(refused("provider.not-admitted"));
  await setUp({ groupsOnly: true });
  expect(await signIn({ ...stranger, groups: ["unknown"] })).toEqual(refused("provider.not-admitted"));
  expect((await signIn({ ...stranger, groups: ["CRM-Desk"] })).session).not.toBe("");
  await setUp({ domains: ["firm.example"] });
  expect(await signIn(stranger)).toEqual(refused("provider.not-admitted"));
});

test("who was disabled stays out, and what he was in ends", async () => {
  const { session } = await signIn(anna);
  const { user } = await me(session);
  const path = `/api/accounts/${user.id}`;
  await crm.request(path, { method: "PATCH", json: { disabled: true } }, "administrator");
  expect(await signIn(anna)).toEqual(refused("sign-in.disabled"));
  expect((await crm.request("/api/me", { headers: { cookie: session } })).status).toBe(401);
  await crm.request(path, { method: "PATCH", json: { disabled: false } }, "administrator");
});

test("a state, a browser or a provider other than those that were asked lets nobody in", async () => {
  const { back, cookie, address } = await gone(anna);
  const wrong = new URL(back);
  wrong.searchParams.set("state", "x".repeat(43));
  expect(await arrive(wrong, cookie)).toEqual(refused("provider.refused"));
  // Nobody asked in this browser; and what was asked counts once, even with the right state.
  expect(await arrive(back, "")).toEqual(refused("provider.late"));
  expect(await arrive(back, cookie)).toEqual(refused("provider.late"));
  const other = await gone(anna);
  other.back.searchParams.set("iss", "https://other.example");
  expect(await arrive(other.back, other.cookie)).toEqual(refused("provider.refused"));
  expect(address.searchParams.get("redirect_uri")).toBe(`${house}/api/auth/sign-in/with/firm/callback`);
});

test("a code that was used, made for another browser or made up lets nobody in", async () => {
  const first = await gone(anna);
  expect((await arrive(first.back, first.cookie)).session).not.toBe("");
  expect(await arrive(first.back, first.cookie)).toEqual(refused("provider.late"));
  // The attacker’s code under the victim’s state: the proof of PKCE is that of another browser.
  const [attacker, victim] = [await gone(anna), await gone(anna)];
  const mixed = new URL(victim.back);
  mixed.searchParams.set("code", attacker.back.searchParams.get("code") ?? "");
  expect(await arrive(mixed, victim.cookie)).toEqual(refused("provider.refused"));
  const used = await gone(anna);
  used.back.searchParams.set("code", first.back.searchParams.get("code") ?? "");
  expect(await arrive(used.back, used.cookie)).toEqual(refused("provider.refused"));
});

test.each([
  ["another nonce", (claims: object) => ({ ...claims, nonce: "other" })],
  ["no nonce", ({ nonce: _, ...claims }: Record<string, unknown>) => claims],
  ["another audience", (claims: object) => ({ ...claims, aud: "somebody else" })],
  ["another issuer", (claims: object) => ({ ...claims, iss: "http://127.0.0.1:1" })],
  ["a time that is over", (claims: object) => ({ ...claims, exp: Math.floor(Date.now() / 1000) - 3600 })],
  ["another subject than user info", (claims: object) => ({ ...claims, sub: "administrator" })],
])("an ID token with %s is refused, though its signature is right", async (_, twist) => {
  provider.twist = twist;
  expect(await signIn(anna)).toEqual(refused("provider.refused"));
});

test("answers with invented codes are limited for an address, and ask the provider nothing beyond", async () => {
  const { sql } = crm.database;
  await sql`delete from auth_attempt`;
  await sql`insert into auth_attempt (address, email)
    select '127.0.0.1', 'with firm' from generate_series(1, 60)`;
  const noted = async () =>
    (await sql`select count(*)::int as n from kernel_security_event where kind = 'sign-in-failed'`)[0]?.n;
  const before = await noted();
  expect(await signIn(anna)).toEqual(refused("sign-in.too-many-attempts"));
  expect(await noted()).toBe(before);
  await sql`delete from auth_attempt`;
  expect((await signIn(anna)).session).not.toBe("");
});

test("an ID token whose claims were changed under its signature is refused", async () => {
  Object.assign(provider, {
    twist: (claims: object) => ({ ...claims, email: "x@y.example" }),
    isForged: true,
  });
  expect(await signIn(anna)).toEqual(refused("provider.refused"));
});

test("who says no at the provider, or of whom it knows nothing, is told so on the page where one signs in", async () => {
  expect(await signIn(null)).toEqual(refused("provider.refused"));
});

test("two factors that the provider vouches for count; otherwise they are asked for here", async () => {
  await crm.setAccount("bruno@firm.example", { roles: ["safe"] });
  const bruno = { sub: "bruno-1", email: "bruno@firm.example", email_verified: true };
  expect(await me((await signIn(bruno)).session)).toMatchObject({ secondFactorNeeded: true });
  const both = { ...bruno, amr: ["pwd", "otp", "mfa"] };
  expect(await me((await signIn(both)).session)).toMatchObject({ secondFactorNeeded: false });
  await setUp({}, { acr: ["two"] });
  const { address } = await gone(bruno);
  expect(address.searchParams.get("acr_values")).toBe("two");
  expect(await me((await signIn({ ...bruno, acr: "two" })).session)).toMatchObject({
    secondFactorNeeded: false,
  });
});

test("signing out leads to the provider with the proof of who came in, and back", async () => {
  const { session } = await signIn(anna);
  const [row] = await crm.database.sql`select provider, id_token from auth_session where provider is not null
    order by created_at desc limit 1`;
  expect(row).toMatchObject({ provider: "firm", id_token: expect.stringMatching(/^v1\./) });
  const out = await crm.request("/api/auth/sign-out", { method: "POST", headers: { cookie: session } });
  const { continueAt } = await out.json();
  expect(continueAt).toContain(`${provider.issuer}/session/end?`);
  const { searchParams } = new URL(continueAt);
  expect(searchParams.get("post_logout_redirect_uri")).toBe(`${house}/`);
  expect(searchParams.get("id_token_hint")?.split(".")).toHaveLength(3);
  expect((await crm.request("/api/me", { headers: { cookie: session } })).status).toBe(401);
});

test("after signing in nobody is led off the house", async () => {
  for (const to of [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "/api/me",
  ])
    expect((await signIn(anna, to)).to).toBe("/");
});

test("a provider that is down, elsewhere than allowed, or unknown is told, and the house goes on", async () => {
  const ask = async (name: string) =>
    (await crm.request(`/api/auth/sign-in/with/${name}`)).headers.get("location");
  await setUp({}, { issuer: "http://127.0.0.1:9" });
  expect(await ask("firm")).toBe("/?sign-in-refused=provider.unreachable");
  await setUp({}, { issuer: "http://169.254.169.254/latest" });
  expect(await ask("firm")).toBe("/?sign-in-refused=provider.unreachable");
  expect(await ask("nobody")).toBe("/?sign-in-refused=provider.not-found");
  expect((await crm.request("/api/auth/ways")).status).toBe(200);
});

test("the secret is kept encrypted, shown to nobody, and goes with the provider’s address", async () => {
  await setUp();
  const kept = () => crm.database.sql`select secret, settings from auth_provider where name = 'firm'`;
  const [first] = await kept();
  expect(first?.secret).toMatch(/^v1\./);
  expect(JSON.stringify(first?.settings)).not.toContain("Secret");
  await setUp({ label: "Firm SA" }, { clientSecret: undefined });
  expect(await kept()).toEqual([first]);
  await setUp({}, { issuer: "https://id.other.example", clientSecret: undefined });
  expect((await kept())[0]?.secret).toBeNull();
  // Whom another provider calls by the same subject is somebody else.
  expect((await crm.database.sql`select from auth_account where provider_id = 'provider:firm'`).count).toBe(
    0,
  );
  const events = await crm.database.sql`
    select detail from kernel_security_event where kind = 'provider-changed' order by id desc limit 1`;
  expect(JSON.stringify(events)).not.toContain(provider.client.secret);
});

test("only administrators see and change providers, and what does not fit is refused", async () => {
  for (const [path, init] of [
    ["/api/providers", {}],
    ["/api/providers/firm", { method: "PUT", json: {} }],
    ["/api/providers/firm", { method: "DELETE" }],
  ] as const)
    expect((await crm.request(path, init, "desk")).status).toBe(403);
  const put = async (name: string, json: object) => {
    const answer = await crm.request(`/api/providers/${name}`, { method: "PUT", json }, "administrator");
    return [answer.status, (await answer.json()).code];
  };
  const settings = { issuer: "https://login.microsoftonline.com/common/v2.0", clientId: "x" };
  expect(await put("entra", { kind: "oidc", label: "Entra", settings })).toEqual([400, "request.invalid"]);
  const open = { issuer: "https://x:secret@id.example", clientId: "x" };
  expect(await put("e", { kind: "oidc", label: "E", settings: open })).toEqual([400, "request.invalid"]);
  expect(await put("e", { kind: "odic", label: "E", settings: {} })).toEqual([422, "provider.kind-unknown"]);
  expect(await put("E", { kind: "oidc", label: "E" })).toEqual([422, "provider.name"]);
  expect(
    await put("e", {
      kind: "oidc",
      label: "E",
      roles: ["dsk"],
      settings: { issuer: "https://e.example", clientId: "x" },
    }),
  ).toEqual([422, "account.role-unknown"]);
});

test("the command line connects a provider from a file, keeps its secret, and takes it away", async () => {
  const folder = await mkdtemp(join(tmpdir(), "dossier-provider-"));
  const file = join(folder, "second.json");
  const settings = { issuer: provider.issuer, clientId: "x", clientSecret: "told once" };
  await writeFile(file, JSON.stringify({ kind: "oidc", label: "Second", settings }));
  const made = JSON.parse(await command(crm, "provider", "set", "second", file));
  expect(made).toMatchObject({ name: "second", label: "Second", create: false, hasSecret: true });
  expect(await command(crm, "provider", "list")).not.toContain("told once");
  await command(crm, "provider", "remove", "second");
  expect(await command(crm, "provider", "list")).not.toContain("second");
  await rm(folder, { recursive: true });
});
