import { call } from "../api/client.ts";
import type { Say } from "../language/index.ts";
import { reasonOf } from "./states.tsx";
import { toastRefusal } from "./toast.tsx";

/** Acts for somebody from here on. The page is loaded anew: nothing that was read with other rights may stay. */
export function actFor(say: Say, account: string): Promise<void> {
  return change(say, "/api/me/act-for", { account });
}

/** Looks at the app as somebody else sees it, from here on. */
export function seeAs(say: Say, account: string): Promise<void> {
  return change(say, "/api/see-as", { account });
}

export function stopStandingIn(say: Say, isLooking: boolean): Promise<void> {
  return change(say, isLooking ? "/api/see-as/stop" : "/api/me/act-for/stop", {});
}

async function change(say: Say, address: string, body: object): Promise<void> {
  try {
    await call(address, { method: "POST", body });
    window.location.assign("/");
  } catch (problem) {
    toastRefusal(say, reasonOf(problem, say));
  }
}
