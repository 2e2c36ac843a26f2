import { expect, test } from "vitest";
import { preferredLanguage } from "./language.ts";

test.each([
  ["fr-CH, fr;q=0.9, en;q=0.8", "fr"],
  ["de-CH, en;q=0.5, fr;q=0.7", "fr"],
  ["en", "en"],
  ["EN-us", "en"],
  ["fr;q=0, en;q=0.1", "en"],
  ["de, it", null],
  ["", null],
  [";;;q=,,=q;q=abc", null],
  ["x".repeat(100_000), null],
  [undefined, null],
])("%s is answered in %s", (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});
