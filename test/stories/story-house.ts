import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { chromiumLaunch } from "../../core/chromium/index.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

export const administrator = { email: "anne@lemanix.example", password: "un cheval correct" } as const;

/** The whole product as a user gets it: its own process, its embedded database, a real browser before it. */
export interface StoryHouse extends AsyncDisposable {
  readonly address: string;
  readonly browser: Browser;
  /** A fresh browser profile; what goes wrong in its console fails the story through `complaints`. */
  visit(options?: BrowserContextOptions): Promise<Page>;
  /** A fresh profile, already signed in as the administrator. */
  signedIn(options?: BrowserContextOptions): Promise<Page>;
  /** A record that whoever is signed in on the page enters past the screens. */
  made(page: Page, type: string, values: object): Promise<{ readonly id: string }>;
  /** What browsers complained about so far: uncaught errors and failed assertions of the page itself. */
  readonly complaints: readonly string[];
}

/** Starts the product with an app of `examples/`, or of a folder of its own, and a share of its data. */
export async function openStoryHouse({
  app = "after-sales",
  size = 0.02,
  environment = {},
}: {
  app?: string;
  size?: number;
  /** Further settings: `SMTP_URL` … */
  environment?: Readonly<Record<string, string>>;
} = {}): Promise<StoryHouse> {
  const data = await mkdtemp(join(tmpdir(), "dossier-story-"));
  const product = spawn(
    process.execPath,
    [
      "bin/dossier.js",
      "start",
      isAbsolute(app) ? app : join("examples", app),
      "--size",
      String(size),
      "--json",
    ],
    {
      cwd: root,
      env: {
        ...process.env,
        PORT: "0",
        DATA: data,
        ADMIN_EMAIL: administrator.email,
        ADMIN_PASSWORD: administrator.password,
        LOG_LEVEL: "error",
        ...environment,
      },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const ended = new Promise<void>((resolve) => product.once("exit", () => resolve()));
  const port = await portOf(product.stdout);
  const address = `http://localhost:${port}`;
  const { executablePath, args, env } = await chromiumLaunch();
  const browser = await chromium.launch({ executablePath, args: [...args], env: { ...env } });
  const complaints: string[] = [];

  async function visit(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({
      baseURL: address,
      locale: "fr-CH",
      timezoneId: "Europe/Zurich",
      viewport: { width: 1440, height: 900 },
      acceptDownloads: true,
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && !/status of 4\d\d/.test(message.text()))
        complaints.push(message.text());
    });
    return page;
  }

  return {
    address,
    browser,
    complaints,
    visit,
    async signedIn(options) {
      const page = await visit(options);
      const answer = await page.request.post("/api/auth/sign-in/email", {
        data: administrator,
        headers: { origin: address },
      });
      if (!answer.ok()) throw new Error(`signing in failed: ${await answer.text()}`);
      return page;
    },
    async made(page, type, values) {
      const headers = { origin: address };
      const answer = await page.request.post(`/api/records/${type}`, { data: values, headers });
      if (!answer.ok()) throw new Error(await answer.text());
      return await answer.json();
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      product.kill("SIGTERM");
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** `start --json` says in one line where it listens; other lines are the log. */
async function portOf(output: NodeJS.ReadableStream): Promise<number> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: output })) {
    lines.push(line);
    const port = /"port":(\d+)/.exec(line)?.[1];
    if (port && line.includes('"address"')) {
      output.resume();
      return Number(port);
    }
  }
  throw new Error(`the product did not start: ${lines.join("\n")}`);
}
