import { useElementSize } from "@mantine/hooks";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import type { ModelType } from "../../../metamodel/index.ts";
import { ApiProblem } from "../api/client.ts";
import { useRecord } from "../api/reads.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useRecordAround } from "../form/record-around.ts";
import { neighboursOf } from "../list/neighbours.ts";
import { useMay } from "../model/may.ts";
import { useType } from "../model/workspace.ts";
import { useKeys } from "../shell/keys.ts";
import { NotFound } from "../shell/not-found.tsx";
import { noteRecent } from "../shell/recent.ts";
import type { SearchParams } from "../shell/search-params.ts";
import { Failure, WaitingRows } from "../shell/states.tsx";
import { RecordContext } from "../widgets/record-context.ts";
import { ArchivedBanner } from "./archived-banner.tsx";
import { ContextColumn } from "./context-column.tsx";
import { FieldsColumn } from "./fields-column.tsx";
import { HistoryDrawer } from "./history/history-drawer.tsx";
import { JournalColumn } from "./journal-column.tsx";
import { MissingRecord } from "./missing-record.tsx";
import classes from "./record.module.css";
import { RecordHead } from "./record-head.tsx";
import { type Column, RecordTabs } from "./record-tabs.tsx";

const PastRecord = lazy(() => import("./past-record.tsx"));

/** `/{type}/{id}`: values at the left, journal in the middle, context at the right, as far as there is room. */
export default function RecordPage() {
  const { type: name = "", id = "" } = useParams({ strict: false });
  const type = useType(name);
  const { at }: SearchParams = useSearch({ strict: false });
  if (type && at)
    return (
      <Suspense fallback={<WaitingRows rows={14} />}>
        <PastRecord type={type} id={id} at={at} />
      </Suspense>
    );
  return type ? <LoadedRecord key={id} type={type} id={id} /> : <NotFound />;
}

function LoadedRecord({ type: asked, id }: { type: ModelType; id: string }) {
  const { data, error, refetch } = useRecord(asked.name, id);
  // A link may name the base type; the record knows what it is.
  const type = useType(data?.type ?? asked.name) ?? asked;
  useEffect(() => {
    if (data) noteRecent(data);
  }, [data]);
  if (error instanceof ApiProblem && error.status === 404)
    return <MissingRecord type={asked} id={id} problem={error} />;
  if (error && !data) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <WaitingRows rows={14} />;
  return <Record type={type} record={data} />;
}

function Record({ type, record }: { type: ModelType; record: RecordJson }) {
  const [isEditing, setIsEditing] = useState(false);
  const [historyIsOpen, setHistoryIsOpen] = useState(false);
  const isArchived = Boolean(record.archived_at);
  const { previous, next } = neighboursOf(record.id);
  const navigate = useNavigate();
  const go = (to: typeof next) => void (to && navigate({ to: `/${to.type}/${to.id}` }));
  const around = useRecordAround(type, record);
  const may = useMay();
  const can = (action: "change" | "history") => may(action, type.name, around.ask);
  useKeys({
    ...(can("history") ? { h: () => setHistoryIsOpen(true) } : {}),
    j: () => go(next),
    k: () => go(previous),
    ...(isArchived || !can("change") ? {} : { e: () => setIsEditing(true) }),
  });
  return (
    <RecordContext value={around}>
      <div className={classes.record}>
        <RecordHead
          type={type}
          record={record}
          isArchived={isArchived}
          isEditing={isEditing}
          onEdit={() => setIsEditing(true)}
          onHistory={() => setHistoryIsOpen(true)}
        />
        {isArchived ? <ArchivedBanner record={record} /> : null}
        <Columns
          type={type}
          record={record}
          isEditing={isEditing && !isArchived}
          isArchived={isArchived}
          onEditing={setIsEditing}
        />
        {historyIsOpen ? (
          <HistoryDrawer type={type} record={record} onClose={() => setHistoryIsOpen(false)} />
        ) : null}
      </div>
    </RecordContext>
  );
}

interface ColumnsProps {
  readonly type: ModelType;
  readonly record: RecordJson;
  readonly isEditing: boolean;
  readonly isArchived: boolean;
  readonly onEditing: (editing: boolean) => void;
}

/** Three columns from 1,200 px, two from 900, tabs below. */
function Columns(props: ColumnsProps) {
  const { type, record } = props;
  const { ref, width } = useElementSize();
  const hasJournal = type.capabilities.has("journal");
  const fields: Column = { key: "fields", content: <FieldsColumn {...props} /> };
  const journal: Column = { key: "journal", content: <JournalColumn type={type} record={record} /> };
  const context: Column = { key: "context", content: <ContextColumn type={type} record={record} /> };
  const shown = hasJournal ? [fields, journal, context] : [fields, context];
  return (
    <div ref={ref} className={classes.columns}>
      {width === 0 ? null : width >= 1_200 || (width >= 900 && !hasJournal) ? (
        <div className={hasJournal ? classes.three : classes.two}>
          {shown.map(({ key, content }) => (
            <section key={key} className={classes.column} data-column={key}>
              {content}
            </section>
          ))}
        </div>
      ) : width >= 900 ? (
        <div className={classes.two}>
          <section className={classes.column} data-column="fields">
            {fields.content}
          </section>
          <RecordTabs columns={[journal, context]} />
        </div>
      ) : (
        <RecordTabs
          columns={hasJournal ? [journal, fields, context] : shown}
          wanted={props.isEditing ? "fields" : undefined}
        />
      )}
    </div>
  );
}
