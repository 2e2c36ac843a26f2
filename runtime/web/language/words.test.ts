import { expect, test } from "vitest";
import { languages } from "../../../core/language/index.ts";
import { webWords } from "./words.ts";

const all = Object.entries(webWords);

test("every sentence is written in every language", () => {
  for (const [key, words] of all)
    for (const language of languages) expect(words[language].trim(), `${key} ${language}`).not.toBe("");
});

test("both languages of a sentence take the same values", () => {
  const places = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].toSorted();
  const differing = all
    // Singular and plural may say “one” without its number.
    .filter(([key]) => !/_(one|other)$/.test(key))
    .filter(([, { fr, en }]) => places(fr).join() !== places(en).join());
  expect(differing.map(([key]) => key)).toEqual([]);
});

test("a sentence that counts has a singular and a plural", () => {
  const keys = new Set(Object.keys(webWords));
  const alone = [...keys].filter((key) => {
    const twin = key.endsWith("_one") ? key.replace(/_one$/, "_other") : key.replace(/_other$/, "_one");
    return /_(one|other)$/.test(key) && !keys.has(twin);
  });
  expect(alone).toEqual([]);
});

test("French is set as French is: ’ for the apostrophe, a space before : ; ! ? and inside « »", () => {
  const wrong = all.filter(([, { fr }]) =>
    /\p{L}'\p{L}|[^\s\u00a0\u202f][;!?]|[\p{L}\p{N}]:\s|"|«\S|\S»/u.test(fr),
  );
  expect(wrong.map(([key, { fr }]) => `${key}: ${fr}`)).toEqual([]);
});
