import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from "@simplewebauthn/browser";
import { call } from "../api/client.ts";
import { useSecuritySay } from "./say.ts";

/** Whether this browser can keep or show a passkey. */
export function canUsePasskeys(): boolean {
  return browserSupportsWebAuthn();
}

/** Lets the browser show a passkey of this house, to sign in or to show again who one is. */
export async function showPasskey<Answer>(
  to: "/api/auth/sign-in/passkey" | "/api/me/security/confirm/passkey",
): Promise<Answer> {
  const optionsJSON = await call<PublicKeyCredentialRequestOptionsJSON>("/api/auth/passkey/options", {
    method: "POST",
    body: {},
  });
  const response = await startAuthentication({ optionsJSON });
  return call<Answer>(to, { method: "POST", body: { response } });
}

/** Lets the browser make a passkey for the account that is signed in. */
export async function addPasskey(name: string): Promise<void> {
  const optionsJSON = await call<PublicKeyCredentialCreationOptionsJSON>(
    "/api/me/security/passkeys/options",
    { method: "POST", body: {} },
  );
  const response = await startRegistration({ optionsJSON });
  await call("/api/me/security/passkeys", { method: "POST", body: { name, response } });
}

/** What a browser means when it neither makes nor shows a passkey. */
export function usePasskeyReason(): (problem: unknown) => string | null {
  const say = useSecuritySay();
  return (problem) => {
    if (!(problem instanceof Error)) return null;
    if (problem.name === "InvalidStateError") return say("passkey.already");
    return problem.name === "NotAllowedError" || problem.name === "AbortError"
      ? say("passkey.interrupted")
      : null;
  };
}
