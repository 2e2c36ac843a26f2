import type { ReactNode } from "react";
import type { Field, ModelType } from "../../../metamodel/index.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useRecordAround } from "../form/record-around.ts";
import { useWorkspace } from "../model/workspace.ts";
import { EditValue } from "../record/edit-value.tsx";
import { RecordContext } from "../widgets/record-context.ts";
import type { CellEditing } from "./cell-editing.ts";
import classes from "./list.module.css";

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
    <div className={classes.editCell}>
      <EditValue
        key={`${record.id} ${field.name}`}
        field={field}
        record={record}
        onClose={editing.end}
        onTab={editing.move}
      />
    </div>
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
