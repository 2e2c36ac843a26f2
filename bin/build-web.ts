/** Builds the web pages into `dist/web` when their sources changed since the last build: `npm start` calls it. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const sources = ["metamodel", "core", "runtime/web", "designer", "vite.config.ts", "package-lock.json"];
const stamp = join(root, "dist", "web.hash");

const hash = hashOf(sources.map((name) => join(root, name)));
if (!isBuilt(hash)) {
  const { build } = await import("vite");
  console.log("Building the web pages…");
  await build({ root, configFile: join(root, "vite.config.ts"), logLevel: "warn" });
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(stamp, hash);
}

function isBuilt(wanted: string): boolean {
  return (
    existsSync(join(root, "dist/web/index.html")) &&
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === wanted
  );
}

/** What the pages are made from: browser code, the metamodel and the words; tests and SQL do not count. */
function hashOf(paths: readonly string[]): string {
  const sum = createHash("sha256");
  for (const path of paths.flatMap(filesBelow).sort())
    sum.update(path.slice(root.length)).update(readFileSync(path));
  return sum.digest("hex");
}

function filesBelow(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path).flatMap((name) =>
    /\.test\.tsx?$|\.sql$/.test(name) ? [] : filesBelow(join(path, name)),
  );
}
