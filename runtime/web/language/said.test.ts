import { expect, test } from "vitest";
import { addWords, said } from "./index.ts";

addWords({
  "test.greeting": { fr: "Bonjour {name} !", en: "Hello {name}!" },
  "test.rows_one": { fr: "{count} ligne", en: "{count} row" },
  "test.rows_other": { fr: "{count} lignes", en: "{count} rows" },
});

test("a sentence is said in the reader’s language, with its values and its signs set properly", () => {
  expect(said("test.greeting", { name: "Anne" }, "fr")).toBe("Bonjour Anne\u202f!");
  expect(said("test.greeting", { name: "Anne" }, "en")).toBe("Hello Anne!");
  expect(said("test.greeting", {}, "en")).toBe("Hello {name}!");
});

test.each([
  [0, "0 ligne", "0 rows"],
  [1, "1 ligne", "1 row"],
  [2, "2 lignes", "2 rows"],
  [1_000_000, "1000000 lignes", "1000000 rows"],
])("%i is counted as each language counts", (count, fr, en) => {
  expect(said("test.rows", { count }, "fr")).toBe(fr);
  expect(said("test.rows", { count }, "en")).toBe(en);
});

test("a value that looks like a place stays what it is, and a key without a sentence says itself", () => {
  expect(said("test.greeting", { name: "{count}" }, "en")).toBe("Hello {count}!");
  expect(said("test.nothing", {}, "fr")).toBe("test.nothing");
});
