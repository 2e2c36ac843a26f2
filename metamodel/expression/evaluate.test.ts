import { expect, test } from "vitest";
import { sampleId, sampleModel } from "../../test/support/expression-sample.ts";
import { type Evaluation, evaluate, holds, parseExpression } from "./index.ts";

const value = (text: string, record: Record<string, unknown> = {}, more: Partial<Evaluation> = {}) =>
  evaluate(parseExpression(text), {
    model: sampleModel,
    type: "offer",
    record,
    now: new Date("2026-03-04T12:00:00Z"),
    ...more,
  });

test("a stored null is a value, a computed null is unknown", () => {
  expect(value("subject == 'a'", { subject: null })).toBe(false);
  expect(value("subject != 'a'", { subject: null })).toBe(true);
  expect(value("subject == note", {})).toBe(true);
  expect(value("subject + 'x' == 'ax'", {})).toBe(null);
  expect(value("pieces > 1", {})).toBe(null);
  expect(value("!(pieces > 1)", {})).toBe(null);
});

test("true and false win over unknown, unknown over the rest", () => {
  expect(value("pieces > 1 || true")).toBe(true);
  expect(value("pieces > 1 && false")).toBe(false);
  expect(value("pieces > 1 || false")).toBe(null);
  expect(value("lines.exists(l, l.hours > 1)", { lines: [{ hours: null }, { hours: "2" }] })).toBe(true);
  expect(value("lines.all(l, l.hours > 1)", { lines: [{ hours: null }, { hours: "2" }] })).toBe(null);
});

test("a missing relation reads as a record of nulls", () => {
  expect(value("firm.mother.city == null")).toBe(true);
  expect(value("firm.city == 'Vevey'", { firm: null })).toBe(false);
});

test("a division by zero is unknown", () => {
  expect(value("1 / 0 == 1")).toBe(null);
  expect(value("fee / 0", { fee: "1.00" })).toBe(null);
});

test("numbers with a point are exact, never floats", () => {
  expect(value("0.1 + 0.2 == 0.3")).toBe(true);
  expect(value("fee * 3", { fee: "12345678901234.56" })).toBe("37037036703703.68");
  expect(value("pieces + 1", { pieces: 9_007_199_254_740_991 })).toBe("9007199254740992");
  expect(value("10.0 / 3")).toBe("3.333333333333");
  expect(value("7 / 2")).toBe(3);
});

test("days and instants are counted in the zone of the app", () => {
  expect(value("today()", {}, { now: new Date("2026-03-04T23:30:00Z") })).toBe("2026-03-05");
  expect(value("due - today()", { due: "2026-03-10" })).toBe(6);
  expect(value("due + 30 < today()", { due: "2026-01-31" })).toBe(true);
  expect(value("timestamp(due)", { due: "2026-07-01" })).toBe("2026-06-30T22:00:00.000Z");
  expect(value("due + 99999999", { due: "2026-07-01" })).toBe(null);
});

test("a reference compares with a key, whether it came as a record or as a key alone", () => {
  const id = sampleId(2, 1);
  for (const firm of [id, id.toUpperCase(), { id, title: "Muster AG" }]) {
    expect(value(`firm == "${id}"`, { firm })).toBe(true);
    expect(value("firm != null", { firm })).toBe(true);
  }
});

test("who has no collaborator is nobody's responsible", () => {
  const user = { id: sampleId(9, 1), collaborator: null };
  expect(value("responsible == user.collaborator", { responsible: null }, { user })).toBe(null);
  expect(value("responsible.sector == user.collaborator.sector", {}, { user })).toBe(null);
});

test("what a form holds while one types is unknown, never a failure", () => {
  for (const fee of ["", "12.", "abc", Number.NaN, {}, [], true, undefined])
    expect(value("fee > 1", { fee })).toBe(null);
  for (const due of ["", "2026-02-30", "tomorrow", 5]) expect(value("due < today()", { due })).toBe(null);
  for (const pieces of [1.5, "7", 2 ** 60]) expect(value("pieces > 1", { pieces })).toBe(null);
  expect(value("lines.size()", { lines: "none" })).toBe(null);
  expect(value("firm.city", { firm: 7 })).toBe(null);
});

test("what every object inherits is no field", () => {
  expect(() => value("constructor == null")).toThrow();
  expect(value("lines.exists(l, l.kind == null)", { lines: [Object.create({ kind: "inherited" })] })).toBe(
    true,
  );
});

test("a pattern that wears out other engines is answered at once", () => {
  expect(value('note.matches("^(a+)+$")', { note: `${"a".repeat(50_000)}!` })).toBe(false);
  expect(value('note.matches("(x+x+)+y")', { note: "x".repeat(50_000) })).toBe(false);
});

test("variables are handed over by value or as records", () => {
  const variables = { before: { record: "offer" }, limit: "decimal" } as const;
  const more = { variables, values: { before: { fee: "10.00" }, limit: "5" } };
  expect(value("fee - before.fee > limit", { fee: "20.00" }, more)).toBe(true);
});

test("an expression with faults is refused with them", () => {
  expect(() => value("feee > 1")).toThrow("1 error");
  expect(holds(parseExpression("pieces > 1"), { model: sampleModel, type: "offer", record: {} })).toBe(false);
});
