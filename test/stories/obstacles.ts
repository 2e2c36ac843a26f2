import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

/** Waits until a page is at rest. */
export type Settled = (page: Page) => Promise<void>;

/** What axe calls serious or critical, in light and in dark, one line each. */
export async function obstacles(page: Page, settled: Settled): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    const { violations } = await inspect(page);
    for (const { id, impact, nodes } of violations)
      if (impact === "serious" || impact === "critical")
        for (const { html, failureSummary } of nodes)
          found.push(`${colorScheme} ${id}: ${html.slice(0, 200)} ${failureSummary ?? ""}`);
  }
  return found;
}

const axe = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function inspect(page: Page): Promise<AxeResults> {
  await page.evaluate(await axe);
  return page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
}
