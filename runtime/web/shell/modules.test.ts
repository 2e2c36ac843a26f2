import { expect, test } from "vitest";
import { buildModel } from "../../../metamodel/build-model.ts";
import { kinds } from "../../../metamodel/index.ts";
import { homePath, modulesOf } from "./modules.ts";

const label = (fr: string) => ({ fr });
const house = (more: object) =>
  buildModel([
    kinds.app.parse({ kind: "app", name: "house", label: label("Maison"), ...more }),
    kinds.type.parse({ kind: "type", name: "lamp", label: label("Lampe"), icon: "bulb", fields: [] }),
    kinds.type.parse({ kind: "type", name: "maker", label: label("Fabricant"), fields: [] }),
    kinds.dashboard.parse({ kind: "dashboard", name: "sales", label: label("Ventes"), tiles: [] }),
  ]);

const modules = [
  { name: "lamps", label: label("Lampes"), type: "lamp" },
  { name: "makers", label: label("Nos fabricants"), type: "maker", icon: "building" },
  { name: "figures", label: label("Chiffres"), dashboard: "sales", icon: "chart-bar" },
  { name: "own", label: label("Les nôtres"), type: "lamp", icon: "star" },
];

test("a module has its name, its label and its icon, else its type's, and leads to its type or its dashboard", () => {
  expect(modulesOf(house({ modules }), "fr")).toMatchObject([
    { name: "lamps", label: "Lampes", icon: "bulb", type: "lamp", path: "/lamp" },
    { name: "makers", label: "Nos fabricants", icon: "building", path: "/maker" },
    { name: "figures", label: "Chiffres", icon: "chart-bar", type: undefined, path: "/-/dashboards/sales" },
    { name: "own", label: "Les nôtres", icon: "star", path: "/lamp" },
  ]);
  expect(modulesOf(house({ modules: [] }), "fr")).toEqual([]);
});

test("the application opens at the module that the app calls its home, else at the first", () => {
  expect(homePath(house({ modules, home: "figures" }), "fr")).toBe("/-/dashboards/sales");
  expect(homePath(house({ modules }), "fr")).toBe("/lamp");
  expect(homePath(house({}), "fr")).toBeNull();
});
