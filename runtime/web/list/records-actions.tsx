import { ActionIcon, Button } from "@mantine/core";
import { type ComponentType, lazy, Suspense, useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import type { ModelType } from "../../../metamodel/index.ts";
import { iconOf } from "../icons.ts";
import { useLanguage } from "../language/index.ts";
import { isAllowed } from "../model/may.ts";
import { useWorkspace, type Workspace } from "../model/workspace.ts";
import { actions, type RecordsAction, type RecordsActionProps, type RecordsChoice } from "../parts/index.ts";
import { useKeys } from "../shell/keys.ts";
import type { ListState } from "./list-state.ts";

/** What the rooms offer for everything that the list shows: letters, mails … */
export function ListActions({ type, state }: { type: ModelType; state: ListState }) {
  const { filter, search, columns } = state;
  const choice = { type, ids: null, filter, search, sort: state.sort.join(","), columns };
  return <PartActions choice={choice} look="icons" />;
}

/** The rooms' actions that suit the type and the user, each opening its own dialog. */
export function PartActions({ choice, look }: { choice: RecordsChoice; look: "icons" | "buttons" }) {
  const language = useLanguage();
  const workspace = useWorkspace();
  const [opened, setOpened] = useState<string | null>(null);
  const offered = offeredActions(choice, workspace).filter(({ place }) => place !== "menu");
  const letters = offered.flatMap(({ letter, name }) =>
    letter ? [[letter, () => setOpened(name)] as const] : [],
  );
  useKeys(Object.fromEntries(letters), { enabled: choice.ids?.length === 1 && look === "icons" });
  const Dialog = opened ? dialogOf(offered, opened) : null;
  return (
    <>
      {offered.map((action) => {
        const Icon = iconOf(action.icon);
        const label = inWords(action.label, language);
        const open = () => setOpened(action.name);
        if (look === "buttons")
          return (
            <Button key={action.name} leftSection={<Icon size={16} />} onClick={open}>
              {label}
            </Button>
          );
        const title = action.letter ? `${label} (${action.letter.toUpperCase()})` : label;
        return (
          <ActionIcon key={action.name} onClick={open} aria-label={label} title={title}>
            <Icon size={18} />
          </ActionIcon>
        );
      })}
      <Suspense>{Dialog ? <Dialog choice={choice} onClose={() => setOpened(null)} /> : null}</Suspense>
    </>
  );
}

/** The actions that the records, their type's capabilities and the user's rights allow. */
export function offeredActions(
  choice: RecordsChoice,
  { model, allowed, me }: Pick<Workspace, "model" | "allowed" | "me">,
): readonly RecordsAction[] {
  return actions.filter(
    ({ capability, needs, suits, may }) =>
      (may?.(me) ?? true) &&
      (capability === undefined || choice.type.capabilities.has(capability)) &&
      (needs === undefined || isAllowed(allowed, { type: choice.type.name, action: needs })) &&
      (suits?.(choice, model) ?? true),
  );
}

const dialogs = new Map<RecordsAction, ComponentType<RecordsActionProps>>();

/** The dialog of an action, loaded when it is opened. */
export function dialogOf(
  offered: readonly RecordsAction[],
  name: string,
): ComponentType<RecordsActionProps> | null {
  const action = offered.find((each) => each.name === name);
  if (!action) return null;
  const dialog = dialogs.get(action) ?? lazy(action.load);
  dialogs.set(action, dialog);
  return dialog;
}
