import { Button, Progress } from "@mantine/core";
import type { JobProgress } from "../../../core/jobs/jobs.ts";
import { formatNumber } from "../../../core/language/index.ts";
import { addWords, type KeyOf, useSayFrom } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import classes from "./jobs.module.css";
import { stopJob } from "./use-job.ts";
import { words } from "./words.ts";

addWords(words);

/** A running job: done and total, a bar, and the two ways to leave it. */
export function RunningJob({
  job,
  label,
  onLeave,
}: {
  job: JobProgress | undefined;
  label: string;
  /** Closes what shows the job; it goes on. */
  onLeave?: (() => void) | undefined;
}) {
  const say = useSayFrom<KeyOf<typeof words>>();
  const { habits } = useWorkspace();
  const number = (count: number) => formatNumber(String(count), habits);
  const isUnderWay = job !== undefined && job.total > 0;
  return (
    <div className={classes.job}>
      <div className={classes.words} role="status">
        <strong>{label}</strong>
        <span>
          {isUnderWay
            ? say("job.progress", { done: number(job.done), total: number(job.total) })
            : say("job.waiting")}
        </span>
      </div>
      <Progress
        value={isUnderWay ? (job.done / job.total) * 100 : 0}
        aria-label={label}
        transitionDuration={0}
      />
      <div className={classes.buttons}>
        {onLeave ? <Button onClick={onLeave}>{say("job.leave")}</Button> : null}
        {job ? (
          <Button variant="subtle" color="gray" onClick={() => void stopJob(job.id)}>
            {say("job.stop")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
