import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importsOf, permissions, roomOf, root, sourceFiles } from "./rooms.ts";

const may = permissions();
/** Tests, and what only tests read: samples and data beside them. */
const isForTests = (file: string) =>
  file.startsWith("test/") || /(\.test|\.test-data|-sample)\.tsx?$/.test(file);
const files = sourceFiles().filter((file) => !isForTests(file));

test("the table of rooms and the source files are really read", () => {
  expect(may.size).toBeGreaterThan(10);
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap(importsOf).length).toBeGreaterThan(300);
});

test("every file is in a room of ARCHITECTURE.md", () => {
  expect(may.has("core")).toBe(true);
  expect(files.filter((file) => roomOf(file, may.keys()) === undefined)).toEqual([]);
});

test("no room imports what ARCHITECTURE.md does not allow it", () => {
  const wrong = files.flatMap(importsOf).filter(({ from, to, typeOnly }) => {
    const room = roomOf(from, may.keys());
    const target = roomOf(to, may.keys());
    if (!room || !target || room === target) return false;
    const allowed = may.get(room) ?? [];
    if (allowed.some((name) => to === name || to.startsWith(`${name}/`) || to.startsWith(`${name}.`)))
      return false;
    return !(typeOnly && allowed.includes("types of runtime") && /^(runtime|core)\//.test(to));
  });
  expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});

test("nobody imports a plugin, and no plugin another", () => {
  const wrong = files
    .flatMap(importsOf)
    .filter(({ from, to }) => to.startsWith("plugins/") && from.split("/")[1] !== to.split("/")[1]);
  expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});

test("what the browser loads never reaches for Node, the database or the server's code", () => {
  const browser = files.filter(
    (file) => file.endsWith(".tsx") || /^(metamodel|runtime\/web|designer)\//.test(file),
  );
  const wrong = browser.filter((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return /from "(node:|postgres"|hono|pino)/.test(text);
  });
  expect(wrong).toEqual([]);
});

test("capabilities are entered through their index file only", () => {
  const capability =
    /^runtime\/(journal|documents|merge|reports|exchange|access|records|tables|history|metadata)\//;
  const wrong = files.flatMap(importsOf).filter(({ from, to }) => {
    const room = capability.exec(to)?.[0];
    if (!room || from.startsWith(room)) return false;
    return !/^(index\.ts|panel\.tsx|routes\.ts)$/.test(to.slice(room.length));
  });
  expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});
