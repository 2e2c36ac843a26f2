import { expect, test } from "vitest";
import { aroundChanges, wordsDifference } from "./words-difference.ts";

const told = (before: string, after: string) =>
  wordsDifference({ before, after }, "fr")
    .map(({ kind, text }) => (kind === "same" ? text : `${kind === "added" ? "+" : "-"}[${text}]`))
    .join("");

test("what became of a text is told word by word, neighbours together", () => {
  expect(told("Pompe à l’étage 2, révisée hier.", "Pompe à l’étage 3, révisée en été.")).toBe(
    "Pompe à l’étage -[2]+[3], révisée -[hier]+[en été].",
  );
  expect(told("un deux", "un deux trois")).toBe("un deux +[trois]");
});

test("texts with nothing in common are told as one removed and one added", () => {
  expect(told("Rien à signaler.", "Moteur remplacé")).toBe("-[Rien à signaler.]+[Moteur remplacé]");
  const long = (word: string) => Array.from({ length: 4_000 }, (_, no) => `${word}${no}`).join(" ");
  expect(wordsDifference({ before: long("a"), after: long("b") }, "fr")).toHaveLength(2);
});

test("texts that differ in nothing but spaces and lines have no changed word", () => {
  const kinds = wordsDifference({ before: "un  deux", after: "un\ndeux" }, "fr").map(({ kind }) => kind);
  expect(kinds).toEqual(["same"]);
});

test("long unchanged stretches are cut at the ends of words, never the changes", () => {
  const same = "mot ".repeat(100);
  const cut = aroundChanges([
    { kind: "same", text: same },
    { kind: "removed", text: same },
    { kind: "same", text: same },
  ]);
  expect(cut[0]?.text).toMatch(/^ … (mot )+$/);
  expect(cut[1]?.text).toBe(same);
  expect(cut[2]?.text).toMatch(/^mot( mot)* … $/);
  expect(cut[2]?.text.length).toBeLessThan(100);
});
