import { ActionIcon, Button } from "@mantine/core";
import { IconAdjustments, IconArrowBackUp, IconArrowForwardUp, IconStack2 } from "@tabler/icons-react";
import { inWords } from "../core/language/index.ts";
import type { ModelType } from "../metamodel/index.ts";
import { useLanguage } from "../runtime/web/language/index.ts";
import { PageHead } from "../runtime/web/shell/page-head.tsx";
import { useDraft } from "./changes/draft.ts";
import { usePlan } from "./changes/plan.ts";
import classes from "./designer.module.css";
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

function DraftButton({ onClick }: { onClick: () => void }) {
  const say = useDesignerSay();
  const { changes } = useDraft();
  const { data } = usePlan();
  const count = changes.length;
  const faults = data?.faults.length ?? 0;
  return (
    <Button
      className={classes.draftButton}
      variant={count > 0 ? "light" : "default"}
      onClick={onClick}
      leftSection={<IconStack2 size={16} aria-hidden />}
      aria-label={count > 0 ? say("draft.count", { count }) : say("draft.none")}
    >
      <span aria-live="polite">
        <span className={classes.draftWords}>
          {count > 0 ? say("draft.count", { count }) : say("draft.none")}
        </span>
        <span className={classes.draftCount}>{count}</span>
      </span>
      {faults > 0 ? (
        <span className={classes.faultCount}>{say("draft.faults", { count: faults })}</span>
      ) : null}
    </Button>
  );
}
