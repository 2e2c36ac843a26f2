import { Button, CloseButton } from "@mantine/core";
import { IconArchive, IconArrowBackUp, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { ModelType } from "../../../metamodel/index.ts";
import { withOneReason } from "../api/reasons.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useWrites } from "../api/writes.ts";
import { useSay } from "../language/index.ts";
import { useMay } from "../model/may.ts";
import { reasonOf } from "../shell/states.tsx";
import { toast, toastRefusal } from "../shell/toast.tsx";
import { inTurns } from "./in-turns.ts";
import classes from "./list.module.css";
import type { ListState, Place } from "./list-state.ts";
import { PartActions } from "./records-actions.tsx";
import type { Selection } from "./selection.ts";

/** What can be done with the chosen rows; says how many they are. */
export default function BulkBar({
  type,
  state,
  selection,
  rows,
}: {
  type: ModelType;
  state: ListState;
  selection: Selection;
  rows: readonly RecordJson[];
}) {
  const say = useSay();
  const { run, busy } = useBulk(rows, selection);
  const may = useMay();
  const offered = verbs[state.place].filter((verb) => may(needs[verb], type.name));
  const choice = {
    type,
    ids: [...selection.ids],
    filter: state.filter,
    search: state.search,
    sort: state.sort.join(","),
    columns: state.columns,
  };
  return (
    <div
      className={classes.bulk}
      role="toolbar"
      aria-label={say("list.selected", { count: selection.ids.size })}
    >
      <strong>{say("list.selected", { count: selection.ids.size })}</strong>
      {state.place === "live" ? <PartActions choice={choice} look="buttons" /> : null}
      {offered.map((verb) => {
        const { Icon, label } = looks[verb];
        return (
          <Button key={verb} leftSection={<Icon size={16} />} loading={busy} onClick={() => void run(verb)}>
            {say(label)}
          </Button>
        );
      })}
      <CloseButton
        onClick={selection.none}
        aria-label={say("list.unselect")}
        title={`${say("list.unselect")} (Esc)`}
      />
    </div>
  );
}

type Verb = "archive" | "trash" | "restore" | "reactivate";

const verbs: Readonly<Record<Place, readonly Verb[]>> = {
  live: ["archive", "trash"],
  archived: ["reactivate"],
  trash: ["restore"],
};
const needs = { archive: "archive", reactivate: "archive", trash: "delete", restore: "restore" } as const;
const looks = {
  archive: { Icon: IconArchive, label: "list.archive" },
  trash: { Icon: IconTrash, label: "list.trash" },
  restore: { Icon: IconArrowBackUp, label: "list.restore" },
  reactivate: { Icon: IconArrowBackUp, label: "list.reactivate" },
} as const;
const opposite = {
  archive: "reactivate",
  trash: "restore",
  restore: "trash",
  reactivate: "archive",
} as const;
const done = {
  archive: "list.archived",
  trash: "list.trashed",
  restore: "list.restored",
  reactivate: "list.reactivated",
} as const;

function useBulk(rows: readonly RecordJson[], selection: Selection) {
  const say = useSay();
  const writes = useWrites();
  const [busy, setBusy] = useState(false);
  const run = async (verb: Verb) => {
    const chosen = rows.filter(({ id }) => selection.ids.has(id));
    setBusy(true);
    const outcome = await withOneReason(() => inTurns(chosen, (record) => writes[verb](record)));
    setBusy(false);
    selection.none();
    const undo = () => withOneReason(() => inTurns(outcome.done, (record) => writes[opposite[verb]](record)));
    if (outcome.done.length > 0) toast(say, say(done[verb], { count: outcome.done.length }), { undo });
    if (outcome.failed > 0)
      toastRefusal(
        say,
        say("list.partly", {
          failed: outcome.failed,
          count: chosen.length,
          reason: reasonOf(outcome.problem, say),
        }),
      );
  };
  return { run, busy };
}
