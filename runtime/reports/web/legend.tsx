import { useComputedColorScheme } from "@mantine/core";
import { useLanguage } from "../../web/language/index.ts";
import { useType, useWorkspace } from "../../web/model/workspace.ts";
import { Behind } from "./behind.tsx";
import { toneAt } from "./chart-colours.ts";
import type { ChartFigures, GroupTile } from "./chart-figures.ts";
import classes from "./dashboard.module.css";
import { figureFormat, numberOf } from "./figures.ts";

/** Which tone is what: the slices of a pie with figure and part, the series of a chart that has several. */
export function Legend({ tile, figures }: { tile: GroupTile; figures: ChartFigures }) {
  const scheme = useComputedColorScheme("light");
  if (tile.shape === "pie") return <Slices tile={tile} figures={figures} scheme={scheme} />;
  if (figures.series.length < 2) return null;
  return (
    <ul className={classes.legend}>
      {figures.series.map(({ label }, at) => (
        <li key={label}>
          <Swatch tone={toneAt(at, scheme)} />
          {label}
        </li>
      ))}
    </ul>
  );
}

function Slices({
  tile,
  figures,
  scheme,
}: {
  tile: GroupTile;
  figures: ChartFigures;
  scheme: "light" | "dark";
}) {
  const { habits } = useWorkspace();
  const language = useLanguage();
  const type = useType(tile.type);
  const format = figures.series[0]?.format;
  const whole = figures.rows.reduce((sum, { cells }) => sum + numberOf(cells[0]?.figure), 0);
  const share = type ? figureFormat("share", { type, habits: { ...habits, language } }) : null;
  return (
    <ul className={classes.slices}>
      {figures.rows.map(({ key, label, cells }, at) => (
        <li key={key}>
          <Behind type={tile.type} filter={cells[0]?.filter ?? null} className={classes.slice} title={label}>
            <Swatch tone={toneAt(at, scheme)} />
            <span className={classes.sliceLabel}>{label}</span>
            <span>{format?.full(cells[0]?.figure)}</span>
            <span className={classes.slicePart}>
              {whole > 0 ? share?.full(numberOf(cells[0]?.figure) / whole) : ""}
            </span>
          </Behind>
        </li>
      ))}
    </ul>
  );
}

function Swatch({ tone }: { tone: string }) {
  return <span className={classes.swatch} style={{ background: tone }} aria-hidden />;
}
