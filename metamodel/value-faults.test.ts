import { expect, test } from "vitest";
import { buildModel } from "./build-model.ts";
import { fieldTypes, kinds, type MetadataDocument, recordSchema } from "./index.ts";
import { recordAjv } from "./record-ajv.ts";
import { valueFaults } from "./value-faults.ts";

const limits: Readonly<Record<string, readonly object[]>> = {
  text: [{ maxLength: 5 }, { minLength: 3 }, { pattern: "^[A-Z]+$" }],
  "long-text": [{ maxLength: 5 }],
  integer: [{ min: 2, max: 10 }],
  decimal: [{ min: "2", max: "10", decimals: 1 }],
  percent: [{ min: "2", max: "10" }],
  money: [{ min: "2", max: "10" }],
  date: [{ min: "2000-01-01", max: "2020-12-31" }],
  duration: [{ min: 60, max: 3_600 }],
};
const strange = [
  null,
  "",
  " ",
  "x",
  0,
  -1,
  3.5,
  1e21,
  true,
  [],
  ["open", "open"],
  {},
  "2024-02-30",
  "ABCDEFG",
  "5.25",
  "é".repeat(6),
];

const samples = [...fieldTypes.values()].flatMap((type) =>
  [{}, ...(limits[type.name] ?? [])].map((extra) => ({ ...type.sample(), ...extra })),
);

test.each(samples)("the browser and the server refuse the same values of $type", (sample) => {
  for (const required of [true, false]) {
    const field = { ...sample, name: "sample", required };
    const model = buildModel([
      kinds.type.parse({ kind: "type", name: "sample", label: { en: "Sample" }, fields: [field] }),
    ] satisfies MetadataDocument[]);
    const type = model.types.get("sample");
    const fieldType = type?.fields.get("sample")?.type;
    if (!type || !fieldType) throw new Error("the sample model has no field");
    for (const mode of ["create", "change"] as const) {
      const schema = recordSchema(type, { mode, model });
      const verdict = recordAjv().compile(schema);
      const records = [...fieldType.examples, ...fieldType.refused, ...strange].map((value) => ({
        sample: value,
      }));
      for (const record of [...records, {}, { other: 1 }])
        expect({ record, ok: valueFaults(schema, record).length === 0 }).toEqual({
          record,
          ok: verdict(record),
        });
    }
  }
});

test("rows of a list ask for what is required only where they are new", () => {
  const row = {
    type: "object",
    properties: { id: {}, name: {} },
    if: { not: { required: ["id"] } },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema.
    then: { required: ["name"] },
  };
  const schema = { type: "object", properties: { lines: { type: "array", items: row } } };
  expect(valueFaults(schema, { lines: [{ id: "1" }, { name: "x" }] })).toEqual([]);
  expect(valueFaults(schema, { lines: [{}] })).toEqual([
    { path: ["lines", "0", "name"], keyword: "required", limit: true },
  ]);
});
