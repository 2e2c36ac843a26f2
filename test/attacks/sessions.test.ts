import { afterAll, beforeAll, expect, test } from "vitest";
import { openRuntime } from "../../runtime/open-runtime.ts";
import { addAccount } from "../../runtime/server/accounts/accounts.ts";
import { createApp } from "../../runtime/server/app.ts";
import { type TestCrm, testCrm } from "../support/crm.ts";

const password = "correct horse battery";
let crm: TestCrm;

beforeAll(async () => {
  crm = await testCrm({ jobs: false });
  const passwordHash = await crm.house.signIn.hashPassword(password);
  for (const name of ["anna", "bruno"])
    await addAccount(crm.runtime, {
      email: `${name}@test.example`,
      name,
      roles: ["administrator"],
      passwordHash,
    });
});
afterAll(() => crm[Symbol.asyncDispose]());

async function signedIn(name: string): Promise<string> {
  const json = { email: `${name}@test.example`, password };
  const answer = await crm.request("/api/auth/sign-in/email", { json });
  expect(answer.status).toBe(200);
  return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

/** What a process that has heard of no session yet answers. */
async function asked(cookie: string): Promise<number> {
  const { database, config, runtime } = crm;
  const open = await openRuntime(config, { database, log: runtime.log });
  const app = createApp(open.runtime, { ...open, webFolder: "none" });
  try {
    return (await app.hono.request("/api/me", { headers: { cookie } })).status;
  } finally {
    app.close();
    await open.close();
  }
}

test("a session ends 72 hours after it was last used, and 30 days after it began however much it is used", async () => {
  const { sql } = crm.database;
  const idle = await signedIn("anna");
  const [session] = await sql<{ id: string; hours: number }[]>`
    select id, round(extract(epoch from expires_at - now()) / 3600)::int as hours from auth_session
    order by created_at desc limit 1`;
  expect(session?.hours).toBe(72);
  await sql`update auth_session set expires_at = now() - interval '1 second' where id = ${session?.id ?? ""}`;
  expect(await asked(idle)).toBe(401);

  const used = await signedIn("anna");
  await sql`update auth_session set created_at = now() - interval '30 days 1 second'`;
  expect(await asked(used)).toBe(401);
});

test("several sessions of an account stand beside each other, each is listed and ended alone", async () => {
  const [desk, phone] = [await signedIn("bruno"), await signedIn("bruno")];
  const ask = (cookie: string, path = "/api/me/sessions", method = "GET") =>
    crm.request(path, { method, headers: { cookie } });
  const { items, current } = await (await ask(desk)).json();
  expect(items).toHaveLength(2);
  const other = items.find(({ id }: { id: string }) => id !== current);
  expect((await ask(desk, `/api/me/sessions/${other.id}`, "DELETE")).status).toBe(204);
  expect([(await ask(phone)).status, (await ask(desk)).status]).toEqual([401, 200]);
});

test("a password is good however old it is", async () => {
  await crm.database.sql`update auth_account set created_at = '2001-01-01', updated_at = '2001-01-01'`;
  expect(await signedIn("bruno")).not.toBe("");
});
