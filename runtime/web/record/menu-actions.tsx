import { Menu } from "@mantine/core";
import { Suspense, useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import { iconOf } from "../icons.ts";
import { useLanguage } from "../language/index.ts";
import { dialogOf, offeredActions } from "../list/records-actions.tsx";
import { useWorkspace } from "../model/workspace.ts";
import type { RecordsChoice } from "../parts/index.ts";

/** What the rooms offer in the menu of a record, and the dialog that is open. */
export function useMenuActions(choice: RecordsChoice) {
  const language = useLanguage();
  const workspace = useWorkspace();
  const [opened, setOpened] = useState<string | null>(null);
  const offered = offeredActions(choice, workspace).filter(({ place }) => place === "menu");
  const Dialog = opened ? dialogOf(offered, opened) : null;
  const items = offered.map(({ name, icon, label }) => {
    const Icon = iconOf(icon);
    return (
      <Menu.Item key={name} leftSection={<Icon size={16} />} onClick={() => setOpened(name)}>
        {inWords(label, language)}
      </Menu.Item>
    );
  });
  const dialog = (
    <Suspense>{Dialog ? <Dialog choice={choice} onClose={() => setOpened(null)} /> : null}</Suspense>
  );
  return { items, dialog };
}
