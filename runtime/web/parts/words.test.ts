import { expect, test } from "vitest";
import { languages, type Words } from "../../../core/language/index.ts";

const tables = import.meta.glob<Readonly<Record<string, Words>>>(
  ["../../*/web/words.ts", "../*/words.ts", "!../language/words.ts"],
  { eager: true, import: "words" },
);
const all = Object.values(tables).flatMap((table) => Object.entries(table));

test("the parts' sentences are found, and none twice", () => {
  expect(Object.keys(tables).length).toBeGreaterThan(3);
  const keys = all.map(([key]) => key);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test("every sentence of a part is written in every language, with the same values", () => {
  const places = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].toSorted().join();
  for (const [key, words] of all) {
    for (const language of languages) expect(words[language].trim(), key).not.toBe("");
    expect(places(words.fr), key).toBe(places(words.en));
  }
});

test("a sentence of a part that counts has a singular and a plural", () => {
  const keys = new Set(all.map(([key]) => key));
  const twin = (key: string) =>
    key.endsWith("_one") ? key.replace(/_one$/, "_other") : key.replace(/_other$/, "_one");
  expect([...keys].filter((key) => /_(one|other)$/.test(key) && !keys.has(twin(key)))).toEqual([]);
});

test("the parts' French is set as French is: ’ for the apostrophe, a space before : ; ! ? and inside « »", () => {
  const wrong = all.filter(([, { fr }]) =>
    /\p{L}'\p{L}|[^\s\u00a0\u202f][;!?]|[\p{L}\p{N}]:\s|"|«\S|\S»/u.test(fr),
  );
  expect(wrong.map(([key, { fr }]) => `${key}: ${fr}`)).toEqual([]);
});
