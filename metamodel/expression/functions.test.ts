import { expect, test } from "vitest";
import { sampleId, sampleModel } from "../../test/support/expression-sample.ts";
import { evaluate, expressionFunctions, parseExpression } from "./index.ts";

const place = {
  model: sampleModel,
  type: "offer",
  record: {
    firm: { id: sampleId(2, 1), mother: { id: sampleId(2, 2), mother: null } },
    lines: [
      { kind: "a", hours: "1.0", billable: true },
      { kind: "b", hours: "2.0", billable: false },
    ],
  },
  user: { id: sampleId(9, 1), email: "anne@example.ch", collaborator: null },
  now: new Date("2026-03-04T12:00:00Z"),
};

test.each([...expressionFunctions.values()].map(({ name, example }) => [name, ...example] as const))(
  "the example of %s is true: %s gives %j",
  (name, text, value) => {
    expect(text).toContain(name);
    expect(evaluate(parseExpression(text), place)).toEqual(value);
  },
);

test("every function is explained in both languages", () => {
  for (const { help } of expressionFunctions.values())
    for (const words of [help.fr, help.en]) expect(words).toMatch(/^[A-ZÀ-Ü].+\.$/);
});
