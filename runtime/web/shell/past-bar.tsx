import { Button, TextInput } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useEffect, useId, useState } from "react";
import { formatInstant, readInstant } from "../../../core/language/index.ts";
import { useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import classes from "./past-bar.module.css";

/** Says that the page shows a past instant and changes nothing; the instant can be typed, and left. */
export default function PastBar({ at, onChange }: { at: string; onChange: (at: string | null) => void }) {
  const say = useSay();
  const { habits } = useWorkspace();
  const shown = formatInstant(at, habits);
  const [typed, setTyped] = useState(shown);
  const [isWrong, setWrong] = useState(false);
  useEffect(() => setTyped(shown), [shown]);
  const wordsId = useId();
  const keep = () => {
    if (typed === shown) return setWrong(false);
    const instant = readInstant(typed, habits);
    setWrong(instant === null);
    if (instant !== null) onChange(instant);
  };
  return (
    <div className={classes.bar} role="status">
      <IconHistory size={16} aria-hidden />
      <span>{say("past.as-of")}</span>
      <TextInput
        size="xs"
        className={classes.input ?? ""}
        aria-label={say("past.instant")}
        value={typed}
        error={isWrong}
        aria-describedby={wordsId}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => event.key === "Enter" && keep()}
      />
      <span id={wordsId} className={classes.words} data-wrong={isWrong || undefined}>
        {isWrong ? say("past.unreadable", { example: shown }) : say("past.read-only")}
      </span>
      <Button size="compact-sm" onClick={() => onChange(null)}>
        {say("past.leave")}
      </Button>
    </div>
  );
}
