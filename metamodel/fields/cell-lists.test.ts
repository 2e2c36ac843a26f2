import fc from "fast-check";
import { expect, test } from "vitest";
import { joinInCell, wordsInCell } from "./cell-lists.ts";

test.each([
  [["Duc SA", "Roy SA"], "Duc SA; Roy SA"],
  [["Duc; fils", 'Le "Lac"'], '"Duc; fils"; Le "Lac"'],
  [['"Lac"', " bord "], '"""Lac"""; " bord "'],
])("%j stand in one cell as %s, and are read from it", (words, cell) => {
  expect(joinInCell(words)).toBe(cell);
  expect(wordsInCell(cell, ";|")).toEqual(words);
});

test.each([
  ['5" pipe; hose', ['5" pipe', "hose"]],
  ['"a" b; c', ['"a" b', "c"]],
  ['"open; c', ['"open', "c"]],
  ["; a ;; b\nc|d ", ["a", "b", "c", "d"]],
  ["", []],
])("%j is read as people mean it", (cell, words) => {
  expect(wordsInCell(cell, ";|")).toEqual(words);
});

test("whatever words go into a cell come out of it", () => {
  const letters = fc.constantFrom("a", " ", '"', ";", "|", ",", "\n", "é", "=");
  const word = fc
    .array(letters, { minLength: 1, maxLength: 6 })
    .map((all) => all.join(""))
    .filter((each) => each.trim() !== "");
  fc.assert(
    fc.property(fc.array(word, { maxLength: 4 }), fc.constantFrom("; ", ", "), (words, separator) => {
      expect(wordsInCell(joinInCell(words, separator === ", " ? ", " : "; "), ",;|")).toEqual(words);
    }),
    { numRuns: 2_000 },
  );
});
