import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { unpackedChromium } from "./unpack.ts";

/** How to start the browser that prints letters and runs the browser stories. */
export interface ChromiumLaunch {
  readonly executablePath: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What keeps a headless browser small, quiet and off the network. */
const quiet = [
  // The content shown is our own, scripts and network are off where it is not; a sandbox needs rights that
  // containers and root do not give.
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-sync",
  "--no-pings",
  "--font-render-hinting=none",
] as const;

/**
 * The browser named by `CHROMIUM_PATH`, or the packaged one, with the system libraries and fonts that the package
 * brings when the machine lacks them.
 */
export async function chromiumLaunch(path = process.env.CHROMIUM_PATH): Promise<ChromiumLaunch> {
  const env = inherited();
  if (path) return { executablePath: path, args: quiet, env };
  const folder = await unpackedChromium();
  const executablePath = join(folder, "chromium");
  const withFonts = { ...env, FONTCONFIG_FILE: join(folder, "fonts.conf") };
  if (starts(executablePath, withFonts)) return { executablePath, args: quiet, env: withFonts };
  const withLibraries = { ...withFonts, LD_LIBRARY_PATH: join(folder, "al2023", "lib") };
  if (starts(executablePath, withLibraries)) return { executablePath, args: quiet, env: withLibraries };
  throw new Error(
    "The packaged Chromium does not start on this machine. Install Chromium and set CHROMIUM_PATH to it.",
  );
}

function starts(path: string, env: Record<string, string>): boolean {
  return spawnSync(path, ["--version", "--no-sandbox"], { env, timeout: 20_000 }).status === 0;
}

function inherited(): Record<string, string> {
  const { PATH, HOME, LANG, TMPDIR } = process.env;
  return Object.fromEntries(
    Object.entries({ PATH, HOME, LANG, TMPDIR }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}
