import { spawn } from "node:child_process";
import { existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const packaged = require.resolve("@sparticuz/chromium");

/**
 * The folder of the packaged browser, unpacked once per version and account: `chromium`, `al2023/lib` (system
 * libraries a bare machine lacks), `fonts`. Unpacked into a draft and renamed, so that racing starts cannot mix.
 */
export async function unpackedChromium(): Promise<string> {
  const folder = join(tmpdir(), `dossier-chromium-${packagedVersion()}-${process.getuid?.() ?? "user"}`);
  if (isOurs(folder)) return folder;
  const draft = mkdtempSync(join(tmpdir(), "dossier-chromium-draft-"));
  try {
    await unpackInto(draft);
    writeFileSync(join(draft, "fonts.conf"), fontConfiguration(folder));
    renameSync(draft, folder);
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true });
    if (!isOurs(folder)) throw cause;
  }
  return folder;
}

function packagedVersion(): string {
  const description: unknown = JSON.parse(readFileSync(join(packaged, "../../package.json"), "utf8"));
  return typeof description === "object" && description !== null && "version" in description
    ? String(description.version)
    : "unknown";
}

/** A folder that another account prepared under our name is never run. */
function isOurs(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found) return false;
  const uid = process.getuid?.();
  if (!found.isDirectory() || (uid !== undefined && found.uid !== uid))
    throw new Error(`${folder} belongs to another account; remove it or set CHROMIUM_PATH.`);
  return existsSync(join(folder, "chromium"));
}

/** The package unpacks into the temporary folder of its process, so it gets a process with a folder of its own. */
function unpackInto(folder: string): Promise<void> {
  const script = `import chromium from ${JSON.stringify(packaged)}; await chromium.executablePath();`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    // The package adds the system libraries only where it believes to be on such a bare machine.
    env: { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: "nodejs24.x" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let words = "";
  child.stderr.on("data", (chunk: Buffer) => {
    words += chunk.toString("utf8").slice(0, 2_000);
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(words.slice(0, 2_000)))));
  });
}

function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir prefix="xdg">fonts</dir>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
  <alias><family>sans-serif</family><default><family>Open Sans</family></default></alias>
  <alias><family>serif</family><default><family>Open Sans</family></default></alias>
</fontconfig>
`;
}
