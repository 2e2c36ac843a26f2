import { Suspense, useContext, useMemo } from "react";
import { inWords } from "../../../core/language/index.ts";
import {
  type Field,
  fieldState,
  isEntered,
  isOpenAtFirst,
  type ModelType,
} from "../../../metamodel/index.ts";
import { useLiveValues } from "../form/live-values.ts";
import { useRecordAround } from "../form/record-around.ts";
import { useLanguage } from "../language/index.ts";
import { RecordContext } from "./record-context.ts";
import { readName } from "./reference-value.ts";
import { Shown } from "./shown.tsx";
import { useWidgets } from "./widget-context.ts";
import classes from "./widgets.module.css";

/** The values of one row of a list that is edited with its record. */
export type Row = Readonly<Record<string, unknown>>;

/** The columns of a list that is edited: what is entered, be it by others only, and what is computed, but the references that make the list. */
export function rowFields(type: ModelType, without: readonly (string | undefined)[]): readonly Field[] {
  return [...type.fields.values()].filter(
    (field) =>
      !without.includes(field.name) &&
      (field.result !== undefined ||
        ((isEntered(field) || field.writable !== undefined) && field.column !== null)),
  );
}

export function RowHeads({ columns }: { columns: readonly Field[] }) {
  const language = useLanguage();
  const widgetOf = useWidgets();
  return columns.map((column) => (
    <th key={column.name} scope="col" data-align={alignOf(column, widgetOf)}>
      {inWords(column.label, language)}
    </th>
  ));
}

/** The cells of one row: inputs, and computed values that follow what is typed, in the row and in its record. */
export function RowCells({
  type,
  by,
  row,
  columns,
  idStem,
  disabled = false,
  onChange,
}: {
  type: ModelType;
  /** The reference of the row to the record that the list belongs to. */
  by: string;
  row: Row;
  columns: readonly Field[];
  idStem: string;
  disabled?: boolean | undefined;
  onChange: (name: string, value: unknown) => void;
}) {
  const language = useLanguage();
  const widgetOf = useWidgets();
  const { record } = useContext(RecordContext);
  const parent = useMemo(() => record && { by, record }, [by, record]);
  const around = useRecordAround(type, row, { parent });
  const live = useLiveValues(type, row, parent);
  return (
    <RecordContext value={around}>
      {columns.map((column) => {
        if (column.result) return <ComputedCell key={column.name} field={column} row={row} live={live} />;
        const { Input } = widgetOf(column);
        const { visible, readOnly: isLocked } = fieldState(column, around.ask);
        const readOnly = row.id === undefined ? !isOpenAtFirst(column, around.ask) : isLocked;
        if (!visible) return <td key={column.name} />;
        return (
          <td key={column.name}>
            <Suspense>
              <Input
                id={`${idStem}-${column.name}`}
                field={column}
                value={row[column.name] ?? null}
                onChange={(value) => onChange(column.name, value)}
                ariaLabel={inWords(column.label, language)}
                place="cell"
                disabled={disabled || readOnly}
              />
            </Suspense>
          </td>
        );
      })}
    </RecordContext>
  );
}

/** A computed value as it will be; where the form cannot know, the last one that was read. */
function ComputedCell({ field, row, live }: { field: Field; row: Row; live: Row }) {
  const widgetOf = useWidgets();
  const isLive = Object.hasOwn(live, field.name);
  const value = isLive ? live[field.name] : Object(row[readName])[field.name];
  return (
    <td data-align={alignOf(field, widgetOf)}>
      <span className={classes.computedCell} data-old={!isLive || undefined}>
        <Shown field={field} value={value} place="cell" />
      </span>
    </td>
  );
}

/** Inputs begin at the left whatever is in them; what is only shown stands as in a list. */
function alignOf(field: Field, widgetOf: ReturnType<typeof useWidgets>): "right" | undefined {
  return field.result && widgetOf(field).align === "right" ? "right" : undefined;
}
