import { Group, Modal, SimpleGrid, Stack, Text } from "@mantine/core";
import { useLanguage, useSay, type WordKey } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { modulesOf } from "./modules.ts";

const groups: readonly { readonly title: WordKey; readonly keys: readonly (readonly [string, WordKey])[] }[] =
  [
    {
      title: "keys.everywhere",
      keys: [
        ["Ctrl+K", "keys.palette"],
        ["N", "keys.new"],
        ["?", "keys.help"],
        ["Esc", "keys.escape"],
      ],
    },
    {
      title: "keys.list",
      keys: [
        ["J K ↑ ↓", "keys.move"],
        ["Enter", "keys.open"],
        ["F2", "keys.edit-cell"],
        ["X", "keys.select"],
        ["F", "keys.filter"],
      ],
    },
    {
      title: "keys.record",
      keys: [
        ["J K", "keys.neighbours"],
        ["E", "keys.edit"],
        ["S", "keys.state"],
        ["I", "keys.note"],
        ["D", "keys.document"],
        ["H", "keys.history"],
        ["Ctrl+S", "keys.save"],
        ["Ctrl+Enter", "keys.send"],
      ],
    },
  ];

/** "?": the keys that work, by place. */
export default function KeysHelp({ onClose }: { onClose: () => void }) {
  const say = useSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  const modules = modulesOf(model, language).filter(({ letter }) => letter);
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("shell.shortcuts")}
      size={720}
      closeButtonProps={{ "aria-label": say("shell.close") }}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xl">
        {groups.map(({ title, keys }) => (
          <KeyGroup key={title} title={say(title)} rows={keys.map(([key, word]) => [key, say(word)])} />
        ))}
        <KeyGroup
          title={say("keys.go")}
          rows={[
            [say("keys.go-then", { key: "H" }), say("shell.home")],
            ...modules.map(
              (module) => [say("keys.go-then", { key: module.letter.toUpperCase() }), module.label] as const,
            ),
          ]}
        />
      </SimpleGrid>
    </Modal>
  );
}

function KeyGroup({ title, rows }: { title: string; rows: readonly (readonly [string, string])[] }) {
  return (
    <Stack gap="xs">
      <Text fw={600}>{title}</Text>
      {rows.map(([key, words]) => (
        <Group key={key} justify="space-between" wrap="nowrap">
          <Text size="sm">{words}</Text>
          <kbd>{key}</kbd>
        </Group>
      ))}
    </Stack>
  );
}
