import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { Say } from "../language/index.ts";

/** One line at the bottom left, in the past tense; `undo` is offered for ten seconds. */
export function toast(say: Say, message: string, { undo }: { undo?: () => Promise<unknown> } = {}): void {
  const id = `toast-${Date.now()}-${Math.round(Math.random() * 1e6)}`;
  const takeBack = () => {
    notifications.hide(id);
    void undo?.();
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

/** A refusal that needs no reading at a field: stays until it is closed. */
export function toastRefusal(say: Say, message: string): void {
  notifications.show({
    autoClose: false,
    withBorder: true,
    color: "red",
    role: "alert",
    closeButtonProps: { "aria-label": say("shell.close") },
    message: <Text size="sm">{message}</Text>,
  });
}
