import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, sourceFiles } from "./rooms.ts";

const read = (file: string) => readFileSync(join(root, file), "utf8");
const page = read("docs/security.md");
const server = sourceFiles(["core", "metamodel", "runtime", "plugins"]).filter(
  (file) => !/(\.test|\.test-data|-sample)\.tsx?$/.test(file),
);
const screens = sourceFiles(["runtime", "designer"]).filter((file) => file.endsWith(".tsx"));

/** What the page says, and the file and text that make it so. */
const limits: readonly (readonly [said: string, file: string, made: string])[] = [
  ["32 MB; 256 MB", "runtime/server/app.ts", "{ file: 256 * mebibyte, json: 32 * mebibyte }"],
  ["a file 200 MB", "runtime/documents/keep-file.ts", "mostBytes = 200_000_000"],
  ["a workbook 50 MB", "runtime/exchange/read-workbook.ts", "largestWorkbook = 50_000_000"],
  [
    "unpacked 600 MB and 5,000 parts",
    "runtime/exchange/read-workbook.ts",
    "{ entries: 5_000, unpacked: 600_000_000 }",
  ],
  [
    "within 20 s; a body without a file within 60 s, any request within 10 min",
    "runtime/server/listen.ts",
    "{ headers: 20_000, body: 60_000, upload: 600_000 }",
  ],
  ["5,000; 10", "runtime/server/listen.ts", "mostConnections = 5_000"],
  ["10,000; 1,000 a page", "runtime/records/list.ts", "mostRecords = 1_000"],
  ["250 million", "runtime/documents/keep-file.ts", "mostPixels = 250_000_000"],
  ["120 s", "core/database/connection.ts", "statement_timeout: 120_000"],
  ["five a minute", "runtime/server/sign-in/attempts.ts", "pair: 5,"],
  ["two, 200 waiting", "runtime/server/sign-in/passwords/turns.ts", "mostWaiting = 200"],
  ["10 MB, 15 s", "core/outgoing/outgoing.ts", "milliseconds = 15_000"],
  [
    "72 hours without use, 30 days",
    "runtime/server/sign-in/auth.ts",
    "idle: 72 * 3600, absolute: 30 * 24 * 3600",
  ],
  ["scrypt with OWASP’s parameters", "runtime/backup/key.ts", "{ N: 2 ** 17, r: 8, p: 1,"],
];

test("the limits that the page of security tells are those of the code", () => {
  const wrong = limits.filter(([said, file, made]) => !page.includes(said) || !read(file).includes(made));
  expect(wrong).toEqual([]);
});

test("no screen embeds what browsers have given up, or runs a text as a program", () => {
  expect(screens.length).toBeGreaterThan(100);
  const old = screens.filter((file) =>
    /<(?:applet|embed|object|marquee)\b|\beval\(|new Function\(/.test(read(file)),
  );
  expect(old).toEqual([]);
});

test("inputs for passwords are masked, and offered to what keeps passwords", () => {
  const inputs = screens.flatMap((file) =>
    [...read(file).matchAll(/<PasswordInput\b[\s\S]*?\/>/g)].map(String),
  );
  expect(inputs.length).toBeGreaterThan(1);
  expect(inputs.filter((input) => !/autoComplete=/.test(input) || /onPaste/.test(input))).toEqual([]);
  const plain = screens.filter((file) => /<TextInput[^>]*(?:new-password|current-password)/.test(read(file)));
  expect(plain).toEqual([]);
});

test("no key pair is made or used but by the libraries of passkeys and single sign-on", () => {
  const own =
    /\b(?:generateKeyPair|createSign|createVerify|publicEncrypt|privateDecrypt|diffieHellman|createECDH)\b/;
  expect(server.filter((file) => own.test(read(file)))).toEqual([]);
});

test("every package is locked with its digest, and CI installs just these and asks for their known holes", () => {
  const lock: { packages: Record<string, { link?: boolean; integrity?: string; inBundle?: boolean }> } =
    JSON.parse(read("package-lock.json"));
  const packages = Object.entries(lock.packages).filter(([path]) => path !== "");
  expect(packages.length).toBeGreaterThan(100);
  expect(packages.filter(([, { integrity, link, inBundle }]) => !integrity && !link && !inBundle)).toEqual(
    [],
  );
  const ci = read(".ci/run");
  expect(ci).toMatch(/^npm ci$/m);
  expect(ci).toContain("npm audit --omit=dev --audit-level=high");
});

test("nobody is asked for a question that only he can answer, or given a hint", () => {
  const files = server.filter(
    (file) => file.startsWith("runtime/server/") || file.startsWith("runtime/web/account/"),
  );
  expect(
    files.filter((file) => /(?:secret|security)[ _-]?question|password[ _-]?hint/i.test(read(file))),
  ).toEqual([]);
});
