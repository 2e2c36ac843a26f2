import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import { type Field, isEntered } from "../../../metamodel/index.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useMay } from "../model/may.ts";
import { isEmpty } from "../widgets/empty.ts";
import { widgetOf } from "../widgets/index.ts";
import { useFieldState, useRecordAround } from "../widgets/record-context.ts";
import { SensitiveMark } from "../widgets/sensitive-mark.tsx";
import { Shown } from "../widgets/shown.tsx";
import { EditValue } from "./edit-value.tsx";
import classes from "./fields.module.css";

interface FieldRowProps {
  readonly field: Field;
  readonly record: RecordJson;
  readonly isArchived: boolean;
}

/** Label and value side by side; a click on the value edits it where it stands. */
export function FieldRow({ field, record, isArchived }: FieldRowProps) {
  const say = useSay();
  const language = useLanguage();
  const [isEditing, setIsEditing] = useState(false);
  const label = inWords(field.label, language);
  const value = record[field.name] ?? null;
  const { visible, readOnly } = useFieldState(field);
  const { ask } = useRecordAround();
  const may = useMay();
  const canEdit = !isArchived && isEntered(field) && !readOnly && may("change", record.type, ask);
  const isWide = widgetOf(field).wide === true;
  const help = field.document.help ? inWords(field.document.help, language) : undefined;
  if (!visible) return null;
  return (
    <div className={classes.row} data-wide={isWide || undefined}>
      <dt title={help}>
        {label}
        <SensitiveMark field={field} />
      </dt>
      {isEditing ? (
        <dd>
          <EditValue field={field} record={record} onClose={() => setIsEditing(false)} />
        </dd>
      ) : (
        <dd className={classes.value}>
          {isEmpty(value) ? (
            <span className={classes.empty}>—</span>
          ) : (
            <Shown field={field} value={value} place="block" />
          )}
          {canEdit ? (
            <button
              type="button"
              className={classes.editValue}
              onClick={() => setIsEditing(true)}
              aria-label={say("record.edit-field", { label })}
            >
              <IconPencil size={14} aria-hidden />
            </button>
          ) : null}
        </dd>
      )}
    </div>
  );
}
