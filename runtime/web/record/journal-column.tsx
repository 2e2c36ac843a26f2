import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import { type Field, type ModelType, referenceBetween } from "../../../metamodel/index.ts";
import { useHistory, useRecords } from "../api/reads.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { Empty, Failure, WaitingRows } from "../shell/states.tsx";
import { optionsOf } from "../widgets/options.ts";
import { Composer } from "./composer.tsx";
import classes from "./journal.module.css";
import { JournalDay } from "./journal-day.tsx";
import { daysOf, foldChanges } from "./journal-days.ts";

/** The living part: a composer on top, then what happened, newest first, by day. */
export function JournalColumn({ type, record }: { type: ModelType; record: RecordJson }) {
  const { model } = useWorkspace();
  const entry = model.types.get("entry");
  const reference = referenceBetween(model, { from: "entry", to: type.name });
  if (!entry || !reference) return null;
  return (
    <>
      {record.archived_at ? null : (
        <Composer entry={entry} reference={reference} type={type} record={record} />
      )}
      <Entries entry={entry} reference={reference} type={type} record={record} />
    </>
  );
}

interface EntriesProps {
  readonly entry: ModelType;
  readonly reference: Field;
  readonly type: ModelType;
  readonly record: RecordJson;
}

function Entries({ entry, reference, type, record }: EntriesProps) {
  const say = useSay();
  const { habits } = useWorkspace();
  const [kind, setKind] = useState("");
  const [withChanges, setWithChanges] = useState(false);
  const kindField = entry.fields.get("kind");
  const about = `${reference.name} == ${JSON.stringify(record.id)}`;
  const list = useRecords("entry", {
    filter: kind ? `${about} && kind == ${JSON.stringify(kind)}` : about,
    sort: entry.fields.has("at") ? "-at" : "-created_at",
    limit: 50,
  });
  const history = useHistory(type.name, record.id, { enabled: withChanges });
  const changes = withChanges ? foldChanges(history.data?.items ?? []) : [];
  const entries = list.data?.pages.flatMap((page) => page.items) ?? [];
  const days = daysOf(entries, { changes, timeZone: habits.timeZone });
  return (
    <div className={classes.journal}>
      <KindFilter
        field={kindField}
        kind={kind}
        onKind={setKind}
        withChanges={withChanges}
        onChanges={setWithChanges}
      />
      {list.error && !list.data ? <Failure problem={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <WaitingRows rows={6} height={48} /> : null}
      {list.data && days.length === 0 ? <Empty sentence={say("journal.empty")} /> : null}
      {days.map((day) => (
        <JournalDay key={day.day} day={day} entry={entry} type={type} reference={reference} />
      ))}
      {list.hasNextPage ? (
        <Button variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {say("journal.more")}
        </Button>
      ) : null}
    </div>
  );
}

function KindFilter({
  field,
  kind,
  onKind,
  withChanges,
  onChanges,
}: {
  field: Field | undefined;
  kind: string;
  onKind: (kind: string) => void;
  withChanges: boolean;
  onChanges: (on: boolean) => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const kinds = field
    ? optionsOf(field)
        .filter(({ retired }) => !retired)
        .slice(0, 4)
    : [];
  return (
    <div className={classes.journalFilter}>
      <SegmentedControl
        size="xs"
        value={kind}
        onChange={onKind}
        data={[
          { value: "", label: say("journal.all") },
          ...kinds.map(({ value, label }) => ({ value, label: inWords(label, language) })),
        ]}
      />
      <Button
        size="compact-sm"
        variant={withChanges ? "light" : "subtle"}
        aria-pressed={withChanges}
        onClick={() => onChanges(!withChanges)}
      >
        {say("journal.with-changes")}
      </Button>
    </div>
  );
}
