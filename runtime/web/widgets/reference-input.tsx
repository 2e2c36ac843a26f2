import { RecordSearch } from "./record-search.tsx";
import { targetOf } from "./reference-value.ts";
import type { InputProps } from "./widget.ts";

/** One record of the type that the field points to. */
export default function ReferenceInput(props: InputProps) {
  return <RecordSearch {...props} to={targetOf(props.field) ?? ""} />;
}
