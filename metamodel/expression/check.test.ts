import { expect, test } from "vitest";
import { sentence } from "../../core/errors/index.ts";
import { sampleModel } from "../../test/support/expression-sample.ts";
import { checkExpression, parseExpression, type Standing } from "./index.ts";

const check = (text: string, standing: Partial<Standing> = {}) =>
  checkExpression(parseExpression(text), { model: sampleModel, type: "offer", ...standing });
const told = (text: string, standing: Partial<Standing> = {}) =>
  check(text, standing).faults.map(({ code, values }) => sentence(code, values ?? {}, "en"));

test.each([
  ["subject", "string"],
  ["pieces + 1", "int"],
  ["fee * pieces", "decimal"],
  ["due - 3", "date"],
  ["due - today()", "int"],
  ["now() - sent_at", "duration"],
  ["sent_at + took", "timestamp"],
  ["firm", "record"],
  ["lines", "records"],
  ["tags", "list<string>"],
  ["firm.mother.mother.city == null", "bool"],
  ["open ? null : subject", "string"],
  ["coalesce(fee, 0)", "decimal"],
  ["user.collaborator.sector == responsible.sector", "bool"],
  ["firm.sector in user.sectors && responsible in user.reports && firm == user.person", "bool"],
  ["'0190000f-0000-7000-8000-000000000001' in user.organisations", "bool"],
])("%s gives %s", (text, type) => {
  expect(check(text)).toMatchObject({ type, faults: [] });
});

test.each([
  ["feee > 1", "“feee” at position 1 does not exist in “offer”. Did you mean “fee”?"],
  ["firm.cityy == 'a'", "“cityy” at position 6 does not exist in “firm”. Did you mean “city”?"],
  [
    "lines.exists(l, l.kinds == 'a')",
    "“kinds” at position 19 does not exist in “line”. Did you mean “kind”?",
  ],
  ["matter.serial == 'a'", "“serial” at position 8 does not exist in “matter”."],
  [
    "user.colaborator == null",
    "“colaborator” at position 6 does not exist in “user”. Did you mean “collaborator”?",
  ],
  [
    "firm in user.organizations",
    "“organizations” at position 14 does not exist in “user”. Did you mean “organisations”?",
  ],
  ["subject in user.sectors", "“in” at position 1 does not go with: text, list of records."],
  [
    "subject.contans('a')",
    "There is no function “contans” of this form (position 1). Did you mean “contains”?",
  ],
  ["contains(subject, 'a')", "There is no function “contains” of this form (position 1)."],
  [
    "subject.city == 'a'",
    "At position 9, “city” is asked of a plain value; only references lead to other fields.",
  ],
  ["subject + 1", "“+” at position 1 does not go with: text, whole number."],
  ["fee > 'a'", "“>” at position 1 does not go with: decimal number, text."],
  ["fee > '12.50'", 'At position 1 write decimal("12.50"): a text does not compare like that.'],
  ["due < '2026-03-04'", 'At position 1 write date("2026-03-04"): a text does not compare like that.'],
  ["due < date('2026-02-30')", "“date” at position 7 does not understand “2026-02-30”."],
  ["due < sent_at", "“<” at position 1 does not go with: day, instant."],
  ["pieces + 1 == null", "At position 1 only a field can be compared with null, not a computation."],
  ["null + 1", "null at position 1 only goes with == and != or as a branch of a choice."],
  ["subject && open", "A condition, true or false, is needed at position 1, not “text”."],
  ["open ? 1 : 'a'", "At position 1 the possible values are not of the same kind."],
  [
    "subject.matches(note)",
    "“matches” at position 1 wants a text written in quotation marks, not a field or a computation.",
  ],
  ["subject.matches('(a')", "“matches” at position 1 does not understand “(a”."],
  ["subject.matches('a|')", "“matches” at position 1 does not understand “a|”."],
  ["subject.matches('a**')", "“matches” at position 1 does not understand “a**”."],
  ["subject.matches('(a{100}){100}')", "“matches” at position 1 does not understand “(a{100}){100}”."],
  ["subject.matches('(?=a)')", "“matches” at position 1 does not understand “(?=a)”."],
  ["sent_at.getHours('Mars/Olympus')", "“getHours” at position 1 does not understand “Mars/Olympus”."],
  [
    "firm == 'Dupont'",
    "At position 1 a reference compares with the id of a record. To compare a text, name a field of that record.",
  ],
  ["today(1) == due", "“today” at position 1 takes 0 argument(s)."],
  [
    "pieces > 99999999999999999999999999999999999999999999",
    "The number at position 10 has more than 40 digits.",
  ],
])("%s is refused with a sentence that helps", (text, said) => {
  expect(told(text)).toEqual([said]);
});

test("children are asked through a loop", () => {
  expect(told("lines.kind == 'a'")[0]).toContain("lines.exists(line, line.amount > 0)");
  expect(told("lines.exists(1 > 2)")[0]).toContain("needs a variable name");
});

test("loops within loops have an end", () => {
  const nested = (times: number): string => (times === 0 ? "open" : `lines.exists(l, ${nested(times - 1)})`);
  expect(told(nested(3))).toEqual([]);
  expect(told(nested(4))[0]).toContain("more than 3 loops");
});

test("every fault is told, each with its place", () => {
  const { faults } = check("feee > 1 && subjekt == 'a'");
  expect(faults.map(({ start, end }) => [start, end])).toEqual([
    [0, 4],
    [12, 19],
  ]);
});

test("an expression that gives the wrong kind of value is refused where a condition is wanted", () => {
  expect(told("fee", { expects: "bool" })).toEqual([
    "The expression gives “decimal number” where “yes or no” is needed.",
  ]);
  expect(told("pieces", { expects: "decimal" })).toEqual([]);
});

test("variables and the user are known only where they are handed over", () => {
  expect(told("before.fee < fee")[0]).toContain("“before”");
  expect(
    told("before.fee < fee && limit > fee", { variables: { before: { record: "offer" }, limit: "decimal" } }),
  ).toEqual([]);
  expect(told("user.id == null", { user: false })[0]).toContain("“user”");
});

test("the fields named are told with the type that declares them", () => {
  const { mentions } = check("firm.mother.city == 'a' && lines.exists(l, l.kind == 'x')");
  expect(mentions.map(({ declaredIn, field, start }) => [declaredIn, field, start])).toEqual([
    ["offer", "firm", 0],
    ["firm", "mother", 5],
    ["firm", "city", 12],
    ["offer", "lines", 27],
    ["line", "kind", 45],
  ]);
});

test("what a title reads is told too, at the word title", () => {
  const { mentions } = check("firm.title.contains('a')");
  expect(mentions.map(({ type, field, start, isIndirect }) => [type, field, start, isIndirect])).toEqual([
    ["offer", "firm", 0, false],
    ["firm", "name", 5, true],
    ["firm", "city", 5, true],
  ]);
});

test("every sentence exists in French too", () => {
  for (const { code, values } of check("feee > 1 && subject + 1 == 'a'").faults)
    expect(sentence(code, values ?? {}, "fr")).toMatch(/position \d+/);
});
