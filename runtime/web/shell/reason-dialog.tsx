import { Button, Modal, Textarea } from "@mantine/core";
import { useState } from "react";
import { useSay } from "../language/index.ts";
import classes from "./reason-dialog.module.css";

/** The question why, and what answers it: null where the user thinks better of it. */
export default function ReasonDialog({
  sentence,
  onEnd,
}: {
  sentence: string;
  onEnd: (reason: string | null) => void;
}) {
  const say = useSay();
  const [reason, setReason] = useState("");
  const given = reason.trim();
  return (
    <Modal
      opened
      onClose={() => onEnd(null)}
      size={440}
      title={say("reason.title")}
      closeButtonProps={{ "aria-label": say("shell.close") }}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          // A dialog over a form is inside it for React: its answer is not that form's.
          event.stopPropagation();
          if (given) onEnd(given);
        }}
      >
        <Textarea
          label={sentence}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={500}
          autosize
          minRows={2}
          maxRows={8}
          data-autofocus
        />
        <div className={classes.actions}>
          <Button onClick={() => onEnd(null)}>{say("shell.cancel")}</Button>
          <Button type="submit" variant="filled" disabled={!given}>
            {say("reason.go-on")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
