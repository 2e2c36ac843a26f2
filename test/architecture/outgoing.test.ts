import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, sourceFiles } from "./rooms.ts";

/** Of the server: what the browser loads talks to its own house alone, which its policy sees to. */
const files = sourceFiles().filter(
  (file) => /^(core|runtime|plugins|bin)\//.test(file) && !/(\.test|\.tsx|\/web\/|docs\/reader)/.test(file),
);

test("the server sends requests through `core/outgoing` alone", () => {
  const sending = files.filter((file) => {
    // A type that is imported sends nothing.
    const text = readFileSync(join(root, file), "utf8").replaceAll(
      /\/\*[\s\S]*?\*\/|\/\/.*$|^import type .*$/gm,
      "",
    );
    const sends = /(?<![.\w])fetch\(|globalThis\.fetch|from "(node:)?https?"|from "undici"|new WebSocket\(/;
    return sends.test(text);
  });
  expect(files.length).toBeGreaterThan(300);
  expect(sending).toContain("core/outgoing/send.ts");
  expect(sending.filter((file) => !file.startsWith("core/outgoing/"))).toEqual([]);
});
