import { expect, test } from "vitest";
import { buildModel } from "../../../metamodel/build-model.ts";
import { kinds } from "../../../metamodel/index.ts";
import { stateFrom } from "./list-state.ts";

const label = (fr: string) => ({ fr });
const text = (name: string) => ({ name, type: "text", label: label(name) });
const view = (name: string, more: object) =>
  kinds.view.parse({ kind: "view", name, type: "lamp", label: label(name), columns: ["name"], ...more });

const model = buildModel([
  kinds.type.parse({
    kind: "type",
    name: "lamp",
    label: label("Lampe"),
    fields: [text("name"), text("colour"), text("maker")],
  }),
  kinds.type.parse({ kind: "type", name: "maker", label: label("Fabricant"), fields: [text("name")] }),
  view("all", { order: 20 }),
  view("red", {
    order: 10,
    columns: ["colour", "name"],
    filter: 'colour == "red"',
    sort: ["-name", "colour"],
  }),
  view("makers", { type: "maker" }),
]);

function at(type: string, params: Readonly<Record<string, string>> = {}) {
  const found = model.types.get(type);
  if (!found) throw new Error(type);
  return stateFrom(model, found, { params, isCollaborator: true });
}

test("a type shows its own views in their order, and opens with the first", () => {
  expect(at("lamp").views.map(({ name }) => name)).toEqual(["red", "all"]);
  expect(at("maker").views.map(({ name }) => name)).toEqual(["makers"]);
  expect(at("lamp").view?.name).toBe("red");
});

test("a view named in the address is looked through: its columns, its filter, its order of records", () => {
  expect(at("lamp", { view: "red" })).toMatchObject({
    columns: ["colour", "name"],
    filter: 'colour == "red"',
    sort: ["-name", "colour"],
    isChanged: false,
  });
  expect(at("lamp", { view: "all" })).toMatchObject({ columns: ["name"], filter: "", sort: [] });
});

test("what the reader asks for stands before what the view says", () => {
  expect(at("lamp", { view: "red", filter: "*", sort: "name", columns: "maker" })).toMatchObject({
    columns: ["maker"],
    filter: "",
    sort: ["name"],
    isChanged: true,
  });
});
