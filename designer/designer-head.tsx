import { ActionIcon } from "@mantine/core";
import { IconAdjustments, IconArrowBackUp, IconArrowForwardUp, type IconStack2 } from "@tabler/icons-react";
import { inWords } from "../core/language/index.ts";
import type { ModelType } from "../metamodel/index.ts";
import { useLanguage } from "../runtime/web/language/index.ts";
import { PageHead } from "../runtime/web/shell/page-head.tsx";
import { useDraft } from "./changes/draft.ts";
import classes from "./designer.module.css";
import { DraftButton } from "./draft-button.tsx";
import { useDesignerSay } from "./say.ts";

/** Which type, what it extends, undo and redo, and the draft with its count. */
export function DesignerHead({
  type,
  onChanges,
  onSettings,
}: {
  type: ModelType | null;
  onChanges: () => void;
  onSettings: () => void;
}) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { drafted, undo, redo, canUndo, canRedo } = useDraft();
  const parent = drafted.model.types.get(type?.parent ?? "");
  return (
    <PageHead
      title={type ? inWords(type.label, language) : say("types.title")}
      parent={type ? { label: say("types.title"), path: "/-/designer" } : undefined}
      beside={
        parent ? (
          <span className={classes.extends}>
            {say("types.extends", { parent: inWords(parent.label, language) })}
          </span>
        ) : null
      }
    >
      {type ? <HeadIcon label={say("types.settings")} Icon={IconAdjustments} onClick={onSettings} /> : null}
      <HeadIcon label={say("draft.undo")} Icon={IconArrowBackUp} onClick={undo} disabled={!canUndo} />
      <HeadIcon label={say("draft.redo")} Icon={IconArrowForwardUp} onClick={redo} disabled={!canRedo} />
      <DraftButton onClick={onChanges} />
    </PageHead>
  );
}

function HeadIcon({
  label,
  Icon,
  onClick,
  disabled = false,
}: {
  label: string;
  Icon: typeof IconStack2;
  onClick: () => void;
  disabled?: boolean;
}) {
  return (
    <ActionIcon
      className={classes.headIcon}
      aria-label={label}
      title={label}
      onClick={onClick}
      disabled={disabled}
    >
      <Icon size={18} stroke={1.6} />
    </ActionIcon>
  );
}
