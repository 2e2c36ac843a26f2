import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestCrm, testCrm } from "../../support/crm.ts";
import { damagedText, oddNames, sentencesIn } from "./damage.ts";
import { runs } from "./runs.ts";

let crm: TestCrm;
let types: readonly string[];
let texts: Readonly<Record<string, readonly string[]>>;
beforeAll(async () => {
  crm = await testCrm({ app: "after-sales", size: 0.001, jobs: false });
  const model = crm.runtime.model();
  types = [...model.types.keys()];
  const documents = [
    ...[...model.types.values()].map(({ fields, ...type }) => ({
      ...type,
      fields: [...fields.values()].map(({ document }) => document),
    })),
    ...model.views.values(),
    ...model.roles.values(),
    ...model.dashboards.values(),
  ];
  const fields = [...model.types.values()].flatMap((type) => [...type.fields.keys()]);
  const sentences = sentencesIn(documents);
  const paths = [...new Set([...fields, ...fields.slice(0, 40).map((name) => `${name}.title`)])];
  texts = {
    filter: [...sentences, ...fields.map((name) => `${name} == null`), "isUnder(parent, 'x')", "id == 'x'"],
    sort: paths.flatMap((path) => [path, `-${path},id`]),
    select: paths.flatMap((path) => [path, `${path}(title,id)`, `id,${path}`]),
    group: paths.flatMap((path) => [path, `${path}:month`, `type,${path}`]),
    measures: paths.flatMap((path) => [
      "count",
      `sum:${path}`,
      `avg:${path},max:${path}`,
      `share(${path} == null)`,
      `count(${path} != null)`,
    ]),
    after: ["", "W10", "eyJhIjoxfQ"],
  };
});
afterAll(() => crm?.[Symbol.asyncDispose]());

const listed = new Set(["filter", "sort", "select", "after"]);

/** How the cases went: a fuzz test that is only refused, or never, tries nothing. */
const answers = new Map<number, number>();

/** Asks and tells what is wrong with the answer: a failure, or a refusal that does not say what is wrong where. */
async function faultOf(type: string, query: Readonly<Record<string, string>>): Promise<unknown> {
  const path = Object.keys(query).every((part) => listed.has(part)) ? "records" : "aggregate";
  const answer = await crm.request(
    `/api/${path}/${type}?${new URLSearchParams({ ...query, limit: "3" })}`,
    {},
    "administrator",
  );
  const body = await answer.json();
  answers.set(answer.status, (answers.get(answer.status) ?? 0) + 1);
  if (answer.status === 200) return null;
  const isToldWhere =
    body.errors?.length > 0 &&
    body.errors.every((error: { path: unknown; message: unknown }) =>
      Object.hasOwn(query, String(error.path)),
    );
  if (answer.status === 400 && isToldWhere) return null;
  return { status: answer.status, body };
}

test.each(["filter", "sort", "select", "group", "measures", "after"])(
  "whatever is broken in “%s”, it is refused with its place or there is an answer",
  async (part) => {
    const wish = fc.record({
      type: fc.nat(),
      text: fc.nat(),
      picks: fc.array(fc.nat(), { minLength: 0, maxLength: 3 }),
      odd: fc.option(fc.oneof(fc.constantFrom(...oddNames), fc.string({ unit: "binary" })), { freq: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(wish, async ({ type, text, picks, odd }) => {
        const known = texts[part] ?? [];
        const value = odd ?? picks.reduce(damagedText, known[text % known.length] ?? "");
        if (value.length > 20_000) return;
        const fault = await faultOf(types[type % types.length] ?? "", { [part]: value });
        expect({ value, fault }).toEqual({ value, fault: null });
      }),
      runs(part === "filter" ? 3_000 : 400),
    );
    for (const status of part === "after" ? [400] : [200, 400])
      expect(answers.get(status)).toBeGreaterThan(runs(20).numRuns);
    answers.clear();
    expect((await crm.request("/api/me", {}, "administrator")).status).toBe(200);
  },
  120_000,
);
