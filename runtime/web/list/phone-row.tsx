import { Link } from "@tanstack/react-router";
import { valueAt } from "../model/paths.ts";
import { isEmpty } from "../widgets/empty.ts";
import { Shown } from "../widgets/shown.tsx";
import classes from "./phone-row.module.css";
import type { RowProps } from "./row.tsx";

/** One record on a phone: title and state, then two more values. */
export function PhoneRow({ record, type, columns, state: { at }, place, index }: RowProps) {
  const state = type.state ? columns.find(({ path }) => path === type.state) : undefined;
  const stateField = state?.field ?? (type.state ? type.fields.get(type.state) : undefined);
  const rest = columns
    .filter(({ path }) => path !== type.state && path !== "title")
    .filter((column) => {
      const value = valueAt(record, column.path);
      return !isEmpty(value) && !(typeof value === "string" && record.title.includes(value));
    })
    .slice(0, 2);
  return (
    <tr aria-rowindex={index + 2} style={place} className={classes.phoneRow}>
      <td className={classes.phoneCell}>
        <Link
          to="/$type/$id"
          params={{ type: record.type, id: record.id }}
          search={(at ? { at } : {}) as never}
          className={classes.phoneLink}
        >
          <span className={classes.phoneFirst}>
            <span className={classes.phoneTitle}>{record.title}</span>
            {stateField ? <Shown field={stateField} value={valueAt(record, stateField.name)} /> : null}
          </span>
        </Link>
        <span className={classes.phoneSecond}>
          {rest.map((column) => (
            <Shown key={column.path} field={column.field} value={valueAt(record, column.path)} />
          ))}
        </span>
      </td>
    </tr>
  );
}
