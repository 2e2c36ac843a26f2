import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { readConfig } from "../../core/config.ts";
import { systemCrm } from "../../runtime/command/load-app.ts";
import { applyChanges } from "../../runtime/metadata/index.ts";
import { openRuntime } from "../../runtime/open-runtime.ts";
import { addAccount } from "../../runtime/server/accounts/accounts.ts";
import { createApp } from "../../runtime/server/app.ts";
import { makeSignInToken } from "../../runtime/server/sign-in/index.ts";
import { house } from "../contract/house.ts";
import { testCrm } from "../support/crm.ts";

test("two workspaces on one server, with one key and one folder, know nothing of each other", async () => {
  await using ours = await testCrm({ documents: house, jobs: false });
  const config = readConfig({ DATABASE_URL: ours.database.url, SCHEMA: "theirs", DATA: ours.config.data });
  const theirs = await openRuntime(config, { log: ours.runtime.log });
  try {
    await applyChanges(systemCrm(theirs.runtime), { documents: house });
    const { hono, close } = createApp(theirs.runtime, { ...theirs, webFolder: "none" });
    const email = "administrator@test.example";
    const roles = ["administrator"];
    const account = await addAccount(theirs.runtime, { email, name: "Theirs", roles });
    const token = await makeSignInToken(theirs.runtime.database, { account: account.id });
    const link = {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token }),
    };
    const signedIn = await hono.request("/api/auth/sign-in/link", link);
    const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const body = new FormData();
    body.set("file", new File(["geheim"], "plan.txt"));
    const there = (path: string, init: RequestInit = {}) =>
      hono.request(path, { ...init, headers: { ...init.headers, cookie } });
    const file = await (await there("/api/files", { method: "POST", body })).json();
    const made = await there("/api/records/thing", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ subject: "geheim", scan: file }),
    });
    const { id } = await made.json();
    expect(made.status).toBe(201);
    expect((await there(`/api/files/${file.id}`)).status).toBe(200);

    expect((await ours.request("/api/me", { headers: { cookie } })).status).toBe(401);
    expect((await ours.request("/api/auth/sign-in/link", { json: { token } })).status).toBe(401);
    for (const path of [
      `/api/records/thing/${id}`,
      `/api/history/thing/${id}`,
      `/api/files/${file.id}`,
      `/api/documents/${id}`,
      `/api/accounts/${account.id}`,
      `/api/jobs/${randomUUID()}`,
    ])
      expect((await ours.request(path, {}, "administrator")).status).toBe(404);
    for (const init of [{ method: "PATCH", json: { subject: "x" } }, { method: "DELETE" }])
      expect((await ours.request(`/api/records/thing/${id}`, init, "administrator")).status).toBe(404);
    const taken = { json: { subject: "taken", scan: file } };
    const answer = await ours.request("/api/records/thing", taken, "administrator");
    expect(answer.status).toBe(422);
    const found = await ours.request("/api/search?q=geheim", {}, "administrator");
    expect(await found.text()).not.toContain(id);
    close();
  } finally {
    await theirs.close();
  }
});
