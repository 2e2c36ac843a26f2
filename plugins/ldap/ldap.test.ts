import { createServer, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addGroup } from "../../runtime/server/accounts/groups.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { inFilter, inName, put } from "./escape.ts";
import { hasSlapd, openSlapd, type Slapd } from "./fake/slapd.ts";
import { lookUp } from "./look-up.ts";
import { directorySettings } from "./settings.ts";

const suffix = "dc=firm,dc=example";
const root = "the keeper of the directory";
const entries = `dn: ${suffix}
objectClass: dcObject
objectClass: organization
dc: firm
o: Firm

dn: ou=people,${suffix}
objectClass: organizationalUnit
ou: people

dn: uid=anna,ou=people,${suffix}
objectClass: inetOrgPerson
uid: anna
cn: Anna
sn: Zèbre
displayName: Anna Zèbre
mail: anna@firm.example
userPassword: lampe orange velours

dn: uid=bruno,ou=people,${suffix}
objectClass: inetOrgPerson
uid: bruno
cn: Bruno
sn: B
mail: bruno@firm.example
userPassword: giraffe stapler onze

dn: uid=twin,ou=people,${suffix}
objectClass: inetOrgPerson
uid: twin
cn: Twin
sn: T
mail: bruno@firm.example
userPassword: giraffe stapler onze

dn: ou=groups,${suffix}
objectClass: organizationalUnit
ou: groups

dn: cn=Desk,ou=groups,${suffix}
objectClass: groupOfNames
cn: Desk
member: uid=anna,ou=people,${suffix}
`;

test("what somebody types stands in filters and names as a value alone", () => {
  expect(inFilter("*)(uid=*")).toBe("\\2a\\29\\28uid=\\2a");
  expect(inFilter("a\\b\0")).toBe("a\\5cb\\00");
  expect(inName("x,ou=admins")).toBe("x\\2cou\\3dadmins");
  expect(inName(" #a ")).toBe("\\20\\23a\\20");
  for (const user of ["$&", "$'", "$`", "$$"])
    expect(put("(|(uid={user})(mail={user}))", "{user}", user)).toBe(`(|(uid=${user})(mail=${user}))`);
});

test("a directory is asked encrypted, and either looked through or asked by a template", () => {
  const bad = (more: object) =>
    directorySettings.safeParse({ url: "ldaps://d.example", base: "x", ...more }).success;
  expect(bad({})).toBe(true);
  expect(bad({ url: "ldap://d.example" })).toBe(false);
  expect(bad({ url: "ldap://d.example", startTls: true })).toBe(true);
  expect(bad({ url: "http://d.example" })).toBe(false);
  expect(bad({ url: "ldaps://cn=x:secret@d.example" })).toBe(false);
  expect(bad({ template: "uid={user}" })).toBe(false);
  expect(bad({ base: undefined, template: "uid=anna" })).toBe(false);
});

test("a directory that is silent is given up in time", async () => {
  const sockets = new Set<Socket>();
  const silent = createServer((socket) => void sockets.add(socket));
  await new Promise<void>((done) => silent.listen(0, "127.0.0.1", done));
  const address = silent.address();
  const port = typeof address === "object" ? address?.port : 0;
  const settings = directorySettings.parse({
    url: `ldap://127.0.0.1:${port}`,
    unencrypted: true,
    base: suffix,
    bindName: "cn=x",
    bindPassword: "x",
    patience: 1,
  });
  await expect(lookUp(settings, { user: "anna", password: "x" })).rejects.toThrow();
  for (const socket of sockets) socket.destroy();
  await new Promise<void>((done) => silent.close(() => done()));
});

// Told by the runner as skipped where Debian's slapd is not installed; `.ci/slapd` installs it.
describe.skipIf(!hasSlapd)("with OpenLDAP", () => {
  let crm: TestCrm;
  let slapd: Slapd;

  beforeAll(async () => {
    slapd = await openSlapd(entries, { suffix, root });
    crm = await testCrm({
      jobs: false,
      plugins: ["ldap"],
      environment: { OUTGOING_ALLOW: "127.0.0.1,localhost" },
      users: [{ email: "anna@firm.example", roles: [] }],
    });
    await addGroup(crm.runtime, { name: "desk", label: "Desk", roles: [], directory: ["firm:Desk"] });
  });

  afterAll(async () => {
    await crm?.[Symbol.asyncDispose]();
    await slapd?.[Symbol.asyncDispose]();
  });

  const searching = () => ({
    url: `ldaps://localhost:${slapd.securePort}`,
    ca: slapd.ca,
    base: `ou=people,${suffix}`,
    bindName: `cn=root,${suffix}`,
    bindPassword: root,
    filter: "(|(uid={user})(mail={user}))",
    groupBase: `ou=groups,${suffix}`,
  });

  async function setUp(settings: object, more: object = {}): Promise<void> {
    const json = { kind: "ldap", label: "Firm", ...more, settings };
    const answer = await crm.request("/api/providers/firm", { method: "PUT", json }, "administrator");
    expect([answer.status, await answer.text()]).toEqual([200, expect.not.stringContaining(root)]);
  }

  async function signIn(user: string, password: string) {
    const json = { directory: "firm", user, password };
    const answer = await crm.request("/api/auth/sign-in/directory", { json });
    return {
      status: answer.status,
      body: await answer.json(),
      cookie: answer.headers.getSetCookie()[0] ?? "",
    };
  }

  const refused = { status: 401, body: { code: "access.wrong-credentials" } };

  test("somebody comes in by name or address and his password there, with his groups", async () => {
    await setUp(searching());
    const ways = await (await crm.request("/api/auth/ways")).json();
    expect(ways.directories).toEqual([{ name: "firm", label: "Firm", kind: "directory" }]);
    for (const user of ["anna", "ANNA@firm.example"]) {
      const { status, cookie } = await signIn(user, "lampe orange velours");
      expect(status).toBe(200);
      const me = await crm.request("/api/me", { headers: { cookie: cookie.split(";")[0] ?? "" } });
      expect(await me.json()).toMatchObject({
        user: { id: crm.as("anna@firm.example").user.id, groups: ["desk"] },
      });
    }
    const [row] = await crm.database.sql`select secret, settings from auth_provider`;
    expect(row).toMatchObject({ secret: expect.stringMatching(/^v1\./) });
  });

  test("a wrong or empty password, nobody, and a name that means several let nobody in", async () => {
    await setUp(searching(), { create: true });
    expect(await signIn("anna", "wrong")).toMatchObject(refused);
    expect((await signIn("anna", "")).status).toBe(400);
    expect(await signIn("nobody", "x")).toMatchObject(refused);
    expect(await signIn("bruno@firm.example", "giraffe stapler onze")).toMatchObject(refused);
    const settings = directorySettings.parse(searching());
    expect(await lookUp(settings, { user: "anna", password: "" })).toBeNull();
  });

  test("what is typed widens no search and reaches no other name", async () => {
    await setUp(searching());
    for (const user of ["*", "an*", "anna)(uid=*", "*)(|(uid=anna", "anna\\2a", "$'"])
      expect(await signIn(user, "lampe orange velours")).toMatchObject(refused);
    const { url, ca } = searching();
    await setUp({ url, ca, template: `uid={user},ou=people,${suffix}` });
    for (const user of ["anna,ou=people", "anna+cn=Anna", "anna$'", `anna,ou=people,${suffix}#`])
      expect(await signIn(user, "lampe orange velours")).toMatchObject(refused);
  });

  test("a template binds people as themselves, by StartTLS as well", async () => {
    const template = `uid={user},ou=people,${suffix}`;
    await setUp({ url: `ldap://localhost:${slapd.port}`, startTls: true, ca: slapd.ca, template });
    expect((await signIn("anna", "lampe orange velours")).status).toBe(200);
    expect(await signIn("anna", "wrong")).toMatchObject(refused);
  });

  test("a directory with an unknown certificate, a wrong secret of ours, or none at all is told as not answering", async () => {
    const down = { status: 502, body: { code: "provider.unreachable" } };
    const { ca: _, ...unknown } = searching();
    await setUp(unknown);
    expect(await signIn("anna", "lampe orange velours")).toMatchObject(down);
    await setUp({ ...searching(), bindPassword: "wrong" });
    expect(await signIn("anna", "lampe orange velours")).toMatchObject(down);
    await setUp({ ...searching(), url: "ldaps://localhost:9" });
    expect(await signIn("anna", "lampe orange velours")).toMatchObject(down);
    await setUp({ ...searching(), url: "ldaps://10.9.8.7:636" });
    expect(await signIn("anna", "lampe orange velours")).toMatchObject(down);
  });

  test("a directory that does not answer counts against nobody, and whom it knows but the house does not admit is noted", async () => {
    const { sql } = crm.database;
    await sql`delete from auth_attempt`;
    await setUp({ ...searching(), url: "ldaps://localhost:9" });
    for (let n = 0; n < 8; n++) expect((await signIn("twin", "giraffe stapler onze")).status).toBe(502);
    await setUp(searching());
    const noted = () =>
      sql`select detail from kernel_security_event where kind = 'sign-in-failed' and detail->>'email' = 'firm:twin'`;
    expect(await noted()).toHaveLength(0);
    const answer = await signIn("twin", "giraffe stapler onze");
    expect([answer.status, answer.body.code]).toEqual([403, "provider.unknown-account"]);
    expect(await noted()).toHaveLength(1);
  });

  test("six wrong passwords within a minute are refused before the directory is asked", async () => {
    await setUp(searching());
    for (let n = 0; n < 5; n++) await signIn("bruno", "wrong");
    expect((await signIn("bruno", "giraffe stapler onze")).status).toBe(429);
  });
});
