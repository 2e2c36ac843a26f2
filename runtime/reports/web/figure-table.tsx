import { inWords } from "../../../core/language/index.ts";
import { readGrouping } from "../../../metamodel/index.ts";
import { useLanguage, useSay } from "../../web/language/index.ts";
import { resolvePath } from "../../web/model/paths.ts";
import { useType, useWorkspace } from "../../web/model/workspace.ts";
import { Behind } from "./behind.tsx";
import type { ChartFigures, FigureRow, GroupTile } from "./chart-figures.ts";
import classes from "./dashboard.module.css";
import { useReportSay } from "./say.ts";

/** The figures of a tile as a table, each leading to its records. */
export function FigureTable({ tile, figures }: { tile: GroupTile; figures: ChartFigures }) {
  const say = useReportSay();
  const hasTotal = figures.total.length > 0 && figures.rows.length > 1;
  return (
    <div className={classes.tableFrame}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">
              <GroupHead tile={tile} />
            </th>
            {figures.series.map(({ label }) => (
              <th scope="col" key={label} data-align="right">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.rows.map((row) => (
            <Row key={row.key} tile={tile} figures={figures} row={row} />
          ))}
        </tbody>
        {hasTotal ? (
          <tfoot>
            <tr>
              <th scope="row">{say("reports.total")}</th>
              {figures.series.map(({ label, format }, at) => (
                <td key={label} data-align="right">
                  {format.full(figures.total[at])}
                </td>
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
      {figures.left > 0 ? (
        <p className={classes.left}>{say("reports.left", { count: figures.left })}</p>
      ) : null}
    </div>
  );
}

function Row({ tile, figures, row }: { tile: GroupTile; figures: ChartFigures; row: FigureRow }) {
  const isSplit = new Set(row.cells.map(({ filter }) => filter)).size > 1;
  return (
    <tr>
      <th scope="row">
        <Behind type={tile.type} filter={isSplit ? null : (row.cells[0]?.filter ?? null)} title={row.label}>
          {row.label}
        </Behind>
      </th>
      {figures.series.map(({ label, format }, at) => (
        <td key={label} data-align="right">
          {isSplit ? (
            <Behind type={tile.type} filter={row.cells[at]?.filter ?? null}>
              {format.full(row.cells[at]?.figure)}
            </Behind>
          ) : (
            format.full(row.cells[at]?.figure)
          )}
        </td>
      ))}
    </tr>
  );
}

function GroupHead({ tile }: { tile: GroupTile }) {
  const { model } = useWorkspace();
  const language = useLanguage();
  const say = useSay();
  const type = useType(tile.type);
  const path = type ? resolvePath({ model, language, say }, type, readGrouping(tile.group).path) : null;
  return path?.label ?? inWords(type?.label ?? {}, language);
}
