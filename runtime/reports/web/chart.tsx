import { useComputedColorScheme } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart as ChartJs,
  DoughnutController,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";
import { useEffect, useRef } from "react";
import { useWorkspace } from "../../web/model/workspace.ts";
import { behind } from "./behind.tsx";
import type { ChartFigures, GroupTile } from "./chart-figures.ts";
import { chartSetup } from "./chart-setup.ts";
import classes from "./dashboard.module.css";

ChartJs.register(
  BarController,
  BarElement,
  LineController,
  LineElement,
  PointElement,
  DoughnutController,
  ArcElement,
  CategoryScale,
  LinearScale,
  Tooltip,
);

/** A bar, line or pie chart; a click on a part leads to the records behind it. */
export default function Chart({
  tile,
  figures,
  summary,
}: {
  tile: GroupTile;
  figures: ChartFigures;
  /** The chart in a sentence, for readers who do not see it. */
  summary: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme("light");
  const navigate = useNavigate();
  const { model } = useWorkspace();
  useEffect(() => {
    if (!canvas.current) return;
    const open = (row: number, series: number) => {
      const filter = figures.rows[row]?.cells[series]?.filter;
      if (filter !== null && filter !== undefined) {
        const { to, search } = behind(model, { type: tile.type, filter });
        void navigate({ to, search: search as never });
      }
    };
    const width = canvas.current.parentElement?.clientWidth ?? 400;
    const chart = new ChartJs(canvas.current, chartSetup(tile, { width, figures, scheme, open }));
    return () => chart.destroy();
  }, [tile, figures, scheme, navigate, model]);
  const isAcross = tile.shape === "bar" && !figures.isTime;
  const height = isAcross
    ? Math.max(160, figures.rows.length * (figures.series.length > 1 ? 36 : 28) + 16)
    : 240;
  return (
    <div
      className={classes.canvasFrame}
      style={isAcross || tile.shape === "pie" ? { height } : { minHeight: height, flex: 1 }}
    >
      <canvas ref={canvas} role="img" aria-label={summary} />
    </div>
  );
}
