import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatInstant, type Words } from "../../core/language/index.ts";
import { call, type ProblemFault } from "../../runtime/web/api/client.ts";
import type { Person } from "../../runtime/web/api/shapes.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { typeset } from "../../runtime/web/language/typeset.ts";
import { useWorkspace } from "../../runtime/web/model/workspace.ts";
import { Failure, WaitingRows } from "../../runtime/web/shell/states.tsx";
import { useDesignerSay } from "../say.ts";
import classes from "./changes.module.css";
import { useDraft } from "./draft.ts";
import { revisionsKey, useUndoRevision } from "./undo-revision.ts";

interface Revision {
  readonly revision: number;
  readonly at: string;
  readonly by: Person | null;
  readonly why: string | null;
  readonly undoes: number | null;
  /** Kept values were dropped for good: nothing takes that back. */
  readonly isPurge: boolean;
  readonly changes: readonly Words[];
}

/** How many changes of a revision are told before the rest is counted. */
const told = 4;

/** What was published, newest first; each revision can be taken back. */
export function Revisions() {
  const { published } = useDraft();
  const { data, error, refetch } = useQuery({
    queryKey: [...revisionsKey, published.revision],
    queryFn: () => call<{ items: readonly Revision[] }>("/api/metadata/revisions"),
  });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <WaitingRows rows={5} height={64} />;
  const undone = new Set(data.items.flatMap(({ undoes }) => undoes ?? []));
  return (
    <ol className={classes.revisions}>
      {data.items.map((revision) => (
        <RevisionRow key={revision.revision} revision={revision} isUndone={undone.has(revision.revision)} />
      ))}
    </ol>
  );
}

function RevisionRow({ revision, isUndone }: { revision: Revision; isUndone: boolean }) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { habits } = useWorkspace();
  const { published } = useDraft();
  const number = revision.revision;
  const [conflicts, setConflicts] = useState<readonly ProblemFault[]>([]);
  const more = revision.changes.length - told;
  return (
    <li className={classes.revision} data-undone={isUndone || undefined}>
      <div className={classes.revisionHead}>
        <strong>{say("revisions.number", { revision: number })}</strong>
        <time dateTime={revision.at}>{formatInstant(revision.at, habits)}</time>
        <span>{revision.by?.name || say("revisions.system")}</span>
        {number === published.revision ? <span>{say("revisions.current")}</span> : null}
        {/* The first one is the application itself. */}
        {number > 1 && !isUndone && !revision.isPurge ? (
          <UndoButton revision={number} onRefused={setConflicts} />
        ) : null}
        {revision.isPurge ? <span>{say("revisions.final")}</span> : null}
      </div>
      <Conflicts faults={conflicts} />
      {revision.undoes ? (
        <div className={classes.price}>{say("revisions.undoes", { revision: revision.undoes })}</div>
      ) : null}
      {revision.why ? <div className={classes.whyTold}>{revision.why}</div> : null}
      <ul className={classes.told}>
        {revision.changes.slice(0, told).map((words) => (
          <li key={words.fr}>{words[language]}</li>
        ))}
        {more > 0 ? <li>{say("revisions.more", { count: more })}</li> : null}
      </ul>
    </li>
  );
}

/** Each setting that was changed since, with both values, at the revision that cannot be taken back. */
function Conflicts({ faults }: { faults: readonly ProblemFault[] }) {
  const say = useDesignerSay();
  const language = useLanguage();
  if (faults.length === 0) return null;
  return (
    <div className={classes.faults} role="alert">
      <strong>{say("revisions.conflict")}</strong>
      <ul>
        {faults.map(({ path, message }) => (
          <li key={path}>
            <span>{typeset(message, language)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function UndoButton({
  revision,
  onRefused,
}: {
  revision: number;
  onRefused: (faults: readonly ProblemFault[]) => void;
}) {
  const say = useDesignerSay();
  const undoRevision = useUndoRevision();
  const [isBusy, setBusy] = useState(false);
  const undo = async () => {
    setBusy(true);
    onRefused(await undoRevision(revision));
    setBusy(false);
  };
  return (
    <Button
      className={classes.undo}
      size="compact-sm"
      disabled={isBusy}
      aria-label={say("revisions.undo-long", { revision })}
      onClick={() => void undo()}
    >
      {say("revisions.undo")}
    </Button>
  );
}
