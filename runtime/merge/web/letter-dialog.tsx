import type { RecordsActionProps } from "../../web/parts/part.ts";
import { MergeWindow } from "./merge-window.tsx";

/** A letter to one record. */
export default function LetterDialog(props: RecordsActionProps) {
  return <MergeWindow {...props} channel="letter" />;
}
