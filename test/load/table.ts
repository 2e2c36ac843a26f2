import { median, rate, type Server } from "./client.ts";
import type { Work } from "./works.ts";

/** How often and how long each side works. */
export interface Effort {
  readonly rounds: number;
  readonly milliseconds: number;
}

/** A work's speed by hand and by the product, in records a second. */
export interface Line {
  readonly work: string;
  readonly raw: number;
  readonly product: number;
  readonly ratio: number;
  /** The goal; 0 where there is none. */
  readonly bar: number;
}

/** Both sides in turn, who begins changes from round to round; the first round warms up, twice as long, and does not count. */
export async function compare(
  work: Work,
  { hand, house, rounds, milliseconds }: Effort & { hand: Server; house: Server },
): Promise<Line> {
  const rates: { raw: number; product: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    const load = { clients: work.clients, milliseconds: round === 0 ? milliseconds * 2 : milliseconds };
    const byHand = () => rate(hand, { ...load, next: work.raw });
    const byHouse = () => rate(house, { ...load, next: work.product });
    const measured =
      round % 2 === 0
        ? { raw: await byHand(), product: await byHouse() }
        : swap({ product: await byHouse(), raw: await byHand() });
    if (round > 0) rates.push(measured);
  }
  return {
    work: work.name,
    raw: median(rates.map(({ raw }) => raw)) * work.records,
    product: median(rates.map(({ product }) => product)) * work.records,
    ratio: median(rates.map(({ raw, product }) => product / raw)),
    bar: work.bar,
  };
}

function swap({ product, raw }: { product: number; raw: number }): { raw: number; product: number } {
  return { raw, product };
}

export function comparisonTable(head: string, lines: readonly Line[]): string {
  const body = lines.map(({ work, raw, product, ratio, bar }) => {
    const goal = bar === 0 ? "" : `≥ ${bar}`;
    return `| ${work} | ${number(raw)} | ${number(product)} | **${ratio.toFixed(2)}** | ${goal} |`;
  });
  return `| ${head} | by hand /s | Dossier /s | ratio | goal |\n|---|---:|---:|---:|---:|\n${body.join("\n")}\n`;
}

export function number(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: value < 100 ? 1 : 0 });
}
