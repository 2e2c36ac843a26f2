import { useQuery } from "@tanstack/react-query";
import { call } from "../api/client.ts";

/** What can be shown beside a password or a link. */
export type Factor = "totp" | "passkey" | "recovery";

/** A provider of identities as its button names it. */
export interface Directory {
  readonly name: string;
  readonly label: string;
  readonly kind: "single-sign-on" | "directory";
}

/** How one can sign in here; see `GET /api/auth/ways`. */
export interface Ways {
  readonly password: boolean;
  /** A link by e-mail. */
  readonly link: boolean;
  readonly passkey: boolean;
  /** Who else may say who one is: by going there, or by the password that one has there. */
  readonly directories: readonly Directory[];
  /** What this browser is asked for now that its user has shown a password or a link. */
  readonly secondFactor: readonly Factor[];
}

/** What an answer to showing who one is says: in, or what is asked for next. */
export interface LetThrough {
  readonly secondFactor?: readonly Factor[];
}

export function useWays() {
  return useQuery({
    queryKey: ["sign-in", "ways"],
    queryFn: () => call<Ways>("/api/auth/ways"),
    gcTime: 0,
    staleTime: 0,
  });
}
