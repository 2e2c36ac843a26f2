import { ActionIcon, Collapse, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconHistory, IconLock, IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { dayOf } from "../../../core/clock.ts";
import { addDays, formatInstant, formatLongDay } from "../../../core/language/index.ts";
import type { Field, ModelType } from "../../../metamodel/index.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useWrites } from "../api/writes.ts";
import { type Say, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { toast } from "../shell/toast.tsx";
import { isEmpty } from "../widgets/empty.ts";
import { Shown } from "../widgets/shown.tsx";
import { ChangeList } from "./history/change-list.tsx";
import classes from "./journal.module.css";
import type { Day, FoldedChanges } from "./journal-days.ts";

/** One day of a journal. */
export function JournalDay({
  day,
  entry,
  type,
  reference,
}: {
  day: Day;
  entry: ModelType;
  type: ModelType;
  reference: Field;
}) {
  const say = useSay();
  const { habits } = useWorkspace();
  return (
    <section>
      <h3 className={classes.day}>
        {dayWords(day.day, { say, today: dayOf(new Date(), habits.timeZone), habits })}
      </h3>
      <ol className={classes.entries}>
        {day.items.map((item) =>
          "entry" in item ? (
            <Entry key={item.entry.id} entry={item.entry} entryType={entry} reference={reference} />
          ) : (
            <Changes key={item.changes.key} changes={item.changes} type={type} />
          ),
        )}
      </ol>
    </section>
  );
}

function dayWords(
  day: string,
  { say, today, habits }: { say: Say; today: string; habits: Parameters<typeof formatLongDay>[1] },
): string {
  if (day === today) return say("journal.today");
  return day === addDays(today, -1) ? say("journal.yesterday") : formatLongDay(day, habits);
}

/** Fields that have their own place in an entry; the others follow as figures. */
const placed = new Set(["kind", "at", "author", "subject", "text", "internal"]);

function Entry({
  entry,
  entryType,
  reference,
}: {
  entry: RecordJson;
  entryType: ModelType;
  reference: Field;
}) {
  const say = useSay();
  const isInternal = entry.internal === true;
  const shown = (name: string, place: "line" | "block" = "line") => {
    const field = entryType.fields.get(name);
    return field && !isEmpty(entry[name]) ? <Shown field={field} value={entry[name]} place={place} /> : null;
  };
  const figures = [...entryType.fields.values()].filter(
    ({ name }) =>
      !placed.has(name) && name !== reference.name && !isEmpty(entry[name]) && entry[name] !== false,
  );
  return (
    <li className={classes.entry} data-internal={isInternal || undefined}>
      <div className={classes.entryHead}>
        <Moment entry={entry} />
        {shown("kind")}
        {shown("author") ?? <span>{entry.created_by?.name}</span>}
        {isInternal ? (
          <span className={classes.internal}>
            <IconLock size={12} aria-hidden />
            {say("journal.internal-mark")}
          </span>
        ) : null}
        <RemoveEntry entry={entry} />
      </div>
      {isEmpty(entry.subject) ? null : (
        <Link to="/$type/$id" params={{ type: entry.type, id: entry.id }} className={classes.entrySubject}>
          {String(entry.subject)}
        </Link>
      )}
      {shown("text", "block")}
      {figures.length > 0 ? (
        <div className={classes.entryFigures}>
          {figures.map((field) => (
            <Shown key={field.name} field={field} value={entry[field.name]} />
          ))}
        </div>
      ) : null}
    </li>
  );
}

function Moment({ entry }: { entry: RecordJson }) {
  const { habits } = useWorkspace();
  const at = typeof entry.at === "string" ? entry.at : entry.created_at;
  if (!at) return null;
  const text = formatInstant(at, habits);
  return (
    <time dateTime={at} title={text}>
      {text.slice(-5)}
    </time>
  );
}

function RemoveEntry({ entry }: { entry: RecordJson }) {
  const say = useSay();
  const writes = useWrites();
  const remove = async () => {
    await writes.trash(entry);
    toast(say, say("journal.removed"), { undo: () => writes.restore(entry) });
  };
  return (
    <ActionIcon
      size={24}
      className={classes.removeEntry}
      onClick={() => void remove()}
      aria-label={say("journal.remove")}
      title={say("journal.remove")}
    >
      <IconTrash size={14} />
    </ActionIcon>
  );
}

function Changes({ changes, type }: { changes: FoldedChanges; type: ModelType }) {
  const say = useSay();
  const [opened, setOpened] = useState(false);
  const name = changes.mutations[0]?.by?.name ?? say("record.system");
  const count = changes.mutations.reduce((sum, { changes: each }) => sum + Math.max(1, each.length), 0);
  const Chevron = opened ? IconChevronDown : IconChevronRight;
  return (
    <li className={classes.entry}>
      <UnstyledButton className={classes.entryHead} onClick={() => setOpened(!opened)} aria-expanded={opened}>
        <IconHistory size={14} aria-hidden />
        {say("journal.changes", { count, name })}
        <Chevron size={14} aria-hidden />
      </UnstyledButton>
      <Collapse expanded={opened}>
        {changes.mutations.map((mutation) => (
          <ChangeList key={`${mutation.at}-${mutation.version}`} mutation={mutation} type={type} />
        ))}
      </Collapse>
    </li>
  );
}
