import { useSyncExternalStore } from "react";

const sign = "#choose-password=";

/** The token of a link at which a password is chosen; it stands behind # and reaches no server by itself. */
export function useChoosingToken(): string | null {
  return useSyncExternalStore(
    (tell) => {
      window.addEventListener("hashchange", tell);
      return () => window.removeEventListener("hashchange", tell);
    },
    () => {
      const { hash } = window.location;
      return hash.startsWith(sign) ? hash.slice(sign.length) : null;
    },
  );
}

const passkeyNext = "#new-passkey";

/** Takes a used link out of the address and out of the browser's memory of it; a passkey is made next if wanted. */
export function leaveChoosing({ forPasskey = false }: { forPasskey?: boolean } = {}): void {
  window.history.replaceState(null, "", forPasskey ? `/${passkeyNext}` : "/");
  window.dispatchEvent(new Event("hashchange"));
}

/** Whether somebody who followed an invitation wanted a passkey rather than a password. */
export function wantsPasskey(): boolean {
  return window.location.hash === passkeyNext;
}
