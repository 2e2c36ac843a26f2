import { expect, test } from "vitest";
import type { Kind } from "../kinds/index.ts";
import { kindOf, parseDocument } from "./index.ts";
import { label } from "./sound-app.test-data.ts";

test.each<[Kind, unknown, string]>([
  ["type", null, "type/? metadata.shape"],
  ["type", [], "type/? metadata.shape"],
  ["type", "x", "type/? metadata.shape"],
  ["type", { name: "x" }, "type/x label metadata.missing"],
  ["type", { name: "X y", label }, "type/X y name metadata.shape"],
  ["type", { name: "x", label: {} }, "type/x label metadata.shape"],
  ["type", { name: "x", label, feilds: [] }, "type/x feilds metadata.unknown-key"],
  ["view", { name: "v", label, type: "x", shape: "bord", columns: ["a"] }, "view/v shape metadata.shape"],
  [
    "form",
    { name: "f", label, type: "x", sections: [{ label, fields: [{ name: "a", widht: "half" }] }] },
    "form/f sections[0].fields[0].widht metadata.unknown-key",
  ],
  [
    "dashboard",
    { name: "d", label, tiles: [{ name: "a", label, type: "x", shape: "number", measure: "total" }] },
    "dashboard/d tiles[0].measure metadata.shape",
  ],
  ["role", { name: "r", label, types: { x: { see: 3 } } }, "role/r types.x.see metadata.shape"],
])("a %s %j is refused with its place", (kind, json, expected) => {
  const parsed = parseDocument(kind, json);
  const found = "faults" in parsed ? parsed.faults.map(({ path, code }) => `${path} ${code}`) : [];
  expect(found).toEqual([expected]);
});

test("a file says its kind by its schema", () => {
  expect(kindOf({ $schema: "../../metamodel/generated/view.json" })).toBe("view");
  expect(kindOf({ kind: "role" })).toBe("role");
  for (const json of [{}, null, [], { $schema: "viw.json" }, { kind: "constructor" }, { kind: 3 }])
    expect(() => kindOf(json)).toThrow(expect.objectContaining({ code: "metadata.kind-unknown" }));
});

test.each(["../../etc/passwd", "/bell", "bell/../x", "Bell", "bell.ts", "", "bell\n", "1bell"])(
  "a plugin cannot be called %j: its name is a folder's",
  (plugin) => {
    const parsed = parseDocument("app", { name: "a", label: { fr: "A" }, plugins: ["bell-2", plugin] });
    expect(parsed).toMatchObject({ faults: [{ path: "app/a plugins[1]", code: "metadata.shape" }] });
  },
);
