import { Navigate } from "@tanstack/react-router";
import type { RecordsActionProps } from "../../web/parts/part.ts";

/** Leads from a list to the import of its type. */
export default function ImportFromList({ choice }: RecordsActionProps) {
  return <Navigate to="/-/import" search={{ type: choice.type.name } as never} />;
}
