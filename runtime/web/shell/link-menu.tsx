import { Menu, type MenuProps, ScrollArea } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { iconOf } from "../icons.ts";
import type { LayerProps } from "./on-demand.tsx";

/** One place a menu leads to, inside the application or, with `download`, to a file. */
export interface LinkItem {
  readonly key: string;
  readonly label: string;
  readonly icon?: string | undefined;
  readonly path: string;
  readonly isDownload?: boolean;
}

/** A menu of places. */
export default function LinkMenu({
  target,
  items,
  position = "bottom-end",
}: LayerProps & { items: readonly LinkItem[]; position?: NonNullable<MenuProps["position"]> }) {
  return (
    <Menu position={position} defaultOpened>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown miw={200}>
        <ScrollArea.Autosize mah="70vh">
          {items.map((item) => (
            <LinkMenuItem key={item.key} item={item} />
          ))}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  );
}

function LinkMenuItem({ item }: { item: LinkItem }) {
  if (item.isDownload)
    return (
      <Menu.Item component="a" href={item.path} download>
        {item.label}
      </Menu.Item>
    );
  const Icon = iconOf(item.icon);
  return (
    <Menu.Item component={Link} to={item.path} leftSection={<Icon size={16} stroke={1.6} />}>
      {item.label}
    </Menu.Item>
  );
}
