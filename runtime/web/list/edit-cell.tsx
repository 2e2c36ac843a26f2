import type { Field } from "../../../metamodel/index.ts";
import type { RecordJson } from "../api/shapes.ts";
import { EditValue } from "../record/edit-value.tsx";
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
  return (
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
}
