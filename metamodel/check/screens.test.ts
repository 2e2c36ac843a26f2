import { expect, test } from "vitest";
import type { MetadataDocument } from "../kinds/index.ts";
import { doc, faults, label } from "./sound-app.test-data.ts";

test.each<[string, MetadataDocument[], string[]]>([
  [
    "a form with fields that are not there or twice",
    [
      doc("form", {
        name: "f",
        type: "case",
        head: ["lines"],
        sections: [{ label, fields: ["subjct", "due", { name: "due" }] }],
      }),
    ],
    [
      "form/f head[0] metadata.not-a-column",
      "form/f sections[0].fields[0] metadata.field-unknown",
      "form/f sections[0].fields[2] metadata.duplicate",
    ],
  ],
  ["a form of nothing", [doc("form", { name: "f", type: "cases" })], ["form/f type metadata.type-unknown"]],
  [
    "a list that leads nowhere",
    [
      doc("view", {
        name: "v",
        type: "case",
        columns: ["customer.nam", "due.year", "due", "due"],
        sort: ["-notes", "customer.name"],
        filter: "dueee < today()",
      }),
    ],
    [
      "view/v filter expression.unknown-name",
      "view/v sort[0] metadata.not-sortable",
      "view/v columns[0] metadata.field-unknown",
      "view/v columns[1] metadata.path",
      "view/v columns[3] metadata.duplicate",
    ],
  ],
  [
    "a board by a text",
    [doc("view", { name: "v", type: "case", shape: "board", group: "subject", card: ["fe"], sum: "due" })],
    [
      "view/v group metadata.no-choices",
      "view/v card[0] metadata.field-unknown",
      "view/v sum metadata.not-summable",
    ],
  ],
  [
    "a board by several choices",
    [doc("view", { name: "v", type: "case", shape: "board", group: "tags" })],
    ["view/v group metadata.no-choices"],
  ],
  [
    "figures of nothing",
    [
      doc("dashboard", {
        name: "d",
        tiles: [
          { name: "a", label, type: "case", shape: "number", measure: "sum:subject" },
          { name: "b", label, type: "case", shape: "number", measure: "share" },
          { name: "c", label, type: "case", shape: "number", measure: "count(statee == 1)" },
          {
            name: "d",
            label,
            type: "case",
            shape: "bar",
            group: "subject:month",
            measures: [{ measure: "count", label }],
          },
          {
            name: "e",
            label,
            type: "case",
            shape: "pie",
            group: "lines",
            measures: [{ measure: "avg:fees", label }],
          },
          { name: "f", label, type: "cse", shape: "list", columns: ["x"] },
        ],
      }),
    ],
    [
      "dashboard/d tiles[0].measure metadata.not-summable",
      "dashboard/d tiles[1].measure metadata.share-condition",
      "dashboard/d tiles[2].measure expression.unknown-name",
      "dashboard/d tiles[3].group metadata.grain",
      "dashboard/d tiles[4].group metadata.not-a-column",
      "dashboard/d tiles[4].measures[0].measure metadata.field-unknown",
      "dashboard/d tiles[5].type metadata.type-unknown",
    ],
  ],
  [
    "a role over nothing",
    [
      doc("role", {
        name: "r",
        types: { cases: {}, case: { see: "customer == 1", fields: { fees: "hidden" } } },
      }),
    ],
    [
      "role/r types.cases metadata.type-unknown",
      "role/r types.case.see expression.operands",
      "role/r types.case.fields.fees metadata.field-unknown",
    ],
  ],
  [
    "a mail to nobody",
    [
      doc("template", {
        name: "t",
        type: "case",
        channel: "email",
        to: "customer.mail",
        subject: label,
        body: label,
      }),
    ],
    ["template/t to metadata.field-unknown"],
  ],
  [
    "a mapping to nothing",
    [
      doc("mapping", {
        name: "m",
        type: "case",
        columns: [
          { column: "A", field: "subjec" },
          { column: "B", field: "due", match: "name" },
          { column: "B", field: "due" },
          { column: "C", field: "customer", match: "nam" },
        ],
        key: ["no"],
      }),
    ],
    [
      "mapping/m columns[2].column metadata.duplicate",
      "mapping/m columns[0].field metadata.field-unknown",
      "mapping/m columns[1].match metadata.path",
      "mapping/m columns[2].field metadata.duplicate",
      "mapping/m columns[3].match metadata.field-unknown",
      "mapping/m key[0] metadata.field-unknown",
    ],
  ],
  [
    "a menu that leads nowhere",
    [
      doc("app", {
        name: "a",
        modules: [
          { name: "m", label },
          { name: "m", label, type: "cases" },
          { name: "n", label, dashboard: "d" },
        ],
        home: "o",
        standard: ["persn"],
        timeZone: "Europe/Zuric",
      }),
    ],
    [
      "app/a modules[1].name metadata.duplicate",
      "app/a modules[0] metadata.module-target",
      "app/a modules[1].type metadata.type-unknown",
      "app/a modules[2].dashboard metadata.dashboard-unknown",
      "app/a home metadata.module-unknown",
      "app/a standard[0] metadata.standard-unknown",
      "app/a timeZone metadata.time-zone",
    ],
  ],
])("%s is told with its place", (_what, documents, expected) => {
  expect(faults(...documents)).toEqual(expected);
});
