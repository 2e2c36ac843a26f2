import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { ListedProvider, ListedProviders } from "../../../runtime/server/sign-in/providers/routes.ts";
import { call } from "../../../runtime/web/api/client.ts";

const providersKey = ["designer", "providers"];

export function useProviders() {
  return useQuery({
    queryKey: providersKey,
    queryFn: () => call<ListedProviders>("/api/providers"),
  });
}

/** Reads the list of providers again. */
export function useProvidersAgain() {
  const cache = useQueryClient();
  return useCallback(() => cache.invalidateQueries({ queryKey: providersKey }), [cache]);
}

/** A provider as its form holds it. */
export interface TypedProvider {
  readonly name: string;
  readonly kind: string;
  readonly label: string;
  readonly create: boolean;
  readonly roles: readonly string[];
  readonly groupsOnly: boolean;
  readonly domains: readonly string[];
  readonly trustEmail: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
}

export function typedProvider(provider: ListedProvider | null, kind: string): TypedProvider {
  if (!provider)
    return {
      name: "",
      kind,
      label: "",
      create: false,
      roles: [],
      groupsOnly: false,
      domains: [],
      trustEmail: false,
      settings: {},
    };
  const { hasSecret: _, people: __, withoutPassword: ___, ...typed } = provider;
  return typed;
}

/** As the server takes it: settings left empty are not said, so that their defaults hold. */
export function saidOf({ name: _, settings, ...rest }: TypedProvider) {
  const said = Object.entries(settings).filter(
    ([, value]) => value !== "" && value !== null && value !== undefined,
  );
  return { ...rest, settings: Object.fromEntries(said) };
}

/** A name for addresses out of a label: `Example SA` becomes `example-sa`. */
export function addressName(label: string): string {
  return label
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 40);
}
