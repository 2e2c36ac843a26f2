import type { Chart, ChartConfiguration, Plugin } from "chart.js";
import { inks, toneAt } from "./chart-colours.ts";
import type { ChartFigures, GroupTile } from "./chart-figures.ts";
import { numberOf } from "./figures.ts";

type Setup = ChartConfiguration<"bar" | "line" | "doughnut", number[], string>;

interface Circumstances {
  readonly figures: ChartFigures;
  readonly scheme: "light" | "dark";
  /** What a click on a part does. */
  readonly open: (row: number, series: number) => void;
}

/** What Chart.js draws for a tile: zero-based, values written beside bars and points, no motion. */
export function chartSetup(tile: GroupTile, { figures, scheme, open }: Circumstances): Setup {
  const isPie = tile.shape === "pie";
  const isAcross = tile.shape === "bar" && !figures.isTime;
  const type = isPie ? "doughnut" : tile.shape === "line" ? "line" : "bar";
  return {
    type,
    data: {
      labels: figures.rows.map(({ label }) => shortened(label, isAcross ? 26 : 18)),
      datasets: isPie ? [slices(figures, scheme)] : seriesOf(figures, { scheme, isLine: type === "line" }),
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      ...(isPie ? {} : { indexAxis: isAcross ? "y" : "x", scales: axes(figures, isAcross) }),
      layout: { padding: isPie ? 4 : isAcross ? { right: 56 } : { top: 20, right: 12 } },
      onClick: (_event, [part]) => part && open(part.index, isPie ? 0 : part.datasetIndex),
      onHover: (event, parts) => {
        const target = event.native?.target;
        if (target instanceof HTMLElement) target.style.cursor = parts.length > 0 ? "pointer" : "";
      },
      plugins: { tooltip: tooltip(figures) },
    },
    plugins: isPie ? [] : [valueWriter(figures, isAcross)],
  };
}

function slices(figures: ChartFigures, scheme: "light" | "dark") {
  return {
    data: figures.rows.map(({ cells }) => numberOf(cells[0]?.figure)),
    backgroundColor: figures.rows.map((_row, at) => toneAt(at, scheme)),
    borderColor: inks().ground,
    borderWidth: 2,
  };
}

function seriesOf(figures: ChartFigures, { scheme, isLine }: { scheme: "light" | "dark"; isLine: boolean }) {
  return figures.series.map(({ label, format }, at) => ({
    label,
    data: figures.rows.map(({ cells }) => {
      const figure = cells[at]?.figure;
      // A month without a record has no share and no average; counts and sums are zero there.
      return figure === null && !format.adds ? Number.NaN : numberOf(figure);
    }),
    backgroundColor: toneAt(at, scheme),
    borderColor: toneAt(at, scheme),
    ...(isLine
      ? {
          borderWidth: 2,
          pointRadius: 3,
          pointHitRadius: 12,
          tension: 0,
          spanGaps: false,
          borderDash: dashes[at] ?? [],
        }
      : { borderRadius: 2, maxBarThickness: 28, borderWidth: 0 }),
  }));
}

/** Lines differ by their dashes too, not by colour alone. */
const dashes: readonly number[][] = [[], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4], [1, 3]];

function axes(figures: ChartFigures, isAcross: boolean) {
  const { second, divider } = inks();
  const font = { size: 12 };
  const format = figures.series[0]?.format;
  const value = {
    beginAtZero: true,
    border: { display: false },
    grid: { color: divider, drawTicks: false },
    ticks: {
      color: second,
      font,
      maxTicksLimit: 5,
      padding: 8,
      callback: (tick: number | string) => format?.axis(Number(tick)) ?? String(tick),
    },
  };
  const names = {
    border: { color: divider },
    grid: { display: false },
    ticks: { color: second, font, autoSkip: !isAcross, maxRotation: 0, autoSkipPadding: 8 },
  };
  return isAcross ? { x: { ...value, display: false }, y: names } : { x: names, y: value };
}

function tooltip(figures: ChartFigures) {
  return {
    displayColors: figures.series.length > 1,
    titleFont: { size: 12 },
    bodyFont: { size: 12 },
    callbacks: {
      title: (items: { dataIndex: number }[]) => figures.rows[items[0]?.dataIndex ?? 0]?.label ?? "",
      label: ({ datasetIndex, dataIndex }: { datasetIndex: number; dataIndex: number }) => {
        const series = figures.series[datasetIndex];
        return `${series?.label ?? ""} : ${series?.format.full(figures.rows[dataIndex]?.cells[datasetIndex]?.figure) ?? ""}`;
      },
    },
  };
}

/** Writes each value at the end of its bar or above its point, so that nobody has to hover. Crowded ones stay away. */
function valueWriter(figures: ChartFigures, isAcross: boolean): Plugin<"bar" | "line" | "doughnut"> {
  return {
    id: "values",
    afterDatasetsDraw(chart) {
      const { ctx } = chart;
      ctx.save();
      ctx.font = `12px ${getComputedStyle(document.body).fontFamily}`;
      ctx.fillStyle = inks().text;
      ctx.textBaseline = isAcross ? "middle" : "bottom";
      ctx.textAlign = isAcross ? "left" : "center";
      for (const [series] of figures.series.entries()) writeSeries(chart, { figures, series, isAcross });
      ctx.restore();
    },
  };
}

function writeSeries(
  chart: Chart<"bar" | "line" | "doughnut">,
  { figures, series, isAcross }: { figures: ChartFigures; series: number; isAcross: boolean },
): void {
  if (!isAcross && figures.series.length > 1) return;
  const { ctx } = chart;
  const right = chart.chartArea.right;
  let free = Number.NEGATIVE_INFINITY;
  for (const [row, part] of chart.getDatasetMeta(series).data.entries()) {
    const text = figures.series[series]?.format.short(figures.rows[row]?.cells[series]?.figure) ?? "";
    const { x, y } = part.getProps(["x", "y"], true);
    if (text === "" || Number.isNaN(y) || Number.isNaN(x)) continue;
    if (isAcross) {
      ctx.fillText(text, x + 6, y);
      continue;
    }
    const half = ctx.measureText(text).width / 2;
    const centre = Math.min(x, right + 12 - half);
    if (centre - half < free) continue;
    ctx.fillText(text, centre, y - 6);
    free = centre + half + 6;
  }
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text;
}
