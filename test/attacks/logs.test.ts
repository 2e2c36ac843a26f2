import { expect, test } from "vitest";
import { openLog } from "../../core/log.ts";
import { openRuntime } from "../../runtime/open-runtime.ts";
import { createApp } from "../../runtime/server/app.ts";
import { makeSignInToken } from "../../runtime/server/sign-in/index.ts";
import { house } from "../contract/house.ts";
import { testCrm } from "../support/crm.ts";

test("with everything logged, no password, token, cookie, key, address or value of a record is in the log", async () => {
  await using crm = await testCrm({ documents: house, jobs: false });
  const lines: string[] = [];
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
    const [account] = await database.sql<{ id: string }[]>`select id from auth_user where email = ${email}`;
    const token = await makeSignInToken(database, { account: account?.id ?? "" });
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
    close();

    const all = lines.join("");
    expect(lines.length).toBeGreaterThan(5);
    expect(all).toContain("a request failed");
    for (const secret of [/geheim/i, token, cookie.split("=")[1] ?? "none", /iris/i, /6931471/, email])
      expect(all).not.toMatch(secret instanceof RegExp ? secret : new RegExp(secret.replace(/[^\w]/g, ".")));
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ time: expect.stringMatching(/Z$/) });
  } finally {
    await open.close();
  }
});
