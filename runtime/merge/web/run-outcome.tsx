import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { JobProgress } from "../../../core/jobs/jobs.ts";
import { formatNumber } from "../../../core/language/index.ts";
import { jobFailure } from "../../web/jobs/use-job.ts";
import { useWorkspace } from "../../web/model/workspace.ts";
import type { RecordsChoice } from "../../web/parts/part.ts";
import classes from "./merge.module.css";
import type { RunResult } from "./merge-calls.ts";
import { useMergeSay } from "./say.ts";

/** What a run produced, who got nothing and why, and where the results are. */
export function RunOutcome({
  job,
  choice,
  channel,
  onClose,
}: {
  job: JobProgress;
  choice: RecordsChoice;
  channel: "letter" | "email";
  onClose: () => void;
}) {
  const say = useMergeSay();
  const { habits } = useWorkspace();
  const number = (count: number) => formatNumber(String(count), habits);
  const result = resultOf(job);
  const done = result?.done ?? 0;
  const failed = result?.failed ?? [];
  return (
    <div className={classes.outcome} role="status">
      {job.state === "failed" ? <p className={classes.problem}>{jobFailure(job)}</p> : null}
      {job.state === "cancelled" ? <p className={classes.line}>{say("merge.stopped")}</p> : null}
      {result ? (
        <p className={classes.line}>
          <strong>
            {say(channel === "letter" ? "merge.done-letters" : "merge.done-mails", {
              count: done,
              number: number(done),
            })}
          </strong>
        </p>
      ) : null}
      {failed.length > 0 ? (
        <>
          <p className={classes.line}>
            {say("merge.failed", { count: failed.length, number: number(failed.length) })}
          </p>
          <ul className={classes.failed}>
            {failed.slice(0, 100).map(({ id, title, problem }) => (
              <li key={id}>
                <Link to="/$type/$id" params={{ type: choice.type.name, id }} target="_blank">
                  {title}
                </Link>
                <span className={classes.second}>{problem.title}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <div className={classes.buttons}>
        {channel === "email" && done > 0 ? (
          <Button component={Link} to="/-/outbox" onClick={onClose}>
            {say("merge.open-outbox")}
          </Button>
        ) : null}
        <Button variant="filled" onClick={onClose}>
          {say("merge.close")}
        </Button>
      </div>
    </div>
  );
}

function resultOf({ result }: JobProgress): RunResult | null {
  if (typeof result !== "object" || result === null || !("done" in result)) return null;
  // Written by this room's own job, as `RunResult`.
  return result as RunResult;
}
