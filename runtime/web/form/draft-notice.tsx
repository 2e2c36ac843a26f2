import { Button } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { formatInstant } from "../../../core/language/index.ts";
import { useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { changesOf } from "./changes.ts";
import { type Draft, dropDraft, keepDraft, readDraft } from "./drafts.ts";
import classes from "./form.module.css";
import type { RecordFormProps } from "./record-form.tsx";
import type { FormValues } from "./validator.ts";

/** Says that what was typed earlier is back, and how to be rid of it. */
export function DraftNotice({ at, onDrop }: { at: string; onDrop: () => void }) {
  const say = useSay();
  const { habits } = useWorkspace();
  return (
    <div className={classes.notice} role="status">
      {say("record.draft-found", { date: formatInstant(at, habits) })}
      <Button size="compact-sm" variant="subtle" onClick={onDrop}>
        {say("record.draft-drop")}
      </Button>
    </div>
  );
}

/** Keeps what is typed on this machine until it is saved or dropped. */
export function useDraft({
  draft: name,
  start,
  version,
}: Pick<RecordFormProps, "draft" | "start" | "version">) {
  const [found, setFound] = useState<Draft | null>(() => (name ? readDraft(name) : null));
  const [isKept, setIsKept] = useState(found !== null);
  const keepSoon = useDebouncedCallback((values: FormValues) => {
    if (!name) return;
    const isTouched = Object.keys(changesOf(start, values)).length > 0;
    if (isTouched) keepDraft(name, { version: version ?? null, values });
    else dropDraft(name);
    setIsKept(isTouched);
  }, 500);
  const drop = () => {
    keepSoon.cancel();
    if (name) dropDraft(name);
    setFound(null);
    setIsKept(false);
  };
  return { found, isKept, keep: keepSoon, drop };
}
