import { Link } from "@tanstack/react-router";
import type { Tile } from "../../../metamodel/index.ts";
import type { RecordJson } from "../../web/api/shapes.ts";
import { useLanguage, useSay } from "../../web/language/index.ts";
import { type PathField, resolvePath, valueAt } from "../../web/model/paths.ts";
import { useType, useWorkspace } from "../../web/model/workspace.ts";
import { isEmpty } from "../../web/widgets/empty.ts";
import { widgetOf } from "../../web/widgets/index.ts";
import { Shown } from "../../web/widgets/shown.tsx";
import { formatted } from "../../web/widgets/shows.tsx";
import type { TileData } from "../tile-data.ts";
import { Behind } from "./behind.tsx";
import classes from "./dashboard.module.css";
import { useReportSay } from "./say.ts";

/** The first records of a condition as a small table, and the way to all of them. */
export function ListTile({ tile, data }: { tile: Extract<Tile, { shape: "list" }>; data: TileData }) {
  const { model } = useWorkspace();
  const language = useLanguage();
  const house = useSay();
  const say = useReportSay();
  const type = useType(tile.type);
  const items = data.items.filter(isRecord);
  if (!type) return null;
  if (items.length === 0) return <p className={classes.nothing}>{say("reports.no-rows")}</p>;
  const columns = tile.columns.flatMap(
    (path) => resolvePath({ model, language, say: house }, type, path) ?? [],
  );
  return (
    <div className={classes.tableFrame}>
      <table className={classes.table}>
        <thead>
          <tr>
            {columns.map(({ path, label, field }) => (
              <th scope="col" key={path} data-align={widgetOf(field).align}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((record) => (
            <tr key={record.id}>
              {columns.map((column, at) => (
                <Cell key={column.path} column={column} record={record} isFirst={at === 0} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {items.length === tile.limit ? (
        <Behind type={tile.type} filter={data.filter} className={classes.all}>
          {say("reports.all")}
        </Behind>
      ) : null}
    </div>
  );
}

function Cell({ column, record, isFirst }: { column: PathField; record: RecordJson; isFirst: boolean }) {
  const { habits } = useWorkspace();
  const value = valueAt(record, column.path);
  if (!isFirst)
    return (
      <td data-align={widgetOf(column.field).align}>
        <Shown field={column.field} value={value} />
      </td>
    );
  const isLink = column.field.type.relation(column.field.document) !== null;
  return (
    <th scope="row">
      <Link to="/$type/$id" params={{ type: record.type, id: record.id }} title={record.title}>
        {isEmpty(value) || isLink ? record.title : formatted(column.field, value, habits)}
      </Link>
    </th>
  );
}

function isRecord(item: unknown): item is RecordJson {
  return typeof item === "object" && item !== null && "id" in item && "type" in item && "title" in item;
}
