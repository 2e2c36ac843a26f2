import { Button, Group, Text } from "@mantine/core";
import { Notifications, notifications } from "@mantine/notifications";
import "@mantine/notifications/styles.css";
import { newId } from "../../../core/ids.ts";
import type { Say } from "../language/index.ts";

/** Three toasts at most, at the bottom left. */
export default function ToastStack() {
  return <Notifications position="bottom-left" limit={3} />;
}

export function showToast(say: Say, message: string, undo: (() => Promise<unknown>) | undefined): void {
  const id = newId();
  const takeBack = () => {
    notifications.hide(id);
    void undo?.().catch(() => showRefusal(say, say("shell.undo-failed")));
  };
  notifications.show({
    id,
    autoClose: undo ? 10_000 : 4_000,
    withBorder: true,
    closeButtonProps: { "aria-label": say("shell.close") },
    message: (
      <Group gap="sm" wrap="nowrap" justify="space-between">
        <Text size="sm" lineClamp={2}>
          {message}
        </Text>
        {undo ? (
          <Button size="compact-sm" variant="subtle" onClick={takeBack} style={{ flexShrink: 0 }}>
            {say("shell.undo")}
          </Button>
        ) : null}
      </Group>
    ),
  });
}

export function showRefusal(say: Say, message: string): void {
  notifications.show({
    autoClose: false,
    withBorder: true,
    color: "red",
    role: "alert",
    closeButtonProps: { "aria-label": say("shell.close") },
    message: <Text size="sm">{message}</Text>,
  });
}
