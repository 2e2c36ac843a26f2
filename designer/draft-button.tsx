import { Button } from "@mantine/core";
import { IconStack2 } from "@tabler/icons-react";
import { useDraft } from "./changes/draft.ts";
import { usePlan } from "./changes/plan.ts";
import classes from "./designer.module.css";
import { useDesignerSay } from "./say.ts";

/** The draft with its count, and how to open it. */
export function DraftButton({ onClick }: { onClick: () => void }) {
  const say = useDesignerSay();
  const { changes } = useDraft();
  const { data } = usePlan();
  const count = changes.length;
  const faults = data?.faults.length ?? 0;
  return (
    <Button
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
