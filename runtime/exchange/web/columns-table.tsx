import { Select } from "@mantine/core";
import { inWords } from "../../../core/language/index.ts";
import type { ModelType } from "../../../metamodel/index.ts";
import { useLanguage } from "../../web/language/index.ts";
import type { AnalysedColumn } from "../analyse.ts";
import type { Mapping } from "../plan.ts";
import { ColumnSettings } from "./column-settings.tsx";
import { Conversion } from "./conversion.tsx";
import classes from "./import.module.css";
import type { Draft, Entry } from "./import-calls.ts";
import { useImportSay } from "./say.ts";

/** Every column of the file with its samples, the field it fills and what its cells become. */
export function ColumnsTable({
  type,
  draft: { analysis, mapping },
  isReading,
  onChange,
}: {
  type: ModelType;
  draft: Draft;
  isReading: boolean;
  onChange: (mapping: Mapping) => void;
}) {
  const say = useImportSay();
  const changeEntry = (at: number, entry: Entry) => {
    // A field is filled by one column: the other gives it up.
    const columns = mapping.columns.map((each, index) =>
      index === at
        ? entry
        : each.field !== undefined && each.field === entry.field
          ? { column: each.column }
          : each,
    );
    const key = mapping.key?.filter((name) => columns.some(({ field }) => field === name)) ?? [];
    const { key: _old, ...rest } = mapping;
    onChange({ ...rest, columns, ...(key.length > 0 ? { key } : {}) });
  };
  return (
    <div className={classes.tableFrame} data-stale={isReading || undefined} aria-busy={isReading}>
      <table className={classes.columns}>
        <thead>
          <tr>
            <th scope="col">{say("import.column")}</th>
            <th scope="col">{say("import.samples")}</th>
            <th scope="col">{say("import.field")}</th>
            <th scope="col">{say("import.conversion")}</th>
          </tr>
        </thead>
        <tbody>
          {analysis.columns.map((column, at) => (
            <ColumnRow
              key={column.column}
              type={type}
              column={column}
              entry={mapping.columns[at] ?? { column: column.column }}
              onEntry={(entry) => changeEntry(at, entry)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ColumnRow({
  type,
  column,
  entry,
  onEntry,
}: {
  type: ModelType;
  column: AnalysedColumn;
  entry: Entry;
  onEntry: (entry: Entry) => void;
}) {
  const say = useImportSay();
  const language = useLanguage();
  const field = type.fields.get(entry.field ?? "");
  const fields = [...type.fields.values()].filter((each) => {
    const relation = each.type.relation(each.document);
    return relation === null || relation.kind === "one";
  });
  return (
    <tr data-unused={field === undefined || undefined}>
      <th scope="row" title={column.column}>
        {column.column}
      </th>
      <td className={classes.samples}>
        {column.samples.map((sample, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two samples of a column may be the same text.
          <span key={at} title={sample}>
            {sample}
          </span>
        ))}
      </td>
      <td className={classes.fieldCell}>
        <Select
          aria-label={say("import.field-for", { column: column.column })}
          placeholder={say("import.leave-out")}
          data={fields.map(({ name, label }) => ({ value: name, label: inWords(label, language) }))}
          value={entry.field ?? null}
          onChange={(name) =>
            onEntry(name ? { column: column.column, field: name } : { column: column.column })
          }
          searchable
          clearable
          maxDropdownHeight={280}
        />
        {field ? (
          <ColumnSettings type={type} field={field} column={column} entry={entry} onEntry={onEntry} />
        ) : null}
      </td>
      <td className={classes.becomes}>
        {field ? <Conversion key={entry.field} column={column} entry={entry} onEntry={onEntry} /> : null}
      </td>
    </tr>
  );
}
