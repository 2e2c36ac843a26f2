import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "../../core/errors/index.ts";
import { type Asking, parseSelect } from "./select.ts";

test("names, relations and children are read at once", () => {
  expect(parseSelect("number, customer(name,city),lines(*)")).toEqual([
    { name: "number", inner: null },
    {
      name: "customer",
      inner: [
        { name: "name", inner: null },
        { name: "city", inner: null },
      ],
    },
    { name: "lines", inner: [{ name: "*", inner: null }] },
  ]);
});

test("a path says the same as brackets, and what is asked twice counts once", () => {
  expect(parseSelect("customer.name,customer(city),customer.name,customer")).toEqual(
    parseSelect("customer(name,city)"),
  );
});

test.each([
  ["a,,b", 2],
  ["a(b", 3],
  ["a)", 1],
  ["a(b))", 4],
  ["", 0],
  ["a;drop table x", 1],
  ["É", 0],
])("%j is refused at position %i", (text, position) => {
  expect(() => parseSelect(text)).toThrow(
    expect.objectContaining({ code: "query.select", values: expect.objectContaining({ position }) }),
  );
});

test("endless nesting and endless lists are refused", () => {
  expect(() => parseSelect(`${"a(".repeat(50)}b${")".repeat(50)}`)).toThrow(Refusal);
  expect(() => parseSelect("a,".repeat(3_000))).toThrow(Refusal);
  expect(() => parseSelect(Array.from({ length: 400 }, (_, i) => `f${i}`).join(","))).toThrow(Refusal);
});

test("what is written back reads the same", () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,5}$/);
  const { asking } = fc.letrec<{ asking: string }>((tie) => ({
    asking: fc
      .array(fc.tuple(name, fc.option(tie("asking"), { depthSize: "small", maxDepth: 2 })), {
        minLength: 1,
        maxLength: 4,
      })
      .map((all) => all.map(([head, inner]) => (inner ? `${head}(${inner})` : head)).join(",")),
  }));
  fc.assert(
    fc.property(asking, (text) => {
      const read = attempt(text);
      if (read) expect(parseSelect(write(read))).toEqual(read);
    }),
  );
});

function attempt(text: string): Asking | null {
  try {
    return parseSelect(text);
  } catch (cause) {
    expect(cause).toBeInstanceOf(Refusal);
    return null;
  }
}

function write(asking: Asking): string {
  return asking.map(({ name, inner }) => (inner ? `${name}(${write(inner)})` : name)).join(",");
}
