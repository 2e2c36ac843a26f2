import { useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import { type Field, isEntered, type ModelType } from "../../../metamodel/index.ts";
import { useAggregate } from "../api/reads.ts";
import type { AggregateGroup, RecordJson } from "../api/shapes.ts";
import { useWrites } from "../api/writes.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useMay } from "../model/may.ts";
import { reasonOf } from "../shell/states.tsx";
import { toast, toastRefusal } from "../shell/toast.tsx";
import { optionsOf } from "../widgets/options.ts";
import classes from "./board.module.css";
import { BoardColumn } from "./board-column.tsx";
import type { BoardView, ListState } from "./list-state.ts";

/** One column of a board: an option of the grouping field, or the records without a value. */
export interface Lane {
  readonly value: string | null;
  readonly label: string;
  readonly tone: ReturnType<typeof optionsOf>[number]["tone"];
  /** Takes no further cards; there where some were left in it. */
  readonly retired?: boolean;
}

/** The records as cards, in columns by a select field; a card is dragged or moved through its menu. */
export default function Board({ type, state, view }: { type: ModelType; state: ListState; view: BoardView }) {
  const field = type.fields.get(view.group);
  const lanes = useLanes(field);
  const groups = useLaneFigures(type, state, view);
  const move = useMove(view.group, lanes);
  const [dragged, setDragged] = useState<RecordJson | null>(null);
  const may = useMay();
  if (!field) return null;
  const mayMove = isEntered(field) && field.writable?.change !== false && may("change", type.name);
  const open = lanes.filter(({ retired }) => !retired);
  const figures = (lane: Lane) => groups.find(({ keys }) => (keys[0]?.value ?? null) === lane.value);
  return (
    <div className={classes.board}>
      {lanes
        .filter((lane) => (lane.value !== null && !lane.retired) || figures(lane))
        .map((lane) => (
          <BoardColumn
            key={lane.value ?? ""}
            type={type}
            state={state}
            view={view}
            lane={lane}
            lanes={open}
            figures={figures(lane)}
            isTarget={dragged !== null && !lane.retired && dragged[view.group] !== lane.value}
            onDrag={setDragged}
            onDrop={() => {
              if (dragged && !lane.retired && dragged[view.group] !== lane.value) void move(dragged, lane);
              setDragged(null);
            }}
            onMove={mayMove ? (record, to) => void move(record, to) : null}
          />
        ))}
    </div>
  );
}

function useLanes(field: Field | undefined): readonly Lane[] {
  const say = useSay();
  const language = useLanguage();
  if (!field) return [];
  const lanes = optionsOf(field).map(({ value, label, tone, retired }) => {
    return { value, label: inWords(label, language), tone, retired };
  });
  return [...lanes, { value: null, label: say("board.without"), tone: "grey" }];
}

function useLaneFigures(type: ModelType, state: ListState, view: BoardView): readonly AggregateGroup[] {
  const measures = view.sum ? `count,sum:${view.sum}` : "count";
  const { filter, search } = state;
  return useAggregate(type.name, { measures, group: view.group, filter, search }).data?.groups ?? [];
}

function useMove(group: string, lanes: readonly Lane[]) {
  const say = useSay();
  const writes = useWrites();
  return async (record: RecordJson, lane: Lane) => {
    const before = lanes.find(({ value }) => value === (record[group] ?? null));
    try {
      const moved = await writes.change(record, { [group]: lane.value });
      toast(say, say("board.moved", { title: record.title, column: lane.label }), {
        undo: () => writes.change(moved, { [group]: before?.value ?? null }),
      });
    } catch (problem) {
      toastRefusal(say, reasonOf(problem, say));
    }
  };
}
