import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Refusal } from "../../core/errors/index.ts";
import { sampleModel, sampleUser } from "../../test/support/expression-sample.ts";
import { compileToSql, evaluate, limits, newSqlScope, parseExpression } from "./index.ts";

function codeOf(text: string): string {
  try {
    parseExpression(text);
    return "read";
  } catch (cause) {
    if (cause instanceof Refusal) return cause.code;
    throw cause;
  }
}

test.each([
  ["(a", "expression.ends-early"],
  ["1 +", "expression.ends-early"],
  ["", "expression.ends-early"],
  ['name == "Vevey', "expression.text-open"],
  ["a # b", "expression.syntax"],
  ["a == 1 2", "expression.syntax"],
  ['a == "\\u0000"', "expression.text"],
  ["{}", "expression.unsupported"],
  ['{"a": 1}', "expression.unsupported"],
  ["a[0]", "expression.unsupported"],
  ["1u", "expression.unsupported"],
  ['b"x"', "expression.unsupported"],
])("%s is refused with %s", (text, code) => {
  expect(codeOf(text)).toBe(code);
});

test("a refusal says the position, counted from 1", () => {
  expect(() => parseExpression("due < today( && x")).toThrow("position 14");
});

test("words that CEL reserves may be fields", () => {
  expect(codeOf("function == 'chef' && import > package")).toBe("read");
});

test.each([
  ["a megabyte of text", "a".repeat(1_000_000)],
  ["deep parentheses", `${"(".repeat(2_400)}a${")".repeat(2_400)}`],
  ["many negations", `${"!".repeat(4_999)}a`],
  ["many minus signs", `${"-".repeat(4_999)}1`],
  ["a long sum", `${"a+".repeat(2_400)}a`],
  ["a long path", `${"a.".repeat(2_400)}a`],
  ["open lists", "[".repeat(4_900)],
  ["nested choices", `${"a?".repeat(1_000)}b${":c".repeat(1_000)}`],
])("%s is refused, not suffered", (_, text) => {
  expect(codeOf(text)).toMatch(/^expression\.too-(long|deep)$/);
});

test("a long condition of many parts is not a deep one", () => {
  expect(codeOf(Array.from({ length: 300 }, (_, index) => `a == ${index}`).join(" || "))).toBe("read");
  expect(limits.length).toBe(5_000);
});

const naughty = "../shared/data/hostile/blns.json";

test.skipIf(!existsSync(naughty))(
  "hostile strings are read as expressions or refused, and compared as texts unharmed",
  () => {
    const strings: string[] = JSON.parse(readFileSync(naughty, "utf8"));
    for (const hostile of strings) {
      expect(codeOf(hostile)).toMatch(/^(read|expression\..+)$/);
      if (hostile.includes("\0") || !hostile.isWellFormed() || hostile.length > 2_000) continue;
      const expression = parseExpression(`subject == ${JSON.stringify(hostile)}`);
      const place = { model: sampleModel, type: "offer" };
      const scope = newSqlScope({ ...place, alias: "r", mode: "exact" });
      expect(compileToSql(expression, scope).sql).toBe(
        '(r."subject" is not distinct from ($1::text collate "C"))',
      );
      expect(evaluate(expression, { ...place, record: { subject: hostile || "x" }, user: sampleUser })).toBe(
        hostile !== "",
      );
    }
  },
);
