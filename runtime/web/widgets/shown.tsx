import type { Field } from "../../../metamodel/index.ts";
import { isEmpty } from "./empty.ts";
import type { Place } from "./widget.ts";
import { useWidgets } from "./widget-context.ts";

/** A value as people read it; nothing for an empty one. */
export function Shown({ field, value, place = "line" }: { field: Field; value: unknown; place?: Place }) {
  const { Show } = useWidgets()(field);
  if (isEmpty(value)) return null;
  return <Show field={field.result ?? field} value={value} place={place} />;
}
