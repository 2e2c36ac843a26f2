import { expect, test } from "vitest";
import { buildModel } from "../../../metamodel/build-model.ts";
import { kinds } from "../../../metamodel/index.ts";
import { orderOf, templatesFor } from "./recipients.ts";

const text = { fr: "Texte" };
const template = (name: string, type: string, channel: "letter" | "email") =>
  kinds.template.parse({
    kind: "template",
    name,
    type,
    label: text,
    subject: text,
    body: text,
    channel,
    ...(channel === "email" ? { to: "email" } : {}),
  });
const fields = [{ name: "subject", type: "text", label: text }];
const model = buildModel(
  [
    kinds.app.parse({ kind: "app", name: "house", label: text }),
    kinds.type.parse({ kind: "type", name: "matter", label: text, fields }),
    kinds.type.parse({ kind: "type", name: "breakdown", extends: "matter", label: text, fields: [] }),
    kinds.type.parse({ kind: "type", name: "person", label: text, fields }),
    template("mail", "matter", "email"),
    template("report", "breakdown", "letter"),
    template("greeting", "person", "letter"),
  ],
  {},
);
const breakdown = model.types.get("breakdown");

test("a type is offered its own templates and those of the types above it, letters first", () => {
  if (!breakdown) throw new Error("the sample has its type");
  const names = (channel?: "letter" | "email") =>
    templatesFor(breakdown, { templates: model.templates, channel }).map(({ name }) => name);
  expect(names()).toEqual(["report", "mail"]);
  expect(names("email")).toEqual(["mail"]);
});

test("chosen records are sent by their keys alone, a whole list by its filter and words", () => {
  if (!breakdown) throw new Error("the sample has its type");
  const choice = { type: breakdown, filter: 'state == "open"', search: "pompe", sort: "", columns: [] };
  expect(orderOf({ ...choice, ids: ["a", "b"] })).toEqual({ type: "breakdown", ids: ["a", "b"] });
  expect(orderOf({ ...choice, ids: null })).toEqual({
    type: "breakdown",
    filter: 'state == "open"',
    search: "pompe",
  });
  expect(orderOf({ ...choice, ids: null, filter: "", search: undefined })).toEqual({ type: "breakdown" });
});
