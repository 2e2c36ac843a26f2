import { type QueryClient, useQuery } from "@tanstack/react-query";
import { call } from "../api/client.ts";

/** A passkey as its owner sees it. */
export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

/** How I sign in; see `GET /api/me/security`. */
export interface Security {
  readonly password: boolean;
  /** An app of codes is connected. */
  readonly totp: boolean;
  /** Recovery codes that are left. */
  readonly recovery: number;
  readonly passkeys: readonly Passkey[];
  readonly passkeysPossible: boolean;
  readonly mail: boolean;
  /** A role asks for two factors. */
  readonly required: boolean;
}

const key = ["me", "security"];

export function useSecurity() {
  return useQuery({ queryKey: key, queryFn: () => call<Security>("/api/me/security") });
}

/** Reads how I sign in anew, and where: changing one often ends the other. */
export function securityChanged(cache: QueryClient): Promise<void> {
  return cache.invalidateQueries({ queryKey: ["me"] });
}
