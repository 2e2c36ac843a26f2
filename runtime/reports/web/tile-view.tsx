import { ActionIcon } from "@mantine/core";
import { IconChartBar, IconTable } from "@tabler/icons-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import type { Tile } from "../../../metamodel/index.ts";
import { useLanguage } from "../../web/language/index.ts";
import { useType, useWorkspace } from "../../web/model/workspace.ts";
import type { TileData } from "../tile-data.ts";
import { Behind } from "./behind.tsx";
import { chartFigures, type GroupTile } from "./chart-figures.ts";
import classes from "./dashboard.module.css";
import type { FilledTile } from "./dashboard.ts";
import { FigureTable } from "./figure-table.tsx";
import { figureFormat } from "./figures.ts";
import { Legend } from "./legend.tsx";
import { ListTile } from "./list-tile.tsx";
import { useReportSay } from "./say.ts";

const Chart = lazy(() => import("./chart.tsx"));

/** One tile: its title leads to the records behind all of it. */
export function TileView({ tile }: { tile: FilledTile }) {
  const language = useLanguage();
  const [asTable, setAsTable] = useState(false);
  const isChart = tile.shape === "bar" || tile.shape === "line" || tile.shape === "pie";
  const label = inWords(tile.label, language);
  const say = useReportSay();
  const toggle = say(asTable ? "reports.chart" : "reports.figures");
  return (
    <section
      className={classes.tile}
      style={{ "--span": tile.width } as never}
      data-shape={tile.shape}
      aria-label={label}
    >
      <header className={classes.tileHead}>
        <h2 className={classes.tileTitle} title={label}>
          {tile.data ? (
            <Behind type={tile.type} filter={tile.data.filter} title={say("reports.open-list", { label })}>
              {label}
            </Behind>
          ) : (
            label
          )}
        </h2>
        {isChart && tile.data ? (
          <ActionIcon
            size={24}
            onClick={() => setAsTable(!asTable)}
            aria-label={toggle}
            title={toggle}
            aria-pressed={asTable}
          >
            {asTable ? <IconChartBar size={16} /> : <IconTable size={16} />}
          </ActionIcon>
        ) : null}
      </header>
      {tile.data ? (
        <TileBody tile={tile} data={tile.data} asTable={asTable} />
      ) : (
        <p className={classes.problem}>{tile.problem?.detail}</p>
      )}
    </section>
  );
}

function TileBody({ tile, data, asTable }: { tile: Tile; data: TileData; asTable: boolean }) {
  if (tile.shape === "number") return <NumberTile tile={tile} data={data} />;
  if (tile.shape === "list") return <ListTile tile={tile} data={data} />;
  return <GroupedTile tile={tile} data={data} asTable={asTable || tile.shape === "table"} />;
}

function NumberTile({ tile, data }: { tile: Extract<Tile, { shape: "number" }>; data: TileData }) {
  const { habits } = useWorkspace();
  const language = useLanguage();
  const type = useType(tile.type);
  if (!type) return null;
  const figure = figureFormat(tile.measure, { type, habits: { ...habits, language } }).full(data.total[0]);
  return (
    <Behind type={tile.type} filter={data.filter} className={classes.number}>
      <span style={{ "--letters": Math.max(figure.length, 1) } as never}>{figure || "–"}</span>
    </Behind>
  );
}

function GroupedTile({ tile, data, asTable }: { tile: GroupTile; data: TileData; asTable: boolean }) {
  const { model, habits } = useWorkspace();
  const language = useLanguage();
  const say = useReportSay();
  const type = useType(tile.type);
  const figures = useMemo(
    () =>
      type
        ? chartFigures(tile, { data, words: { model, type, habits: { ...habits, language }, say } })
        : null,
    [tile, data, model, type, habits, language, say],
  );
  if (!figures || figures.rows.length === 0)
    return <p className={classes.nothing}>{say("reports.nothing")}</p>;
  if (asTable) return <FigureTable tile={tile} figures={figures} />;
  const label = inWords(tile.label, language);
  const summary = say("reports.chart-of", {
    label,
    summary: figures.rows
      .slice(0, 20)
      .map((row) => `${row.label} ${figures.series[0]?.format.full(row.cells[0]?.figure) ?? ""}`)
      .join(", "),
  });
  return (
    <div className={tile.shape === "pie" ? classes.pie : classes.chart}>
      <Suspense fallback={<div style={{ height: 240 }} />}>
        <Chart tile={tile} figures={figures} summary={summary} />
      </Suspense>
      <Legend tile={tile} figures={figures} />
      {figures.left > 0 ? (
        <p className={classes.left}>{say("reports.left", { count: figures.left })}</p>
      ) : null}
    </div>
  );
}
