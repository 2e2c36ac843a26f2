import { call } from "../api/client.ts";
import { forgetRecords } from "./left-behind.ts";

/** Ends this session and leaves nothing of records in the browser. */
export async function signOut(): Promise<void> {
  const { continueAt } = await call<{ continueAt?: string | null }>("/api/auth/sign-out", {
    method: "POST",
    body: {},
  });
  forgetRecords();
  // Who came in by single sign-on signs out there too, and is sent back from there.
  window.location.assign(continueAt ?? "/");
}
