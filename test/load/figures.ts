/** Something measured that has no counterpart by hand. */
export interface Figure {
  readonly work: string;
  readonly figure: string;
}

export function milliseconds(value: number): string {
  if (value >= 10_000) return `${(value / 1_000).toFixed(1)} s`;
  return `${value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 })} ms`;
}

export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

export function figuresTable(figures: readonly Figure[]): string {
  const lines = figures.map(({ work, figure }) => `| ${work} | ${figure} |`);
  return `| measured | |\n|---|---:|\n${lines.join("\n")}\n`;
}
