import fc from "fast-check";
import { expect, test } from "vitest";
import { buildModel } from "../build-model.ts";
import { kinds, type MetadataDocument } from "../kinds/index.ts";
import { standardDocuments } from "../standard/index.ts";
import { checkDocuments, parseDocument } from "./index.ts";

/** Values and names that have no business where they are put. */
const wrong = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    1e308,
    "",
    "__proto__",
    "constructor",
    "x'; drop table y; --",
    [],
    {},
  ),
  fc.constantFrom<unknown>(
    "party",
    "case",
    "select",
    "children",
    "reference",
    "a.b.c.d.e",
    "(a+)+$",
    "{0000}",
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

test("whatever is damaged in a document, the check answers and never throws", () => {
  const damage = fc.record({ at: fc.nat(), where: fc.nat(), value: wrong, removes: fc.boolean() });
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
      const documents = damages.reduce(damaged, [...standardDocuments]);
      const read = documents.map((document) => parseDocument(kindLeft(document), document));
      const whole = read.flatMap((parsed) => ("document" in parsed ? [parsed.document] : []));
      const faults = [
        ...read.flatMap((parsed) => ("faults" in parsed ? parsed.faults : [])),
        ...checkDocuments(whole),
      ];
      for (const { path } of faults) expect(path).toMatch(/^[a-z]+\/\S*/);
      if (faults.length === 0) expect(buildModel(whole).types.size).toBeGreaterThan(0);
    }),
    { numRuns: 60 },
  );
});

interface Damage {
  readonly at: number;
  readonly where: number;
  readonly value: unknown;
  readonly removes: boolean;
}

/** The documents with one value somewhere in one of them replaced or taken away. */
function damaged(documents: MetadataDocument[], { at, where, value, removes }: Damage): MetadataDocument[] {
  const index = at % documents.length;
  const copy = structuredClone(documents[index]);
  if (!copy) return documents;
  const places = placesIn(copy);
  const place = places[where % places.length];
  if (place && removes) Reflect.deleteProperty(place.of, place.key);
  else if (place) Reflect.set(place.of, place.key, value);
  return documents.with(index, copy);
}

function placesIn(value: object): { of: object; key: string }[] {
  return Object.entries(value).flatMap(([key, inner]) => [
    { of: value, key },
    ...(typeof inner === "object" && inner !== null ? placesIn(inner) : []),
  ]);
}

function kindLeft(document: MetadataDocument) {
  return Object.hasOwn(kinds, String(document.kind)) ? document.kind : "type";
}
