import type { RecordsActionProps } from "../../web/parts/part.ts";
import { MergeWindow } from "./merge-window.tsx";

/** Letters or e-mails to many records. */
export default function MergeDialog(props: RecordsActionProps) {
  return <MergeWindow {...props} />;
}
