import puppeteer, { type Browser, type HTTPRequest, type Page } from "puppeteer-core";
import { chromiumLaunch } from "../../core/chromium/index.ts";
import { Refusal } from "../../core/errors/index.ts";
import type { Runtime } from "../crm.ts";

/** Turns letters into PDF, one after another, on one reused page without scripts and without network. */
export interface Printer {
  /** A4 pages from a whole HTML document. At most 30 s a letter. */
  print(html: string): Promise<Buffer>;
  close(): Promise<void>;
}

const printers = new WeakMap<Runtime, Printer>();

/** The printer of this process: one browser, whoever prints. */
export function printerOf(runtime: Runtime): Printer {
  const printer = printers.get(runtime) ?? openPrinter(runtime.settings.chromiumPath);
  printers.set(runtime, printer);
  return printer;
}

export async function closePrinter(runtime: Runtime): Promise<void> {
  await printers.get(runtime)?.close();
}

const idle = 60_000;
const patience = 30_000;

/** Opens the browser at the first letter and closes it a minute after the last one: at rest it costs nothing. */
export function openPrinter(chromiumPath?: string): Printer {
  let page: Promise<Page> | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let rest: NodeJS.Timeout | undefined;

  async function closeBrowser(): Promise<void> {
    const open = page;
    page = undefined;
    const browser = await open?.then((ready) => ready.browser()).catch(() => undefined);
    await browser?.close().catch(() => undefined);
  }

  async function printNow(html: string): Promise<Buffer> {
    clearTimeout(rest);
    page ??= openPage(chromiumPath);
    try {
      return await printOn(await page, html);
    } catch (cause) {
      await closeBrowser();
      throw cause instanceof Refusal
        ? cause
        : new Refusal("merge.printer-failed", { reason: firstLine(cause) }, { cause });
    } finally {
      rest = setTimeout(() => void closeBrowser(), idle);
      rest.unref();
    }
  }

  return {
    print(html) {
      const printed = queue.then(() => printNow(html));
      queue = printed.catch(() => undefined);
      return printed;
    },
    async close() {
      clearTimeout(rest);
      await queue;
      await closeBrowser();
    },
  };
}

async function openPage(chromiumPath: string | undefined): Promise<Page> {
  const { executablePath, args, env } = await chromiumLaunch(chromiumPath);
  const browser: Browser = await puppeteer.launch({
    executablePath,
    args: [...args],
    env: { ...env },
    headless: "shell",
  });
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.setRequestInterception(true);
  page.on("request", (request) => void answer(request));
  return page;
}

/** A letter shows what it carries (data: images) and fetches nothing: no file, no address inside or outside. */
async function answer(request: HTTPRequest): Promise<void> {
  const url = request.url();
  if (url.startsWith("data:") || url === "about:blank") await request.continue().catch(() => undefined);
  else await request.abort("accessdenied").catch(() => undefined);
}

async function printOn(page: Page, html: string): Promise<Buffer> {
  await page.setContent(html, { waitUntil: "load", timeout: patience });
  const pdf = await page.pdf({
    format: "A4",
    printBackground: true,
    preferCSSPageSize: true,
    tagged: true,
    timeout: patience,
  });
  return Buffer.from(pdf);
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split("\n")[0]?.slice(0, 300) ?? "";
}
