/** Builds the web pages into `dist/web` when their sources changed since the last build: `npm start` calls it. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const sources = ["metamodel", "core", "runtime", "designer", "vite.config.ts", "package-lock.json"];
const stamp = join(root, "dist", "web.hash");

const hash = hashOf(sources.map((name) => join(root, name)));
if (!isBuilt(hash)) {
  const { build } = await import("vite");
  console.log("Building the web pages…");
  await build({ configFile: join(root, "vite.config.ts"), logLevel: "warn" });
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

/** What the pages are made from. Of the runtime that is its `web` folders and what they hold of contracts. */
function hashOf(paths: readonly string[]): string {
  const sum = createHash("sha256");
  for (const path of paths.flatMap(filesBelow).sort())
    sum.update(path.slice(root.length)).update(readFileSync(path));
  return sum.digest("hex");
}

function filesBelow(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path).flatMap((name) =>
    isSource(join(path, name)) ? filesBelow(join(path, name)) : [],
  );
}

function isSource(path: string): boolean {
  if (/\.test\.tsx?$|\.sql$/.test(path)) return false;
  const [room, folder, ...below] = path.slice(root.length).split("/");
  return room !== "runtime" || below.length === 0 || folder === "web" || below[0]?.startsWith("web") === true;
}
