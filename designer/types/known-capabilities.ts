import { useQuery } from "@tanstack/react-query";
import type { Words } from "../../core/language/index.ts";
import { call } from "../../runtime/web/api/client.ts";

interface KnownCapabilities {
  readonly items: readonly { readonly name: string; readonly label: Words; readonly help: Words }[];
  readonly actions: readonly BroughtAction[];
}

/** What a capability lets people do with a record, as roles allow it by name. */
export interface BroughtAction {
  readonly name: string;
  readonly label: Words;
  /** What it is allowed like where a role says nothing of it. */
  readonly as: "see" | "change";
  readonly capability: string;
  /** Of every type, whatever it has switched on. */
  readonly isForAll: boolean;
}

/** What types can switch on, plugins included, and what roles may allow thanks to it. */
export function useCapabilities() {
  return useQuery({
    queryKey: ["designer-capabilities"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => call<KnownCapabilities>("/api/metadata/capabilities"),
  });
}
