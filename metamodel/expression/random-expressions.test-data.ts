import fc from "fast-check";

const text = fc
  .constantFrom(
    "",
    "a",
    "b",
    "Zürich",
    "é",
    "😀",
    "｡",
    "a%b",
    "12",
    "oe",
    "ZU",
    "'; drop table x; --",
    'say \\"hi\\"',
  )
  .map((one) => `"${one}"`);
const patterns = [
  "^a",
  "b$",
  "[a-z]+",
  "^.*ü.*$",
  "(a|b)_?b",
  "^(a+)+$",
  "a{1,2}[%_]",
  "\\\\d+",
  "^[^a]+$",
  "\\\\w\\\\W?",
  ".",
];

/** Joins arbitraries into one text between parentheses. */
function put(...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> {
  return fc
    .tuple(...parts.map((part) => (typeof part === "string" ? fc.constant(part) : part)))
    .map((all) => `(${all.join("")})`);
}

const small = { depthSize: "small" } as const;

const grammar = fc.letrec<Record<"int" | "dec" | "str" | "date" | "time" | "dur" | "bool" | "id", string>>(
  (tie) => ({
    int: fc.oneof(
      small,
      fc.constantFrom(
        "pieces",
        "0",
        "1",
        "2",
        "-3",
        "7",
        "lines.size()",
        "lines.count()",
        "tags.size()",
        "size(lines)",
        "version",
        "lines.filter(l, l.hours > 1).size()",
        "lines.sum(l, l.pieces)",
        "lines.max(l, l.pieces)",
        "sent_at.getHours()",
        'sent_at.getHours("America/New_York")',
        'sent_at.getFullYear("UTC")',
        "due.getMonth()",
        "due.getDayOfYear()",
        "sent_at.getDayOfWeek()",
        "took.getMinutes()",
        "sent_at.getSeconds()",
        "now().getMinutes()",
        "due.getFullYear()",
        "sent_at.getDayOfMonth()",
      ),
      put(tie("int"), fc.constantFrom(" + ", " - ", " * ", " / ", " % "), tie("int")),
      put(tie("bool"), " ? ", tie("int"), " : ", tie("int")),
      put(tie("date"), " - ", tie("date")),
      tie("str").map((one) => `size(${one})`),
      tie("dec").map((one) => `int(${one})`),
      tie("str").map((one) => `int(${one})`),
      tie("int").map((one) => `(-${one})`),
    ),
    dec: fc.oneof(
      small,
      fc.constantFrom(
        "fee",
        "rate",
        "firm.fee",
        "3.1",
        "0.0",
        "99.95",
        "1e3",
        'decimal("-0.5")',
        "lines.sum(l, l.hours)",
        "lines.map(l, l.hours * 2).max()",
        "lines.min(l, l.hours)",
        "firm.mother.fee",
      ),
      put(tie("dec"), fc.constantFrom(" + ", " - ", " * ", " / "), tie("dec")),
      put(tie("dec"), fc.constantFrom(" + ", " * ", " / "), tie("int")),
      tie("str").map((one) => `decimal(${one} + "")`),
      put(tie("bool"), " ? ", tie("dec"), " : ", tie("int")),
      put("coalesce(", tie("dec"), ", ", tie("int"), ")"),
    ),
    str: fc.oneof(
      small,
      fc.constantFrom(
        "subject",
        "note",
        "firm.city",
        "firm.mother.name",
        "type",
        "self.function",
        "user.name",
        "user.email",
        "firm.title",
        "matter.title",
        "title",
        "matter.subject",
        "lines.max(l, l.kind)",
        "responsible.sector.name",
        "user.collaborator.sector.name",
      ),
      text,
      put(tie("str"), " + ", tie("str")),
      put(tie("bool"), " ? ", tie("str"), " : ", fc.oneof(tie("str"), fc.constant("null"))),
      put("[", tie("str"), ", ", tie("str"), '].join("-")'),
      tie("str").chain((one) => fc.constantFrom(`${one}.lower()`, `${one}.upper()`, `${one}.trim()`)),
      fc
        .oneof(tie("int"), tie("dec"), tie("date"), tie("time"), tie("dur"), tie("bool"), tie("id"))
        .map((one) => `string(${one})`)
        .map((one) => one),
    ),
    date: fc.oneof(
      small,
      fc.constantFrom(
        "due",
        'date("2026-03-29")',
        "today()",
        "date(sent_at)",
        "date(now())",
        "lines.min(l, l.done)",
      ),
      put(tie("date"), fc.constantFrom(" + ", " - "), tie("int")),
      put(tie("date"), fc.constantFrom(" + ", " - "), tie("dur")),
    ),
    time: fc.oneof(
      small,
      fc.constantFrom(
        "sent_at",
        'timestamp("2024-12-31T23:30:00Z")',
        "now()",
        "timestamp(today())",
        "created_at",
        'timestamp("2026-03-29T01:30:00.5+01:00")',
      ),
      put(tie("time"), fc.constantFrom(" + ", " - "), tie("dur")),
    ),
    dur: fc.oneof(
      small,
      fc.constantFrom("took", 'duration("1h30m")', 'duration("-36h")', 'duration("30d")'),
      put(tie("dur"), fc.constantFrom(" + ", " - "), tie("dur")),
      put(tie("dur"), fc.constantFrom(" * ", " / "), tie("int")),
      put(tie("time"), " - ", tie("time")),
    ),
    id: fc.constantFrom(
      "firm",
      "firm.id",
      "firm.mother",
      "responsible",
      "user.collaborator",
      "user.id",
      "created_by",
      "id",
      "matter",
      "self",
      "responsible.sector",
      "user.collaborator.sector",
      "firm.sector",
    ),
    bool: fc.oneof(
      { depthSize: "medium" },
      fc
        .constantFrom(
          "open",
          "true",
          "false",
          "firm.vip",
          "user.administrator",
          "pieces == null",
          "subject != null",
          "has(fee)",
          "has(firm.city)",
          "firm == null",
          "firm.mother != null",
          "paper == null",
          "tags == null",
          "has(user.email)",
          "archived_at == null",
          "matter.title == null",
          'type == "offer"',
          'firm == "01900002-0000-7000-8000-000000000001"',
          'firm in ["01900002-0000-7000-8000-000000000001", "01900002-0000-7000-8000-000000000002"]',
        )
        .map((one) => `(${one})`),
      ...(["int", "dec", "str", "date", "time", "dur"] as const).map((kind) =>
        put(tie(kind), fc.constantFrom(" < ", " <= ", " > ", " >= ", " == ", " != "), tie(kind)),
      ),
      put(tie("int"), fc.constantFrom(" < ", " == ", " != ", " >= "), tie("dec")),
      put(tie("id"), fc.constantFrom(" == ", " != "), tie("id")),
      put(tie("bool"), fc.constantFrom(" == ", " != "), tie("bool")),
      put(tie("bool"), fc.constantFrom(" && ", " || "), tie("bool")),
      put(
        tie("bool"),
        fc.constantFrom(" && ", " || "),
        tie("bool"),
        fc.constantFrom(" && ", " || "),
        tie("bool"),
      ),
      tie("bool").map((one) => `!(${one})`),
      put(tie("bool"), " ? ", tie("bool"), " : ", tie("bool")),
      put(
        tie("str"),
        fc.constantFrom(".contains(", ".startsWith(", ".endsWith(", ".includesText("),
        tie("str"),
        ")",
      ),
      put(
        tie("str"),
        ".matches(",
        fc.constantFrom(...patterns).map((one) => `"${one}"`),
        ")",
      ),
      put(tie("int"), " in [0, 1, 7]"),
      put(tie("int"), " in [", tie("int"), ", ", tie("int"), "]"),
      put(tie("dec"), " in [1, 3.1]"),
      put(tie("str"), ' in ["a", "Zürich"]'),
      put(tie("date"), ' in [date("2026-03-29"), today()]'),
      put(
        tie("str"),
        fc
          .constantFrom(
            " in tags",
            " in user.roles",
            " in lines.map(l, l.kind)",
            " in firm.name.size() > 2 ? tags : user.roles",
          )
          .filter((one) => !one.includes("?")),
      ),
      put(
        "lines.",
        fc.constantFrom("exists", "all"),
        "(l, ",
        fc.constantFrom(
          "l.hours > 1.0",
          "l.kind == subject",
          'l.kind != "b"',
          "l.billable",
          "l.firm.vip",
          "l.firm == firm",
          "l.hours * 2 > rate",
          "l.done < due",
          "l.pieces == null || pieces > 0",
          "l.kind.contains(note)",
          "l.firm.mother.name < subject",
          "lines.exists(m, m.pieces > l.pieces)",
          'l.title == "a"',
        ),
        ")",
      ),
      put(
        "lines.filter(l, ",
        fc.constantFrom("l.billable", "l.hours > 1", "l.firm.vip"),
        ").",
        fc.constantFrom("exists(k, k.pieces > 0)", "all(k, k.kind != null)", "size() > 0"),
      ),
    ),
  }),
);

/** Conditions, and values of every other kind. */
export const typedExpressions: fc.Arbitrary<string> = fc
  .oneof(
    { arbitrary: grammar.bool, weight: 6 },
    {
      arbitrary: fc
        .oneof(grammar.int, grammar.dec, grammar.date, grammar.time, grammar.dur, grammar.id)
        .map((one) => `string(${one})`),
      weight: 2,
    },
    { arbitrary: grammar.str, weight: 1 },
  )
  .filter((expression) => expression.length < 600);
