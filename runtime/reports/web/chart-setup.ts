import type { Chart, ChartConfiguration, Plugin } from "chart.js";
import { inks, toneAt } from "./chart-colours.ts";
import type { ChartFigures, GroupTile } from "./chart-figures.ts";
import { type Figure, numberOf } from "./figures.ts";

type Setup = ChartConfiguration<"bar" | "line" | "doughnut", number[], string>;

interface Circumstances {
  /** Of the chart, in pixels. */
  readonly width: number;
  readonly figures: ChartFigures;
  readonly scheme: "light" | "dark";
  /** What a click on a part does. */
  readonly open: (row: number, series: number) => void;
}

/** What Chart.js draws for a tile: zero-based, values written beside bars and points, no motion. */
export function chartSetup(tile: GroupTile, { width, figures, scheme, open }: Circumstances): Setup {
  const isPie = tile.shape === "pie";
  const isAcross = tile.shape === "bar" && !figures.isTime;
  const type = isPie ? "doughnut" : tile.shape === "line" ? "line" : "bar";
  return {
    type,
    data: {
      labels: figures.rows.map(({ label }) => shortened(label, isAcross ? lettersIn(width * 0.4) : 18)),
      datasets: isPie ? [slices(figures, scheme)] : seriesOf(figures, { scheme, isLine: type === "line" }),
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      ...(isPie ? {} : { indexAxis: isAcross ? "y" : "x", scales: axes(figures, isAcross) }),
      layout: { padding: isPie ? 4 : isAcross ? { right: 56 } : { top: 20, right: 16, left: 4 } },
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
  const font = { size: 12, family: bodyFont() };
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
    titleFont: { size: 12, family: bodyFont() },
    bodyFont: { size: 12, family: bodyFont() },
    callbacks: {
      title: (items: { dataIndex: number }[]) => figures.rows[items[0]?.dataIndex ?? 0]?.label ?? "",
      label: ({ datasetIndex, dataIndex }: { datasetIndex: number; dataIndex: number }) => {
        const series = figures.series[datasetIndex];
        return `${series?.label ?? ""} : ${series?.format.full(figures.rows[dataIndex]?.cells[datasetIndex]?.figure) ?? ""}`;
      },
    },
  };
}

/** Writes each value at the end of its bar or beside its point, so that nobody has to hover. */
function valueWriter(figures: ChartFigures, isAcross: boolean): Plugin<"bar" | "line" | "doughnut"> {
  return {
    id: "values",
    afterDatasetsDraw(chart) {
      if (!isAcross && figures.series.length > 1) return;
      const { ctx } = chart;
      ctx.save();
      ctx.font = `12px ${bodyFont()}`;
      ctx.fillStyle = inks().text;
      for (const series of figures.series.keys())
        if (isAcross) writeBehind(chart, { figures, series });
        else writeAbove(chart, { figures, series });
      ctx.restore();
    },
  };
}

type Drawn = Chart<"bar" | "line" | "doughnut">;

function writeBehind(chart: Drawn, { figures, series }: { figures: ChartFigures; series: number }): void {
  const { ctx } = chart;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  for (const [row, part] of chart.getDatasetMeta(series).data.entries()) {
    const { x, y } = part.getProps(["x", "y"], true);
    ctx.fillText(
      figures.series[series]?.format.short(figures.rows[row]?.cells[series]?.figure) ?? "",
      x + 6,
      y,
    );
  }
}

/** In full where all have room, else rounded, else the highest and the last alone. A valley has its value beneath. */
function writeAbove(chart: Drawn, { figures, series }: { figures: ChartFigures; series: number }): void {
  const { ctx, chartArea } = chart;
  const format = figures.series[series]?.format;
  const shown = figures.rows.map(({ cells }) => cells[series]?.figure);
  const room = chartArea.width / Math.max(1, figures.rows.length) - 4;
  const full = shown.map((figure) => format?.short(figure) ?? "");
  const brief = shown.map((figure) =>
    figure === null || figure === undefined ? "" : (format?.axis(numberOf(figure)) ?? ""),
  );
  const widest = (texts: readonly string[]) => Math.max(...texts.map((text) => ctx.measureText(text).width));
  const texts = widest(full) <= room ? full : brief;
  const highest = shown.reduce<number>(
    (best, figure, at) => (numberOf(figure) > numberOf(shown[best]) ? at : best),
    0,
  );
  const told = widest(texts) <= room ? null : new Set([highest, shown.length - 1]);
  ctx.textAlign = "center";
  for (const [row, part] of chart.getDatasetMeta(series).data.entries()) {
    const { x, y } = part.getProps(["x", "y"], true);
    if ((told && !told.has(row)) || Number.isNaN(y)) continue;
    const isValley =
      chart.getDatasetMeta(series).type === "line" && isLowest(shown, row) && y < chartArea.bottom - 24;
    ctx.textBaseline = isValley ? "top" : "bottom";
    const half = ctx.measureText(texts[row] ?? "").width / 2;
    ctx.fillText(texts[row] ?? "", Math.min(x, chart.width - half - 2), isValley ? y + 7 : y - 6);
  }
}

function isLowest(shown: readonly Figure[], row: number): boolean {
  const here = numberOf(shown[row]);
  const beside = [shown[row - 1], shown[row + 1]].filter((figure) => figure !== undefined);
  return beside.every((figure) => numberOf(figure) > here);
}

function bodyFont(): string {
  return getComputedStyle(document.body).fontFamily;
}

/** How many letters of 12 px stand in so many pixels; names of bars get at most 28. */
function lettersIn(pixels: number): number {
  return Math.min(28, Math.max(8, Math.floor(pixels / 7.5)));
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text;
}
