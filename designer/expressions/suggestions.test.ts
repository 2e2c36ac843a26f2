import { expect, test } from "vitest";
import { buildModel } from "../../metamodel/build-model.ts";
import { typeDocument } from "../../metamodel/index.ts";
import { suggestionsAt, withSuggestion } from "./suggestions.ts";

const label = (fr: string) => ({ fr });
const model = buildModel([
  typeDocument.parse({
    kind: "type",
    name: "offer",
    label: label("Offre"),
    fields: [
      { name: "fee", type: "money", label: label("Forfait annuel") },
      { name: "customer", type: "reference", to: "customer", label: label("Client") },
      { name: "lines", type: "children", of: "line", by: "offer", label: label("Lignes") },
    ],
  }),
  typeDocument.parse({
    kind: "type",
    name: "customer",
    label: label("Client"),
    fields: [{ name: "city", type: "text", label: label("Ville") }],
  }),
  typeDocument.parse({
    kind: "type",
    name: "line",
    label: label("Ligne"),
    fields: [
      { name: "offer", type: "reference", to: "offer", label: label("Offre") },
      { name: "price", type: "money", label: label("Prix") },
    ],
  }),
]);
const type = model.types.get("offer");
if (!type) throw new Error("the offer is not in the model");
const at = (text: string) => suggestionsAt(text, text.length, { model, type, language: "fr" });
const words = (text: string) => at(text).list.map((each) => each.text);

test("names of fields are offered by their beginning, or by a word of their label", () => {
  expect(words("fe")).toEqual(["fee"]);
  expect(words("fee > 1 && forf")).toEqual(["fee"]);
  expect(words("cust")).toContain("customer");
});

test("behind a path stand the fields of the record it leads to", () => {
  expect(words("customer.ci")).toEqual(["city"]);
  expect(words("customer.city.start")).toEqual(["startsWith()"]);
  expect(words("lines.s")).toContain("sum()");
  expect(words("user.col")).toEqual(["collaborator"]);
  expect(words("nothing.x")).toEqual([]);
});

test("functions take their brackets along, and the caret stands inside where something goes in", () => {
  const { from, list } = at("toda");
  const [today] = list;
  if (!today) throw new Error("today is not offered");
  expect(withSuggestion("toda", { from, caret: 4, chosen: today })).toEqual({ text: "today()", caret: 7 });
  const [starts] = at("customer.city.startsW").list;
  if (!starts) throw new Error("startsWith is not offered");
  const text = "customer.city.startsW && fee > 1";
  expect(withSuggestion(text, { from: 14, caret: 21, chosen: starts })).toEqual({
    text: "customer.city.startsWith() && fee > 1",
    caret: 25,
  });
});

test("nothing is offered inside a text, or where no word is begun", () => {
  expect(words('"fe')).toEqual([]);
  expect(words('state == "a" && fe')).toEqual(["fee"]);
  expect(words("fee ")).toEqual([]);
  expect(words("")).toEqual([]);
});
