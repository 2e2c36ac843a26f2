import { useQuery } from "@tanstack/react-query";
import { address, call } from "../api/client.ts";
import { keys } from "../api/keys.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useWorkspace } from "../model/workspace.ts";

/** The title of a record of a type, known by its key alone. */
export function useTitle(to: string, id: string | null): string | null {
  const { model } = useWorkspace();
  const { data } = useQuery({
    queryKey: [...keys.records(model, to), "title", id],
    enabled: id !== null && to !== "",
    queryFn: ({ signal }) => call<RecordJson>(address(`records/${to}/${id}`, { select: "id" }), { signal }),
  });
  return data?.title ?? null;
}
