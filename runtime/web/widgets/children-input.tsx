import { ActionIcon, Button } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { Suspense } from "react";
import { inWords } from "../../../core/language/index.ts";
import { type Field, fieldState, isEntered, type ModelType } from "../../../metamodel/index.ts";
import { useRecordAround } from "../form/record-around.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { RecordContext } from "./record-context.ts";
import type { InputProps } from "./widget.ts";
import { useWidgets } from "./widget-context.ts";
import classes from "./widgets.module.css";

type Row = Readonly<Record<string, unknown>>;

/** The rows that belong to a record, edited as a small table and saved with it. */
export default function ChildrenInput({ field, value, onChange, id, ariaLabel, disabled }: InputProps) {
  const say = useSay();
  const language = useLanguage();
  const type = useRowType(field);
  const columns = type ? rowFields(type, field) : [];
  const rows: readonly Row[] = Array.isArray(value) ? value : [];
  const change = (at: number, name: string, cell: unknown) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, [name]: cell } : row)));
  return (
    <div id={id} className={classes.grid}>
      <table aria-label={ariaLabel ?? inWords(field.label, language)}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col">
                {inWords(column.label, language)}
              </th>
            ))}
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.map(
            (row, at) =>
              type && (
                <RowLine
                  key={String(row.id ?? row.__row ?? at)}
                  type={type}
                  row={row}
                  number={at + 1}
                  columns={columns}
                  idStem={`${id}-${at}`}
                  onChange={(name, cell) => change(at, name, cell)}
                  onRemove={() => onChange(rows.filter((_, index) => index !== at))}
                />
              ),
          )}
        </tbody>
      </table>
      <Button
        variant="subtle"
        leftSection={<IconPlus size={14} />}
        disabled={disabled ?? false}
        onClick={() => onChange([...rows, {}])}
      >
        {say("widget.children-add")}
      </Button>
    </div>
  );
}

function RowLine({
  type,
  row,
  number,
  columns,
  idStem,
  onChange,
  onRemove,
}: {
  type: ModelType;
  row: Row;
  number: number;
  columns: readonly Field[];
  idStem: string;
  onChange: (name: string, value: unknown) => void;
  onRemove: () => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const widgetOf = useWidgets();
  const label = say("widget.children-remove", { number });
  const around = useRecordAround(type, row);
  return (
    <RecordContext value={around}>
      <tr>
        {columns.map((column) => {
          const { Input } = widgetOf(column);
          const { visible, readOnly } = fieldState(column, around.ask);
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
                  disabled={readOnly}
                />
              </Suspense>
            </td>
          );
        })}
        <td>
          <ActionIcon onClick={onRemove} aria-label={label} title={label}>
            <IconX size={16} />
          </ActionIcon>
        </td>
      </tr>
    </RecordContext>
  );
}

/** The fields of the rows: all that can be typed, but the one that points back to the parent. */
function rowFields(type: ModelType, field: Field): readonly Field[] {
  const relation = field.type.relation(field.document);
  const by = relation?.kind === "many" ? relation.by : null;
  return [...type.fields.values()].filter(
    (each) => each.name !== by && isEntered(each) && each.column !== null,
  );
}

function useRowType(field: Field): ModelType | null {
  const { model } = useWorkspace();
  const relation = field.type.relation(field.document);
  return relation?.kind === "many" ? (model.types.get(relation.of) ?? null) : null;
}
