import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { evaluate, expressionFunctions, parseExpression } from "../../metamodel/expression/index.ts";
import { sampleId, sampleModel } from "../../test/support/expression-sample.ts";
import { expressionPage, lessons, pageLanguages } from "./expression-page.ts";
import { expressionPages } from "./generate.ts";

const record = {
  subject: "Panne",
  note: null,
  fee: "99.95",
  rate: null,
  pieces: 3,
  open: true,
  due: "2026-03-04",
  took: 5_400,
  stay: { from: "2026-03-01", to: null },
  responsible: null,
  firm: { id: sampleId(2, 1), city: "Vevey", mother: null },
  lines: [
    { kind: "a", hours: "1.0", billable: true, pieces: 1 },
    { kind: "b", hours: "2.0", billable: false, pieces: 1 },
  ],
};
const user = {
  id: sampleId(9, 1),
  roles: ["office"],
  collaborator: null,
  organisations: [sampleId(2, 1)],
};

describe.each(lessons)("the lesson “$title.en”", ({ examples }) => {
  test.each(examples)("%s gives %j", (text, value) => {
    const now = new Date("2026-03-04T12:00:00Z");
    const place = { model: sampleModel, type: "offer", record, user, now, timeZone: "Europe/Zurich" };
    expect(evaluate(parseExpression(text), place)).toEqual(value);
  });
});

test.each(pageLanguages)(
  "the page in %s names every function, and is what `npm run generate` writes",
  async (language) => {
    const page = expressionPage(language);
    for (const name of expressionFunctions.keys()) expect(page).toContain(`${name}(`);
    expect(await readFile(new URL(`../../docs/${expressionPages[language]}`, import.meta.url), "utf8")).toBe(
      page,
    );
  },
);
