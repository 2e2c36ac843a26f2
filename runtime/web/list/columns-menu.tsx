import { ActionIcon, Checkbox, Group, Popover, ScrollArea, Stack, Text } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { inWords } from "../../../core/language/index.ts";
import { hasValue, type ModelType } from "../../../metamodel/index.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { fieldIn, resolvePath } from "../model/paths.ts";
import { useWorkspace } from "../model/workspace.ts";
import type { LayerProps } from "../shell/on-demand.tsx";
import type { ListState } from "./list-state.ts";

/** Which columns are shown, and in which order. */
export default function ColumnsMenu({
  type,
  state,
  target,
}: LayerProps & { type: ModelType; state: ListState }) {
  const say = useSay();
  const { shown, hidden } = useColumnChoice(type, state.columns);
  const keep = (columns: readonly string[]) => state.change({ columns });
  const move = (at: number, by: number) => {
    const columns = [...state.columns];
    const [moved] = columns.splice(at, 1);
    if (moved) columns.splice(at + by, 0, moved);
    keep(columns);
  };
  return (
    <Popover position="bottom-end" trapFocus defaultOpened>
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown>
        <ScrollArea.Autosize mah={420} w={280}>
          <Stack gap="xs" pr="sm">
            <Text size="xs" c="dimmed">
              {say("list.columns-shown")}
            </Text>
            {shown.map((column, at) => (
              <ColumnRow
                key={column.path}
                label={column.label}
                isFirst={at === 0}
                isLast={at === shown.length - 1}
                onHide={() => keep(state.columns.filter((path) => path !== column.path))}
                onMove={(by) => move(at, by)}
              />
            ))}
            <Text size="xs" c="dimmed" mt="sm">
              {say("list.columns-hidden")}
            </Text>
            {hidden.map((column) => (
              <Checkbox
                key={column.path}
                checked={false}
                label={column.label}
                onChange={() => keep([...state.columns, column.path])}
              />
            ))}
          </Stack>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}

function ColumnRow({
  label,
  isFirst,
  isLast,
  onHide,
  onMove,
}: {
  label: string;
  isFirst: boolean;
  isLast: boolean;
  onHide: () => void;
  onMove: (by: number) => void;
}) {
  const say = useSay();
  const up = say("list.move-up", { label });
  const down = say("list.move-down", { label });
  return (
    <Group justify="space-between" wrap="nowrap" gap="xs">
      <Checkbox checked label={label} onChange={onHide} disabled={isFirst && isLast} />
      <Group gap={0} wrap="nowrap">
        <ActionIcon size={24} disabled={isFirst} onClick={() => onMove(-1)} aria-label={up} title={up}>
          <IconArrowUp size={14} />
        </ActionIcon>
        <ActionIcon size={24} disabled={isLast} onClick={() => onMove(1)} aria-label={down} title={down}>
          <IconArrowDown size={14} />
        </ActionIcon>
      </Group>
    </Group>
  );
}

function useColumnChoice(type: ModelType, columns: readonly string[]) {
  const { model } = useWorkspace();
  const language = useLanguage();
  const say = useSay();
  const resolve = (path: string) => resolvePath({ model, language, say }, type, path);
  const shown = columns.map((path) => ({ path, label: resolve(path)?.label ?? path }));
  const names = new Set(
    type.concrete.concat(type.name).flatMap((name) => [...(model.types.get(name)?.fields.keys() ?? [])]),
  );
  const own = [...names].flatMap((name) => fieldIn(model, type, name) ?? []).filter(hasValue);
  const all = [
    ...own.map((field) => ({ path: field.name, label: inWords(field.label, language) })),
    ...(["title", "created_at", "updated_at"] as const).map((path) => ({
      path,
      label: say(`field.${path}`),
    })),
  ];
  return { shown, hidden: all.filter(({ path }) => !columns.includes(path)) };
}
