import { Decimal } from "decimal.js";
import { formatNumber, type Habits } from "../../../core/language/index.ts";
import { type Field, type ModelType, readMeasure } from "../../../metamodel/index.ts";

/** A figure as the API sends it: counts and shares are numbers, amounts decimal texts. */
export type Figure = number | string | null | undefined;

/** How one measure of a tile is written. */
export interface FigureFormat {
  /** Sums and counts of groups make up the whole; averages and shares do not. */
  readonly adds: boolean;
  /** In full: `CHF 12’400.00`, `63,2 %`. Nothing for no figure. */
  readonly full: (figure: Figure) => string;
  /** Without decimals that nobody reads in a chart: `12’400`. */
  readonly short: (figure: Figure) => string;
  /** For the scale of an axis: `1,2 M`. */
  readonly axis: (figure: number) => string;
}

/** How the figures of a measure are written; `field` is what it sums. */
export function figureFormat(
  measure: string,
  { type, habits }: { type: ModelType; habits: Habits },
): FigureFormat {
  const { aggregate, field: name } = readMeasure(measure);
  const field = name === null ? undefined : type.fields.get(name);
  const compact = compactFor(habits);
  if (aggregate === "share") {
    const text = guarded((figure) => percentage(figure, habits));
    return { adds: false, full: text, short: text, axis: (part) => percentage(part, habits, 0) };
  }
  const adds = aggregate === "count" || aggregate === "sum";
  if (aggregate === "count" || !field) {
    const text = guarded((figure) => formatNumber(String(figure), habits));
    return { adds, full: text, short: text, axis: (number) => compact(number) };
  }
  const full = guarded((figure) => written(figure, { field, habits, rounds: aggregate === "avg" }));
  if (field.type.expressionType !== "decimal")
    return { adds, full, short: full, axis: (number) => fieldAxis(number, { field, habits, compact }) };
  const short = guarded((figure) => formatNumber(rounded(figure), habits));
  return { adds, full, short, axis: (number) => compact(number) };
}

/** The number that a bar is drawn with; zero where there is no figure. */
export function numberOf(figure: Figure): number {
  const number = Number(figure ?? 0);
  return Number.isFinite(number) ? number : 0;
}

/** What is missing to the total of shown figures, exactly. */
export function restOf(total: Figure, shown: readonly Figure[]): string {
  return shown.reduce((rest: Decimal, figure) => rest.minus(figure ?? 0), new Decimal(total ?? 0)).toFixed();
}

/** `10.3 k` in Switzerland, `10,3 k` in France: the language's short words with the country's decimal sign. */
function compactFor({ language, country }: Habits): (number: number) => string {
  const format = new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 });
  const point = country === "CH" ? "." : ",";
  return (number) =>
    format
      .formatToParts(number)
      .map(({ type, value }) => (type === "decimal" ? point : value))
      .join("");
}

function guarded(write: (figure: number | string) => string): (figure: Figure) => string {
  return (figure) => (figure === null || figure === undefined ? "" : write(figure));
}

function percentage(part: number | string, habits: Habits, decimals = 1): string {
  const number = formatNumber(new Decimal(part).times(100).toFixed(decimals), habits);
  return habits.language === "fr" ? `${number}\u00a0%` : `${number}%`;
}

/** As the field's own type writes it; averages of whole numbers get decimals. */
function written(
  figure: number | string,
  { field, habits, rounds }: { field: Field; habits: Habits; rounds: boolean },
): string {
  if (field.type.expressionType === "duration")
    return field.type.format(Math.round(Number(figure)), field.document, habits);
  const figures = rounds ? new Decimal(figure).toDecimalPlaces(2).toFixed() : String(figure);
  if (field.type.expressionType === "int") return formatNumber(figures, habits);
  return field.type.format(figures, field.document, habits);
}

/** Large amounts are read in whole units, small ones with two decimals. */
function rounded(figure: number | string): string {
  const amount = new Decimal(figure);
  return amount.toDecimalPlaces(amount.abs().greaterThanOrEqualTo(100) ? 0 : 2).toFixed();
}

function fieldAxis(
  number: number,
  { field, habits, compact }: { field: Field; habits: Habits; compact: (number: number) => string },
): string {
  if (field.type.expressionType === "duration")
    return field.type.format(Math.round(number), field.document, habits);
  return compact(number);
}
