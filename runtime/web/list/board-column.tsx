import { ActionIcon, Menu } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight, IconDots } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type DragEvent, useState } from "react";
import { formatNumber } from "../../../core/language/index.ts";
import type { Field, ModelType } from "../../../metamodel/index.ts";
import { useFirstRecords } from "../api/reads.ts";
import type { AggregateGroup, RecordJson } from "../api/shapes.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { resolvePath, selectOf, valueAt } from "../model/paths.ts";
import { useWorkspace } from "../model/workspace.ts";
import { WaitingRows } from "../shell/states.tsx";
import { isEmpty } from "../widgets/empty.ts";
import { ToneShape } from "../widgets/pill.tsx";
import { Shown } from "../widgets/shown.tsx";
import classes from "./board.module.css";
import type { Lane } from "./board.tsx";
import { useFieldAt } from "./filter-bar.tsx";
import { toCel } from "./filter-chips.ts";
import type { BoardView, ListState } from "./list-state.ts";

/** Cards drawn per column; the rest is counted. */
const cardLimit = 50;

interface BoardColumnProps {
  readonly type: ModelType;
  readonly state: ListState;
  readonly view: BoardView;
  readonly lane: Lane;
  readonly lanes: readonly Lane[];
  readonly figures: AggregateGroup | undefined;
  readonly isTarget: boolean;
  readonly onDrag: (record: RecordJson | null) => void;
  readonly onDrop: () => void;
  /** Null where no card may be moved. */
  readonly onMove: ((record: RecordJson, to: Lane) => void) | null;
}

/** One column of a board with its count, its sum and its cards. */
export function BoardColumn(props: BoardColumnProps) {
  const { type, state, view, lane, figures, isTarget, onDrop } = props;
  const say = useSay();
  const fieldAt = useFieldAt(type);
  const [folded, setFolded] = useLocalStorage({
    key: `dossier.lane.${view.name}.${lane.value}`,
    defaultValue: false,
  });
  const [isOver, setIsOver] = useState(false);
  const condition =
    lane.value === null
      ? { path: view.group, operator: "empty", value: null }
      : { path: view.group, operator: "is", value: lane.value };
  const base = state.filter ? [{ cel: state.filter }, condition] : [condition];
  const { data } = useFirstRecords(
    type.name,
    {
      filter: toCel(base, fieldAt),
      search: state.search,
      sort: state.sort.join(","),
      select: selectOf([view.group, ...view.card]),
      limit: cardLimit,
    },
    { enabled: !folded },
  );
  if (folded) return <FoldedLane lane={lane} onOpen={() => setFolded(false)} />;
  const count = Number(figures?.values[0] ?? 0);
  return (
    <section
      className={classes.lane}
      aria-label={lane.label}
      data-over={(isOver && isTarget) || undefined}
      onDragOver={(event) => {
        if (isTarget) event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={() => {
        setIsOver(false);
        onDrop();
      }}
    >
      <LaneHead {...props} count={count} onFold={() => setFolded(true)} />
      <div className={classes.cards}>
        {data ? null : <WaitingRows rows={3} height={64} />}
        {data?.items.map((record) => (
          <Card key={record.id} {...props} record={record} />
        ))}
        {count > cardLimit ? (
          <p className={classes.second}>{say("board.more", { count: count - cardLimit })}</p>
        ) : null}
      </div>
    </section>
  );
}

function FoldedLane({ lane, onOpen }: { lane: Lane; onOpen: () => void }) {
  const say = useSay();
  const label = say("board.unfold", { label: lane.label });
  return (
    <section className={classes.foldedLane} aria-label={lane.label}>
      <ActionIcon size={24} onClick={onOpen} aria-label={label} title={label}>
        <IconChevronRight size={14} />
      </ActionIcon>
      <span className={classes.foldedName}>{lane.label}</span>
    </section>
  );
}

function LaneHead({
  type,
  view,
  lane,
  figures,
  count,
  onFold,
}: BoardColumnProps & { count: number; onFold: () => void }) {
  const say = useSay();
  const { habits } = useWorkspace();
  const sumField = view.sum ? type.fields.get(view.sum) : undefined;
  const sum = figures?.values[1];
  const fold = say("board.fold", { label: lane.label });
  return (
    <header className={classes.laneHead}>
      <ToneShape tone={lane.tone} />
      <strong className={classes.laneName}>{lane.label}</strong>
      <span className={classes.second}>{formatNumber(String(count), habits)}</span>
      <span className={classes.laneSum}>
        {sumField && sum !== null && sum !== undefined ? <Shown field={sumField} value={sum} /> : null}
      </span>
      <ActionIcon size={24} onClick={onFold} aria-label={fold} title={fold}>
        <IconChevronLeft size={14} />
      </ActionIcon>
    </header>
  );
}

function Card({
  type,
  view,
  record,
  lane,
  lanes,
  onDrag,
  onMove,
}: BoardColumnProps & { record: RecordJson }) {
  const { model } = useWorkspace();
  const language = useLanguage();
  const say = useSay();
  const values = view.card.flatMap((path) => resolvePath({ model, language, say }, type, path) ?? []);
  const start = (event: DragEvent) => {
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", record.title);
    onDrag(record);
  };
  return (
    <article
      className={classes.card}
      draggable={onMove !== null}
      onDragStart={start}
      onDragEnd={() => onDrag(null)}
    >
      <div className={classes.cardHead}>
        <Link to="/$type/$id" params={{ type: record.type, id: record.id }} className={classes.cardTitle}>
          {record.title}
        </Link>
        {onMove ? (
          <MoveMenu
            lanes={lanes.filter(({ value }) => value !== lane.value)}
            onMove={(to) => onMove(record, to)}
          />
        ) : null}
      </div>
      {values.map(({ path, field, label }) => {
        const value = valueAt(record, path);
        if (isEmpty(value)) return null;
        if (!needsName(field)) return <Shown key={path} field={field} value={value} />;
        return (
          <span key={path} className={classes.cardFigure}>
            <span className={classes.second}>{label}</span>
            <Shown field={field} value={value} />
          </span>
        );
      })}
    </article>
  );
}

/** A name, a state or an amount speaks for itself; a percentage, a date or a yes does not. */
function needsName({ type }: Field): boolean {
  return ["number", "percent", "date", "date-time", "duration", "switch"].includes(type.widget);
}

/** The twin of dragging. */
function MoveMenu({ lanes, onMove }: { lanes: readonly Lane[]; onMove: (to: Lane) => void }) {
  const say = useSay();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={24} aria-label={say("board.move")} title={say("board.move")}>
          <IconDots size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{say("board.move")}</Menu.Label>
        {lanes.map((lane) => (
          <Menu.Item
            key={lane.value ?? ""}
            leftSection={<ToneShape tone={lane.tone} />}
            onClick={() => onMove(lane)}
          >
            {lane.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
