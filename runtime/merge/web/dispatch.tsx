import { Button } from "@mantine/core";
import { useState } from "react";
import { formatNumber } from "../../../core/language/index.ts";
import type { TemplateDocument } from "../../../metamodel/index.ts";
import { RunningJob } from "../../web/jobs/job-progress.tsx";
import { hasEnded, useJob } from "../../web/jobs/use-job.ts";
import { useSay } from "../../web/language/index.ts";
import { useWorkspace } from "../../web/model/workspace.ts";
import type { RecordsChoice } from "../../web/parts/part.ts";
import { reasonOf } from "../../web/shell/states.tsx";
import { Confirmation } from "./confirmation.tsx";
import classes from "./merge.module.css";
import { startRun, useCanSend } from "./merge-calls.ts";
import { mostRecipients, orderOf } from "./recipients.ts";
import { RunOutcome } from "./run-outcome.tsx";
import { useMergeSay } from "./say.ts";

interface DispatchProps {
  readonly choice: RecordsChoice;
  readonly template: TemplateDocument;
  readonly count: number;
  readonly onClose: () => void;
}

/** The last step: what will happen, the button, then the job and what came out of it. */
export function Dispatch({ choice, template, count, onClose }: DispatchProps) {
  const say = useMergeSay();
  const [job, setJob] = useState<string | null>(null);
  const { data } = useJob(job);
  const { channel } = template;
  if (job === null)
    return <Start choice={choice} template={template} count={count} onClose={onClose} onStarted={setJob} />;
  if (data && hasEnded(data))
    return <RunOutcome job={data} choice={choice} channel={channel} onClose={onClose} />;
  const label = say(channel === "letter" ? "merge.running-letters" : "merge.running-mails");
  return <RunningJob job={data} label={label} onLeave={onClose} />;
}

function Start({ choice, template, count, onStarted }: DispatchProps & { onStarted: (job: string) => void }) {
  const say = useMergeSay();
  const house = useSay();
  const { habits } = useWorkspace();
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [asks, setAsks] = useState(false);
  const canSend = useCanSend();
  const { channel } = template;
  const number = formatNumber(String(count), habits);
  const verb = channel === "letter" ? "merge.produce" : canSend ? "merge.send" : "merge.put";
  const start = async () => {
    setBusy(true);
    setAsks(false);
    try {
      onStarted(await startRun(template.name, { order: orderOf(choice), channel }));
    } catch (cause) {
      setProblem(cause);
      setBusy(false);
    }
  };
  // Mails leave the house: more than one is asked about, with the number.
  const mustAsk = channel === "email" && canSend === true && count > 1;
  return (
    <>
      <p className={classes.line}>{say(channel === "letter" ? "merge.kept-letters" : "merge.kept-mails")}</p>
      {channel === "email" && canSend === false ? (
        <p className={classes.line}>{say("merge.no-server")}</p>
      ) : null}
      {problem ? (
        <p className={classes.problem} role="alert">
          {reasonOf(problem, house)}
        </p>
      ) : null}
      <Button
        variant="filled"
        loading={busy}
        disabled={count === 0 || count > mostRecipients}
        onClick={() => (mustAsk ? setAsks(true) : void start())}
      >
        {say(verb, { count, number })}
      </Button>
      {asks ? (
        <Confirmation
          title={say("merge.confirm", { number })}
          effect={say("merge.confirm-effect")}
          verb={say(verb, { count, number })}
          onConfirm={() => void start()}
          onClose={() => setAsks(false)}
        />
      ) : null}
    </>
  );
}
