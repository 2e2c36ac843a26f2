import { expect, test } from "vitest";
import { fieldTypes } from "../../metamodel/index.ts";
import { meaningfulFlags } from "./field-flags.ts";
import { fieldWords } from "./field-words.ts";

const properties = [...fieldTypes.values()].flatMap((type) =>
  Object.keys(type.properties).map((property) => [type.name, property] as const),
);

test.each(properties)("%s: the property %s has a label of its own in the drawer", (_type, property) => {
  expect(Object.keys(fieldWords)).toContain(`property.${property}`);
});

test("only flags that the server accepts are offered", () => {
  const flags = (name: string) => {
    const type = fieldTypes.get(name);
    return type ? [...meaningfulFlags(type, { name: "x", type: name, label: { fr: "x" } })] : [];
  };
  expect(flags("text")).toEqual(["required", "unique", "indexed", "searchable", "readOnly", "sensitive"]);
  expect(flags("integer")).toEqual(["required", "unique", "indexed", "readOnly", "sensitive"]);
  expect(flags("children")).toEqual(["required", "readOnly"]);
  expect(flags("sequence")).not.toContain("required");
});
