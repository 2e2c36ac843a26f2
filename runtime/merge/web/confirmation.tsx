import { Button, Modal } from "@mantine/core";
import classes from "./merge.module.css";
import { useMergeSay } from "./say.ts";

/** Asks before what cannot be taken back: the title names verb and number, the button says the verb again. */
export function Confirmation({
  title,
  effect,
  verb,
  onConfirm,
  onClose,
}: {
  title: string;
  effect: string;
  verb: string;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const say = useMergeSay();
  return (
    <Modal
      opened
      onClose={onClose}
      size={440}
      closeButtonProps={{ "aria-label": say("merge.close") }}
      title={title}
      classNames={{ title: classes.title ?? "" }}
    >
      <p className={classes.line}>{effect}</p>
      <div className={classes.buttons}>
        <Button onClick={onClose}>{say("merge.cancel")}</Button>
        <Button variant="filled" onClick={onConfirm} data-autofocus>
          {verb}
        </Button>
      </div>
    </Modal>
  );
}
