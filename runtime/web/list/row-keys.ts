import { useNavigate } from "@tanstack/react-router";
import type { RecordJson } from "../api/shapes.ts";
import { useKeys } from "../shell/keys.ts";
import type { Selection } from "./selection.ts";

/** J K ↑ ↓ move, Enter opens, F2 edits the first cell that can be edited, X chooses, Shift+↑ ↓ choose a range, Esc chooses nothing. */
export function useRowKeys({
  rows,
  active,
  selection,
  onMove,
  onEdit,
}: {
  rows: readonly RecordJson[];
  active: number;
  selection: Selection;
  onMove: (to: number) => void;
  onEdit: (record: RecordJson) => void;
}): void {
  const navigate = useNavigate();
  const move = (by: number) => onMove(Math.max(0, Math.min(rows.length - 1, active + by)));
  const reach = (by: number) => {
    const to = Math.max(0, Math.min(rows.length - 1, active + by));
    const record = rows[to];
    const from = rows[active];
    if (from && !selection.ids.has(from.id)) selection.toggle(from.id);
    if (record) selection.extend(record.id);
    onMove(to);
  };
  const current = rows[active];
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    arrowdown: () => move(1),
    arrowup: () => move(-1),
    "shift+arrowdown": () => reach(1),
    "shift+arrowup": () => reach(-1),
    ...(current
      ? {
          enter: () => void navigate({ to: `/${current.type}/${current.id}` }),
          f2: () => onEdit(current),
          x: () => selection.toggle(current.id),
        }
      : {}),
    ...(selection.ids.size > 0 ? { escape: () => selection.none() } : {}),
  });
}
