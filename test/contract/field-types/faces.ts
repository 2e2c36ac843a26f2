import { describe, expect, test } from "vitest";
import type { Habits } from "../../../core/language/index.ts";
import type { Cell, Field, FieldType } from "../../../metamodel/index.ts";
import { recordAjv } from "../../../metamodel/record-ajv.ts";
import { valueFaults } from "../../../metamodel/value-faults.ts";
import { widgetOf } from "../../../runtime/web/widgets/index.ts";
import { hostileTexts } from "../../support/hostile-texts.ts";
import type { Held } from "./sample-house.ts";

/** Whom values are shown to in the tests. */
export const everywhere: readonly Habits[] = [
  { language: "fr", country: "CH", timeZone: "Europe/Zurich", currency: "CHF" },
  { language: "fr", country: "FR", timeZone: "Europe/Paris", currency: "EUR" },
  { language: "en", country: "CH", timeZone: "Europe/Zurich", currency: "CHF" },
];

/** What a field type promises without any database: words, display, cells, schema, widget. */
export function keepsItsFaces({ shelf, types }: Held): void {
  describe.each(types)("the field type $name", (type) => {
    const field = type.sample();

    test("has words in both languages", () => {
      for (const words of [type.label, type.help, ...Object.values(type.operators).map(({ label }) => label)])
        expect([words.fr, words.en].every((text) => text.trim() !== "")).toBe(true);
    });

    test("has examples and values to refuse, where values are entered", () => {
      if (type.computation(field)) return;
      expect(type.examples.length).toBeGreaterThan(1);
      expect(type.refused.length).toBeGreaterThan(1);
    });

    test("names a widget of the shelf, which shows and takes values", () => {
      // A computed value is shown by the widget of what it reads as.
      if (type.computation(field)) return;
      const widget = widgetOf(asField(type));
      expect(widget).not.toBe(widgetOf(asField({ ...type, widget: "no such widget" })));
      expect([typeof widget.Show, typeof widget.Input]).not.toContain("undefined");
    });

    test.each(everywhere)("shows every example in $language, $country", (habits) => {
      for (const value of type.examples) {
        const shown = type.format(value, field, habits);
        expect(shown).not.toBe("");
        expect(shown).not.toMatch(/undefined|NaN|Invalid|\[object/);
      }
    });

    test.each(everywhere)("reads back what it writes into cells in $language, $country", (habits) => {
      for (const value of type.examples) {
        const cell = type.toCell(value, field);
        expect(type.fromCell(cell, field, habits)).toEqual({ value });
        expect(type.fromCell(String(cell), field, habits)).toEqual({ value });
      }
    });

    test("takes its examples and refuses the others, in the browser as on the server", () => {
      const schema = type.jsonSchema(field);
      const accepts = recordAjv().compile(schema);
      for (const value of type.examples) {
        expect(accepts(type.accept(value, field)), JSON.stringify(value)).toBe(true);
        expect(valueFaults(schema, type.accept(value, field)), JSON.stringify(value)).toEqual([]);
      }
      for (const value of type.refused) {
        expect(accepts(value), JSON.stringify(value).slice(0, 60)).toBe(false);
        expect(valueFaults(schema, value), JSON.stringify(value).slice(0, 60)).not.toEqual([]);
      }
    });

    test("says the same of hostile values in the browser and on the server", () => {
      const schema = type.jsonSchema(field);
      const accepts = recordAjv().compile(schema);
      for (const value of [...hostileTexts, ...strange]) {
        const accepted = type.accept(value, field);
        const verdict = accepted === null || valueFaults(schema, accepted).length === 0;
        expect({ value, verdict }).toEqual({ value, verdict: accepted === null || accepts(accepted) });
      }
    });

    test("leaves canonical values as they are when it accepts them", () => {
      for (const value of type.examples.filter((each) => !Array.isArray(each) || each.length > 0))
        expect(type.accept(value, field)).toEqual(value);
    });

    test("reads hostile cells without throwing, and only into values that it takes", () => {
      const accepts = recordAjv().compile(type.jsonSchema(field));
      const isAnyText = accepts("any text") && type.choices(field) === null;
      for (const habits of everywhere)
        for (const cell of cells) {
          const reading = type.fromCell(cell, field, habits);
          if (!("value" in reading)) expect(reading.unreadable.fr).not.toBe(reading.unreadable.en);
          // Texts that are too long or have no such pattern are told by the record's own check.
          else if (!isAnyText && !isBounded(type)) expect(accepts(reading.value), show(cell)).toBe(true);
        }
    });

    test("converts only from and into types of the shelf", () => {
      for (const other of [...Object.keys(type.convertsFrom), ...Object.keys(type.convertsTo)])
        expect(shelf.has(other), other).toBe(true);
    });
  });
}

const strange = [0, -1, 3.5, 1e300, true, [], [[[]]], {}, { $ne: 1 }, ["x", "x"], { from: "", to: "" }];

const cells: readonly Cell[] = [
  ...hostileTexts,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  1e300,
  -0,
  true,
  new Date(Number.NaN),
  null,
];

/** Whether what is wrong with a text is its length alone, which cells leave to the record's check. */
function isBounded(type: FieldType): boolean {
  const schema = type.jsonSchema(type.sample());
  return type.expressionType === "string" && (schema.maxLength !== undefined || schema.format === "link");
}

function asField(type: FieldType): Field {
  const document = type.sample();
  return { name: document.name, document, type, declaredIn: "sample", column: null, label: document.label };
}

function show(value: unknown): string {
  return String(value).slice(0, 40);
}
