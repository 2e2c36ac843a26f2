import { expect, test } from "vitest";
import { parseExpression } from "./index.ts";
import { type Held, narrowed } from "./narrow.ts";

const record: Readonly<Record<string, Held>> = {
  customer: { type: "record", value: "019a0000-0000-7000-8000-000000000001" },
  "customer.place": { type: "string", value: 'Le "Bourg"' },
  starts_on: { type: "date", value: "2026-03-04" },
  fee: { type: "decimal", value: "12.50" },
  at: { type: "timestamp", value: "2026-03-04T10:00:00.000Z" },
  length: { type: "duration", value: 5400 },
  urgent: { type: "bool", value: true },
  kinds: { type: "list<string>", value: ["a", "b"] },
  nobody: { type: "record", value: null },
  period: { type: "composite", value: {} },
};
const narrow = (where: string) => narrowed(where, (path) => record[path] ?? null);

test.each([
  ["active", "active"],
  ["customer == record.customer", 'customer == "019a0000-0000-7000-8000-000000000001"'],
  ["place == record . customer.place && active", 'place == "Le \\"Bourg\\"" && active'],
  ["day >= record.starts_on && fee < record.fee", 'day >= date("2026-03-04") && fee < decimal("12.50")'],
  [
    "at > record.at || length == record.length",
    'at > timestamp("2026-03-04T10:00:00.000Z") || length == duration("5400s")',
  ],
  ["record.urgent ? kind in record.kinds : true", 'true ? kind in ["a", "b"] : true'],
  ["customer == record.nobody", "customer == null"],
  [
    "lines.exists(record_line, record_line.fee > record.fee)",
    'lines.exists(record_line, record_line.fee > decimal("12.50"))',
  ],
])("%s becomes %s", (where, filter) => {
  expect(narrow(where)).toBe(filter);
  expect(() => parseExpression(filter)).not.toThrow();
});

test("what is not known, or cannot be written, narrows nothing", () => {
  expect(narrow("customer == record.other")).toBeNull();
  expect(narrow("period == record.period")).toBeNull();
});
