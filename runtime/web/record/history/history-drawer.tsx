import { Drawer, Tabs } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { formatInstant } from "../../../../core/language/index.ts";
import type { ModelType } from "../../../../metamodel/index.ts";
import { useHistory } from "../../api/reads.ts";
import type { HistoryChange, Mutation, RecordJson } from "../../api/shapes.ts";
import { useWrites } from "../../api/writes.ts";
import { useSay } from "../../language/index.ts";
import { useWorkspace } from "../../model/workspace.ts";
import { Empty, Failure, reasonOf, WaitingRows } from "../../shell/states.tsx";
import { toast, toastRefusal } from "../../shell/toast.tsx";
import { toWrite } from "../../widgets/reference-value.ts";
import { ChangeList } from "./change-list.tsx";
import classes from "./history.module.css";
import { MutationDetails } from "./mutation-details.tsx";
import { authorOf, everything, narrowed } from "./narrow.ts";
import { ReadingsList } from "./readings-list.tsx";

const HistoryNarrowing = lazy(() => import("./history-narrowing.tsx"));

/** Who changed what, when and by which door; each former value can be restored. */
export function HistoryDrawer({
  type,
  record,
  onClose,
}: {
  type: ModelType;
  record: RecordJson;
  onClose: () => void;
}) {
  const say = useSay();
  const [shown, setShown] = useState("changes");
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={520}
      title={say("history.title")}
      closeButtonProps={{ "aria-label": say("shell.close") }}
    >
      {type.traceReads ? (
        <Tabs value={shown} onChange={(tab) => setShown(tab ?? "changes")}>
          <Tabs.List>
            <Tabs.Tab value="changes">{say("readings.changes")}</Tabs.Tab>
            <Tabs.Tab value="readings">{say("readings.title")}</Tabs.Tab>
          </Tabs.List>
        </Tabs>
      ) : null}
      {shown === "readings" ? <ReadingsList record={record} /> : <Changes type={type} record={record} />}
    </Drawer>
  );
}

function Changes({ type, record }: { type: ModelType; record: RecordJson }) {
  const say = useSay();
  const { data, error, refetch } = useHistory(type.name, record.id);
  const setBack = useSetBack(record, type);
  const [narrowing, setNarrowing] = useState(everything);
  const all = data?.items ?? [];
  const shown = narrowed(all, narrowing);
  return (
    <>
      {error ? <Failure problem={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <WaitingRows rows={6} height={48} />}
      <Suspense>
        <HistoryNarrowing mutations={all} type={type} narrowing={narrowing} onNarrow={setNarrowing} />
      </Suspense>
      {data && shown.length === 0 ? (
        <Empty sentence={say(all.length === 0 ? "history.empty" : "history.none")} />
      ) : null}
      <ol className={classes.history}>
        {shown.map((mutation) => (
          <li key={`${mutation.at}-${mutation.version}-${mutation.op}`}>
            <MutationHead mutation={mutation} record={record} />
            <ChangeList
              mutation={mutation}
              type={type}
              {...(record.archived_at ? {} : { onSetBack: setBack })}
            />
          </li>
        ))}
      </ol>
    </>
  );
}

const doors = new Set(["web", "api", "import", "merge", "job", "cli", "system", "sql"] as const);

function MutationHead({ mutation, record }: { mutation: Mutation; record: RecordJson }) {
  const say = useSay();
  const { habits } = useWorkspace();
  const who = authorOf(mutation)?.name || say("record.system");
  const name = mutation.for ? say("history.for", { name: who, other: mutation.for.name }) : who;
  const door = [...doors].find((each) => each === mutation.via);
  return (
    <div className={classes.mutationHead}>
      <strong>{say(`history.${mutation.op}`)}</strong>
      <time dateTime={mutation.at}>{formatInstant(mutation.at, habits)}</time>
      <span>{door ? say("history.by", { name, door: say(`door.${door}`) }) : name}</span>
      <Link to={`/${record.type}/${record.id}`} search={{ at: mutation.at } as never}>
        {say("history.as-of")}
      </Link>
      {mutation.reason ? (
        <p className={classes.reason}>{say("history.reason", { reason: mutation.reason })}</p>
      ) : null}
      <MutationDetails mutation={mutation} />
    </div>
  );
}

function useSetBack(record: RecordJson, type: ModelType) {
  const say = useSay();
  const writes = useWrites();
  return (change: HistoryChange, label: string) => {
    const set = async () => {
      const now = record[change.field] ?? null;
      const field = type.fields.get(change.field);
      const before = toWrite(change.before, field) ?? null;
      const changed = await writes.change(record, { [change.field]: before });
      const undo = () => writes.change(changed, { [change.field]: toWrite(now, field) });
      toast(say, say("history.was-set-back", { label }), { undo });
    };
    set().catch((problem) => toastRefusal(say, reasonOf(problem, say)));
  };
}
