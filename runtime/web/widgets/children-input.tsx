import { ActionIcon, Button } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { inWords } from "../../../core/language/index.ts";
import type { Field, ModelType } from "../../../metamodel/index.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { type Row, RowCells, RowHeads, rowFields } from "./row-cells.tsx";
import type { InputProps } from "./widget.ts";
import classes from "./widgets.module.css";

/** The rows that belong to a record, edited as a small table and saved with it. */
export default function ChildrenInput({ field, value, onChange, id, ariaLabel, disabled }: InputProps) {
  const say = useSay();
  const language = useLanguage();
  const list = useList(field);
  const rows: readonly Row[] = Array.isArray(value) ? value : [];
  if (!list) return null;
  const { type, by } = list;
  const columns = rowFields(type, [by]);
  const change = (at: number, name: string, cell: unknown) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, [name]: cell } : row)));
  return (
    <div id={id} className={classes.grid}>
      <table aria-label={ariaLabel ?? inWords(field.label, language)}>
        <thead>
          <tr>
            <RowHeads columns={columns} />
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => {
            const label = say("widget.children-remove", { number: at + 1 });
            return (
              <tr key={String(row.id ?? row.__row ?? at)}>
                <RowCells
                  type={type}
                  by={by}
                  row={row}
                  columns={columns}
                  idStem={`${id}-${at}`}
                  disabled={disabled}
                  onChange={(name, cell) => change(at, name, cell)}
                />
                <td>
                  <ActionIcon
                    onClick={() => onChange(rows.filter((_, index) => index !== at))}
                    aria-label={label}
                    title={label}
                  >
                    <IconX size={16} />
                  </ActionIcon>
                </td>
              </tr>
            );
          })}
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

function useList(field: Field): { readonly type: ModelType; readonly by: string } | null {
  const { model } = useWorkspace();
  const relation = field.type.relation(field.document);
  const type = relation?.kind === "many" ? model.types.get(relation.of) : undefined;
  return relation?.kind === "many" && type ? { type, by: relation.by } : null;
}
