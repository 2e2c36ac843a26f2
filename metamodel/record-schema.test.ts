import { expect, test } from "vitest";
import { buildModel } from "./build-model.ts";
import { typeDocument } from "./kinds/index.ts";
import { recordAjv } from "./record-ajv.ts";
import { type RecordSchemaUse, recordSchema } from "./record-schema.ts";

const label = { fr: "Champ", en: "Field" };
const state = {
  name: "state",
  type: "select",
  label,
  required: true,
  default: "open",
  options: [
    { value: "open", label },
    { value: "old", label, retired: true },
  ],
};
const model = buildModel([
  typeDocument.parse({
    kind: "type",
    name: "offer",
    label,
    fields: [
      { name: "number", type: "sequence", pattern: "O-{0000}", label },
      { name: "fee", type: "money", min: "0", max: "1000", required: true, label },
      { name: "code", type: "text", pattern: "[A-Z]{2}", minLength: 2, label },
      { name: "due", type: "date", min: "2026-01-01", label },
      { name: "sent", type: "boolean", readOnly: true, label },
      state,
      { name: "lines", type: "children", of: "line", by: "offer", label },
    ],
  }),
  typeDocument.parse({
    kind: "type",
    name: "line",
    label,
    fields: [
      { name: "offer", type: "reference", to: "offer", required: true, label },
      { name: "what", type: "text", required: true, label },
      { name: "price", type: "money", label },
    ],
  }),
]);

function faults(record: unknown, use: Partial<RecordSchemaUse> = {}) {
  const type = model.types.get("offer");
  if (!type) throw new Error("no type");
  const validate = recordAjv({ allErrors: true }).compile(
    recordSchema(type, { mode: "create", model, ...use }),
  );
  validate(record);
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

test("a new record needs its required fields unless a default fills them", () => {
  expect(faults({ fee: "12.50" })).toEqual([]);
  expect(faults({})).toEqual([" required"]);
  expect(faults({ fee: null })).toEqual(["/fee type"]);
});

test("a change may leave out what is required but not empty it", () => {
  expect(faults({ code: "AB" }, { mode: "change" })).toEqual([]);
  expect(faults({ fee: null }, { mode: "change" })).toEqual(["/fee type"]);
  expect(faults({ code: null }, { mode: "change" })).toEqual([]);
});

test("every property of a field has an effect", () => {
  expect(faults({ fee: "-1.00" })).toEqual(["/fee decimalMinimum"]);
  expect(faults({ fee: "1000.01" })).toEqual(["/fee decimalMaximum"]);
  expect(faults({ fee: "1.005" })).toEqual(["/fee decimals"]);
  expect(faults({ fee: "1.00", code: "ab" })).toEqual(["/code pattern"]);
  expect(faults({ fee: "1.00", code: "A" })).toEqual(["/code minLength", "/code pattern"]);
  expect(faults({ fee: "1.00", due: "2025-12-31" })).toEqual(["/due dayMinimum"]);
});

test("a retired option stays in old records and is refused in new ones", () => {
  expect(faults({ fee: "1.00", state: "old" })).toEqual(["/state enum"]);
  expect(faults({ state: "old" }, { mode: "change" })).toEqual([]);
});

test("what the house fills is locked, shown in forms, and open to imports", () => {
  expect(faults({ fee: "1.00", number: "O-1", sent: true })).toEqual(["/number locked", "/sent locked"]);
  expect(faults({ fee: "1.00", number: "O-1", sent: true }, { showing: true })).toEqual([]);
  expect(faults({ fee: "1.00", number: "O-1", sent: true }, { importing: true })).toEqual([]);
});

test("unknown properties are refused", () => {
  expect(faults({ fee: "1.00", fe: 1, version: 1 })).toEqual([
    " additionalProperties",
    " additionalProperties",
  ]);
});

test("lines are written with their record: new ones whole, known ones in part", () => {
  const id = "019a8b6c-1f2e-7c3d-8a4b-5c6d7e8f9a0b";
  expect(faults({ fee: "1.00", lines: [{ what: "Pump" }, { id, price: "2.00" }] })).toEqual([]);
  expect(faults({ fee: "1.00", lines: [{ price: "2.00" }] })).toContain("/lines/0 required");
  expect(faults({ fee: "1.00", lines: [{ what: "Pump", offer: id }] })).toEqual([
    "/lines/0 additionalProperties",
  ]);
});

test("a pattern that would wear out a backtracking engine is matched in linear time", () => {
  const evil = buildModel([
    typeDocument.parse({
      kind: "type",
      name: "evil",
      label,
      fields: [{ name: "code", type: "text", maxLength: 10_000, pattern: "(a+)+", label }],
    }),
  ]);
  const type = evil.types.get("evil");
  if (!type) throw new Error("no type");
  const accepts = recordAjv().compile(recordSchema(type, { mode: "change", model: evil }));
  expect(accepts({ code: `${"a".repeat(9_000)}!` })).toBe(false);
  expect(accepts({ code: "a".repeat(9_000) })).toBe(true);
});
