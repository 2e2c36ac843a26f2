import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

const roots = ["core", "metamodel", "runtime", "designer", "plugins", "examples", "test"];

/** One import line of one file, both as paths from the project's root. */
export interface ImportLine {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

/** Every source file of the house, as paths from the root. */
export function sourceFiles(folders: readonly string[] = roots): string[] {
  return folders.flatMap((folder) => walk(join(root, folder))).map((file) => relative(root, file));
}

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory())
      return name === "node_modules" || name === "generated" ? [] : walk(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}

const importLine =
  /^\s*(?:import|export)\s+(?<type>type\s)?(?:[^"';]*?\sfrom\s+)?["'](?<path>\.[^"']+)["']|import\(\s*["'](?<dynamic>\.[^"']+)["']\s*\)/gm;

/** The relative imports of a file, dynamic ones included. */
export function importsOf(file: string): ImportLine[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(importLine)].flatMap(({ groups }) => {
    const path = groups?.path ?? groups?.dynamic;
    if (!path) return [];
    const to = relative(root, resolve(root, dirname(file), path.replace(/\?.*$/, "")));
    return [{ from: file, to, typeOnly: groups?.type !== undefined }];
  });
}

/** The table “Who may import whom” of ARCHITECTURE.md: room → rooms it may import. */
export function permissions(): Map<string, string[]> {
  const text = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");
  const table = text.split("## Who may import whom")[1]?.split("\n## ")[0] ?? "";
  const rows = [...table.matchAll(/^\| (`[^|]+`) \|([^|]*)\|/gm)];
  return new Map(rows.flatMap(([, rooms, may]) => names(rooms).map((room) => [room, names(may)] as const)));
}

function names(cell: string | undefined): string[] {
  return [...(cell ?? "").matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? "");
}

/** The room a file is in: the longest name of the table that its path begins with. */
export function roomOf(file: string, rooms: Iterable<string>): string | undefined {
  return [...rooms]
    .filter((room) => file === room || file.startsWith(`${room}/`) || file.startsWith(`${room}.`))
    .sort((a, b) => b.length - a.length)[0];
}
