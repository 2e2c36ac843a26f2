import { hashPassword as hashByScrypt } from "better-auth/crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestCrm, testCrm } from "../../../../test/support/crm.ts";
import { addAccount } from "../../accounts/accounts.ts";
import { checkPassword, hashPassword } from "./hashing.ts";
import { inTurn } from "./turns.ts";
import { mustBeStrong } from "./weak.ts";

let crm: TestCrm;
beforeAll(async () => {
  crm = await testCrm({ jobs: false });
});
afterAll(() => crm[Symbol.asyncDispose]());

test("a password is kept as argon2id with the cost OWASP asks for, each time under another salt", async () => {
  const [one, two] = await Promise.all([hashPassword("drei nasse Hunde"), hashPassword("drei nasse Hunde")]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(two).not.toBe(one);
  expect(await checkPassword("drei nasse Hunde", one)).toEqual({ fits: true, old: false });
  expect(await checkPassword("drei nasse Hundf", one)).toEqual({ fits: false, old: false });
  expect(
    (await checkPassword("caf\u00e9 noir velours", await hashPassword("cafe\u0301 noir velours"))).fits,
  ).toBe(true);
});

test.each(["", "x", "$argon2id$v=19$m=1,t=1,p=1$AAAA$BBBB", "a:b", "::", "$2b$10$abc"])(
  "a hash that cannot be read, %o, lets nobody in",
  async (kept) => {
    expect((await checkPassword("whatever it was", kept)).fits).toBe(false);
  },
);

test("whoever has a password of an earlier version gets in, and it is kept anew", async () => {
  const password = "altes Schloss im Wald";
  const email = "old@test.example";
  const { id } = await addAccount(crm.runtime, {
    email,
    name: "old",
    roles: [],
    passwordHash: await hashByScrypt(password),
  });
  const kept = async () =>
    (await crm.database.sql`select password from auth_account where user_id = ${id}`)[0]?.password;
  expect(await kept()).not.toMatch(/^\$argon2id/);
  const signIn = () => crm.request("/api/auth/sign-in/email", { json: { email, password } });
  expect((await signIn()).status).toBe(200);
  expect(await kept()).toMatch(/^\$argon2id/);
  expect((await signIn()).status).toBe(200);
});

const anna = { own: ["Anna Meier-Dubois", "anna.meier@lemanix.example", "Lémanix"] };

test.each([
  "Password123!",
  "azerty123456",
  "dossier2026",
  "Dossier2026!!",
  "motdepasse2026",
  "P@ssw0rd2026",
  "annameier2026",
  "Anna.Meier.2026",
  "anna.meier@lemanix.example",
  "Lémanix-2026!",
  "aaaaaaaaaaaaaaa",
  "123456789012",
  "abcdefghijklmnop",
  "qwertzuiopasdf",
  "iloveyou-iloveyou",
])("%s is refused", async (password) => {
  await expect(mustBeStrong(password, anna)).rejects.toMatchObject({
    code: expect.stringMatching(/^password\.(weak|short)$/),
  });
});

test.each([
  "un cheval correct",
  "correct horse battery",
  "giraffe stapler onze",
  "7Gx!q2Lz0pVw",
  "löwenzahn kauft brot",
  "3b241101-e2bb-4255-8caf-4136c566a962",
  "这是一个很长的密码短语呀",
])("%s is taken, whatever kinds of characters it has", async (password) => {
  await expect(mustBeStrong(password, anna)).resolves.toBeUndefined();
});

test("one character fewer than twelve is too short, told with what is asked for", async () => {
  await expect(mustBeStrong("7Gx!q2Lz0pV", anna)).rejects.toMatchObject({
    code: "password.short",
    values: { min: 12 },
  });
});

test("every door where a password is chosen refuses a weak one", async () => {
  const password = "Password123!";
  const made = { email: "weak@test.example", name: "weak", password };
  const account = await crm.request("/api/accounts", { json: made }, "administrator");
  expect([account.status, (await account.json()).code]).toEqual([422, "password.weak"]);
  const own = await crm.request("/api/me/password", { json: { password } }, "administrator");
  expect(await own.json()).toMatchObject({ code: "password.weak", errors: [{ path: "password" }] });
});

test("two passwords are worked at together, the others wait, and beyond 200 they are asked to come back", async () => {
  let now = 0;
  let most = 0;
  const works = Array.from({ length: 1_000 }, () =>
    inTurn(async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((done) => setImmediate(done));
      now -= 1;
    }),
  );
  const ended = await Promise.allSettled(works);
  expect(most).toBe(2);
  expect(ended.filter(({ status }) => status === "fulfilled")).toHaveLength(202);
  const refused = ended.filter((each) => each.status === "rejected");
  expect(new Set(refused.map(({ reason }) => reason.code))).toEqual(new Set(["server.busy"]));
  expect(await inTurn(async () => "again")).toBe("again");
});

test("a thousand failures at once leave the house answering, and whoever has the password gets in afterwards", async () => {
  const email = "target@test.example";
  const passwordHash = await hashPassword("correct horse battery");
  await addAccount(crm.runtime, { email, name: "target", roles: [], passwordHash });
  const before = process.memoryUsage().rss;
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, (_, n) =>
      crm.request("/api/auth/sign-in/email", {
        json: { email: n % 2 ? email : `nobody${n}@test.example`, password: `guess number ${n}` },
        headers: { "x-forwarded-for": `10.0.${n >> 8}.${n & 255}` },
      }),
    ),
  );
  const tally = Map.groupBy(answers, ({ status }) => status);
  expect([...tally.keys()].filter((status) => ![401, 429, 503].includes(status))).toEqual([]);
  expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(400);
  expect((await crm.request("/api/health")).status).toBe(200);
  await crm.database.sql`update auth_attempt set at = at - interval '2 minutes'`;
  const right = await crm.request("/api/auth/sign-in/email", {
    json: { email, password: "correct horse battery" },
  });
  expect(right.status).toBe(200);
});
