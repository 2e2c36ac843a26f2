import { openRuntime } from "../../runtime/open-runtime.ts";
import { createApp } from "../../runtime/server/app.ts";
import type { TestCrm, TestRequest } from "./crm.ts";

/** A second server on the database of a test, as another process would be. */
export interface SecondServer extends AsyncDisposable {
  /** Asks with a cookie that the first server gave. */
  request(path: string, cookie: string, init?: TestRequest): Promise<Response>;
}

export async function secondServer(crm: TestCrm): Promise<SecondServer> {
  const house = await openRuntime(crm.config, { log: crm.runtime.log });
  const { hono, close } = createApp(house.runtime, { ...house, webFolder: "/nowhere" });
  return {
    request: async (path, cookie, { json, ...init } = {}) =>
      hono.request(path, {
        ...(json === undefined ? {} : { method: "POST", body: JSON.stringify(json) }),
        ...init,
        headers: { cookie, "content-type": "application/json" },
      }),
    [Symbol.asyncDispose]: async () => {
      close();
      await house.close();
    },
  };
}

/** A new session of an account, by a one-time link. */
export async function newSession(crm: TestCrm, who: string): Promise<string> {
  const { id } = crm.as(who).user;
  const made = await crm.request(`/api/accounts/${id}/link`, { json: {} }, "administrator");
  const token = new URL((await made.json()).link).searchParams.get("token");
  const answer = await crm.request("/api/auth/sign-in/link", { json: { token } });
  return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

/** Asks until the answer is the expected one, for a second at most; gives the last answer. */
export async function withinASecond<Value>(ask: () => Promise<Value>, expected: Value): Promise<Value> {
  const end = Date.now() + 1_000;
  let value = await ask();
  while (JSON.stringify(value) !== JSON.stringify(expected) && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    value = await ask();
  }
  return value;
}
