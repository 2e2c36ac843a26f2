import { type ReactNode, useEffect } from "react";
import type { Field, ModelType } from "../../../metamodel/index.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useRecordAround } from "../form/record-around.ts";
import { useMay } from "../model/may.ts";
import { useWorkspace } from "../model/workspace.ts";
import { EditValue } from "../record/edit-value.tsx";
import { RecordContext, useRecordAround as useAround, useFieldState } from "../widgets/record-context.ts";
import { Shown } from "../widgets/shown.tsx";
import type { CellEditing } from "./cell-editing.ts";
import classes from "./table.module.css";

/** A cell while it is edited; what is refused is said below it, over the next row. */
export default function EditCell({
  field,
  record,
  editing,
}: {
  field: Field;
  record: RecordJson;
  editing: CellEditing;
}) {
  const { model } = useWorkspace();
  const type = model.types.get(record.type);
  const edit = (
    <OpenCell key={`${record.id} ${field.name}`} field={field} record={record} editing={editing} />
  );
  return type ? (
    <AroundRow type={type} record={record}>
      {edit}
    </AroundRow>
  ) : (
    edit
  );
}

/** Conditions are decided as far as the list has what they name; the server decides the rest. */
function AroundRow({ type, record, children }: { type: ModelType; record: RecordJson; children: ReactNode }) {
  const around = useRecordAround(type, record, { isPart: true });
  return <RecordContext value={around}>{children}</RecordContext>;
}

/** The cell of a value that is locked in this record is left again at once. */
function OpenCell({ field, record, editing }: { field: Field; record: RecordJson; editing: CellEditing }) {
  const { readOnly } = useFieldState(field);
  const may = useMay();
  const { ask } = useAround();
  const isOpen = !readOnly && may("change", record.type, ask);
  useEffect(() => {
    if (!isOpen) editing.end();
  });
  if (!isOpen) return <Shown field={field} value={record[field.name] ?? null} />;
  return (
    <div className={classes.editCell}>
      <EditValue field={field} record={record} onClose={editing.end} onTab={editing.move} />
    </div>
  );
}
