import { Button } from "@mantine/core";
import { IconArchive } from "@tabler/icons-react";
import { formatInstant } from "../../../core/language/index.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import classes from "./record.module.css";
import { usePlacing } from "./use-placing.ts";

/** Says that the record is read-only and how to have it back. */
export function ArchivedBanner({ record }: { record: RecordJson }) {
  const say = useSay();
  const { habits } = useWorkspace();
  const { reactivate } = usePlacing(record);
  return (
    <div className={classes.archived} role="status">
      <IconArchive size={16} aria-hidden />
      {say("record.archived-on", { date: formatInstant(record.archived_at ?? "", habits) })}
      <Button size="compact-sm" variant="subtle" onClick={() => void reactivate()}>
        {say("record.reactivate")}
      </Button>
    </div>
  );
}
