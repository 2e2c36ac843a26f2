import * as fc from "fast-check";
import { expect, test } from "vitest";
import { faultIn } from "./json-fault.ts";

test.each([
  ['{"a":1,}', { line: 1, column: 8 }],
  ["[1,\n 2,,3]", { line: 2, column: 4 }],
  ['{"a" 1}', { line: 1, column: 6 }],
  ["nul", { line: 1, column: 1 }],
  ['"abc', { line: 1, column: 1 }],
  ['{"a":1} x', { line: 1, column: 9 }],
  ['{\n"a":01}', { line: 2, column: 6 }],
  ["", { line: 1, column: 1 }],
])("the fault in %j is found where it is", (text, place) => {
  expect(faultIn(text)).toEqual(place);
});

test("what JavaScript reads as JSON has no fault, and what it refuses has one", () => {
  const reads = (text: string) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const texts = fc.oneof(
    fc.json(),
    fc.json().map((text) => text.slice(0, -1)),
    fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0019.e-+ \nntrufalse') }),
  );
  void fc.assert(fc.property(texts, (text) => (faultIn(text) === null) === reads(text)));
});
