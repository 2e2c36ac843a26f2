import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./rooms.ts";

/** How many requirements of levels 1 and 2 each section of ASVS 5.0 has, where they are its first ones. */
const asked: Readonly<Record<string, number>> = {
  ...{ "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1 },
  ...{ "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4 },
  ...{ "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5 },
  ...{ "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2 },
  ...{ "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11 },
  ...{ "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1 },
  ...{ "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5 },
  ...{ "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5 },
  ...{ "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2 },
};
const states = new Set(["met", "partly", "operator", "not met", "n/a"]);

const page = readFileSync(join(root, "docs/security.md"), "utf8");
const rows = [
  ...page.matchAll(/^\| (\d+\.\d+\.\d+(?:–\d+)?) \| (.*?) \| (.*?) \| (.*?) \| (.*?) ?\|$/gm),
].map(([, numbers = "", , state = "", how = "", proofs = ""]) => ({ numbers, state, how, proofs }));

function numbersOf(row: string): string[] {
  const [, section = "", first = "", last = first] = /^(\d+\.\d+)\.(\d+)(?:–(\d+))?$/.exec(row) ?? [];
  return Array.from(
    { length: Number(last) - Number(first) + 1 },
    (_, index) => `${section}.${Number(first) + index}`,
  );
}

test("every requirement of ASVS 5.0 at levels 1 and 2 stands on the page of security, once", () => {
  const wanted = Object.entries(asked).flatMap(([section, count]) => numbersOf(`${section}.1–${count}`));
  expect(rows.flatMap(({ numbers }) => numbersOf(numbers)).sort()).toEqual(wanted.sort());
});

test("every row says whether it is met, and how or why not", () => {
  const wrong = rows.filter(({ state, how, proofs }) => !states.has(state) || (how === "" && proofs === ""));
  expect(wrong).toEqual([]);
});

test("what is said to be met names a test that shows it", () => {
  const unproven = rows.filter(({ state, proofs }) => state === "met" && !/`[^`]+` “[^”]+”/.test(proofs));
  expect(unproven.map(({ numbers }) => numbers)).toEqual([]);
});

test("every test that the page of security names is there", () => {
  const proofs = rows.flatMap(({ numbers, proofs: told }) =>
    [...told.matchAll(/`([^`]+)` “([^”]+)”/g)].map(([, file = "", title = ""]) => ({ numbers, file, title })),
  );
  expect(proofs.length).toBeGreaterThan(150);
  const missing = proofs.filter(({ file, title }) => {
    const path = join(root, file);
    return !existsSync(path) || !readFileSync(path, "utf8").includes(title);
  });
  expect(missing).toEqual([]);
});
