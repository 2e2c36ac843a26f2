import { afterAll, beforeAll, expect, test } from "vitest";
import { directorySettings } from "../../../../plugins/ldap/settings.ts";
import { type TestCrm, testCrm } from "../../../../test/support/crm.ts";
import { type IdentityProvider, identityProvider } from "../../../../test/support/identity-provider.ts";
import { oidcSettings } from "./settings.ts";

let crm: TestCrm;
let provider: IdentityProvider;
beforeAll(async () => {
  const house = "http://localhost:4000";
  provider = await identityProvider({
    redirect: `${house}/api/auth/sign-in/with/firm/callback`,
    after: house,
  });
  crm = await testCrm({ jobs: false, environment: { OUTGOING_ALLOW: "127.0.0.1" }, plugins: ["ldap"] });
});
afterAll(async () => {
  await crm[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
});

const said = (settings: object, more: object = {}) => ({
  kind: "oidc",
  label: "Firm",
  ...more,
  settings: { issuer: provider.issuer, clientId: provider.client.id, ...settings },
});
async function tried(what: object, more: object = {}) {
  const json = { name: "firm", provider: what, ...more };
  const answer = await crm.request("/api/providers/trial", { json }, "administrator");
  return { status: answer.status, text: await answer.text() };
}
async function found(what: object) {
  const { text } = await tried(what);
  const { findings }: { findings: { level: string; words: { en: string } }[] } = JSON.parse(text);
  return findings.map(({ level, words }) => `${level}: ${words.en}`);
}

test("a provider that answers and knows the house is told apart from one that does not know it", async () => {
  const { secret } = provider.client;
  expect(await found(said({ clientSecret: secret, scopes: ["profile", "email", "groups"] }))).toEqual([
    `good: “Firm” answers and describes itself as ${provider.issuer}.`,
    "good: It knows the client and its secret.",
  ]);
  expect(await found(said({ clientSecret: "wrong", groupsClaim: "roles", scopes: ["teams"] }))).toEqual([
    `good: “Firm” answers and describes itself as ${provider.issuer}.`,
    "bad: It does not know the client or its secret.",
    "warning: It does not announce the scope “teams”.",
    "warning: It does not announce the claim “roles”: groups may not come.",
  ]);
  expect(await found(said({ issuer: "http://127.0.0.1:9" }))).toEqual([
    expect.stringMatching(/^bad: “Firm” does not answer as it should: /),
  ]);
  // What the house itself refuses is told in the reader's language.
  const { text } = await tried(said({ issuer: "https://10.0.0.1/" }));
  expect(text).toContain("ne répond pas comme il faut : L’adresse 10.0.0.1");
  expect(text).toContain("does not answer as it should: The address 10.0.0.1");
  expect((await tried(said({ issuer: "https://login.microsoftonline.com/common/v2.0" }))).text).toContain(
    "propre locataire",
  );
});

test("a trial takes the secret that is kept, but never to another address, and keeps nothing", async () => {
  const { secret } = provider.client;
  const put = { method: "PUT", json: said({ clientSecret: secret }) };
  expect((await crm.request("/api/providers/firm", put, "administrator")).status).toBe(200);
  expect(await found(said({}))).toContain("good: It knows the client and its secret.");
  const other = await identityProvider({
    redirect: "http://localhost:4000/",
    after: "http://localhost:4000/",
  });
  await using _ = other;
  expect(await found(said({ issuer: other.issuer }))).toContain(
    "bad: It does not know the client or its secret.",
  );
  const { items } = await (await crm.request("/api/providers", {}, "administrator")).json();
  expect(items).toEqual([
    expect.objectContaining({ name: "firm", hasSecret: true, people: 0, withoutPassword: 0 }),
  ]);
  expect(JSON.stringify(items)).not.toContain(secret);
});

test("a form asks for every setting of every kind, and for the secret as one", async () => {
  const answer = await crm.request("/api/providers", {}, "administrator");
  const { kinds }: { kinds: { name: string; settings: { name: string; input: string }[] }[] } =
    await answer.json();
  const namesOf = (kind: string) =>
    kinds
      .find(({ name }) => name === kind)
      ?.settings.map(({ name }) => name)
      .sort();
  expect(namesOf("oidc")).toEqual(Object.keys(oidcSettings.shape).sort());
  expect(namesOf("ldap")).toEqual(Object.keys(directorySettings.shape).sort());
  const secrets = kinds.flatMap(({ settings }) => settings.filter(({ input }) => input === "secret"));
  expect(secrets.map(({ name }) => name)).toEqual(["clientSecret", "bindPassword"]);
});
