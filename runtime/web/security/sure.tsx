import { Button, Group, Modal, Text } from "@mantine/core";
import { useSay } from "../language/index.ts";
import { useSecuritySay } from "./say.ts";

/** Asks before something that cannot be undone; the button repeats the verb. */
export function Sure({
  title,
  effect,
  verb,
  onSure,
  onClose,
}: {
  title: string;
  effect: string;
  verb: string;
  onSure: () => void;
  onClose: () => void;
}) {
  const say = useSecuritySay();
  const sayShell = useSay();
  return (
    <Modal
      opened
      onClose={onClose}
      size={440}
      title={title}
      closeButtonProps={{ "aria-label": sayShell("shell.close") }}
    >
      <Text mb="lg">{effect}</Text>
      <Group justify="flex-end" gap="sm">
        <Button onClick={onClose}>{say("security.cancel")}</Button>
        <Button variant="filled" onClick={onSure}>
          {verb}
        </Button>
      </Group>
    </Modal>
  );
}
