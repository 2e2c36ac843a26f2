import { Pill } from "../../web/widgets/pill.tsx";
import type { MailState } from "./outbox.ts";
import { useMergeSay } from "./say.ts";

const tones = { waiting: "yellow", sent: "green", failed: "red" } as const;

/** Where a mail stands, by shape, word and tone. */
export function MailStatePill({ state }: { state: MailState }) {
  const say = useMergeSay();
  return <Pill tone={tones[state]} label={say(`outbox.${state}`)} />;
}
