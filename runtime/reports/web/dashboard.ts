import { useQuery } from "@tanstack/react-query";
import type { Label } from "../../../core/language/index.ts";
import type { Tile } from "../../../metamodel/index.ts";
import { address, call } from "../../web/api/client.ts";
import type { TileData } from "../tile-data.ts";

/** A tile with what it shows, or the reason why it shows nothing. */
export type FilledTile = Tile & { readonly data?: TileData; readonly problem?: { readonly detail: string } };

/** What `GET /api/dashboards/{name}` answers. */
export interface Dashboard {
  readonly name: string;
  readonly label: Label;
  readonly tiles: readonly FilledTile[];
}

/** The figures of a dashboard, asked again whenever its page is opened. */
export function useDashboard(name: string, { revision }: { revision: number }) {
  return useQuery({
    queryKey: ["dashboard", name, revision],
    staleTime: 10_000,
    refetchOnMount: "always",
    queryFn: ({ signal }) => call<Dashboard>(address(`dashboards/${encodeURIComponent(name)}`), { signal }),
  });
}
