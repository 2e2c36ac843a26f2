import type { RecordsActionProps } from "../../web/parts/part.ts";
import { MergeWindow } from "./merge-window.tsx";

/** An e-mail to one record. */
export default function MailDialog(props: RecordsActionProps) {
  return <MergeWindow {...props} channel="email" />;
}
