import { useQuery } from "@tanstack/react-query";
import type { Field } from "../../../metamodel/index.ts";
import { address, call } from "../api/client.ts";
import { keys } from "../api/keys.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useWorkspace } from "../model/workspace.ts";
import { targetOf } from "./reference-value.ts";

/** The title of a record that a field points to, known by its key alone. */
export function useTitle(field: Field, id: string | null): string | null {
  const { model } = useWorkspace();
  const to = targetOf(field) ?? "";
  const { data } = useQuery({
    queryKey: [...keys.records(model, to), "title", id],
    enabled: id !== null && to !== "",
    queryFn: ({ signal }) => call<RecordJson>(address(`records/${to}/${id}`, { select: "id" }), { signal }),
  });
  return data?.title ?? null;
}
