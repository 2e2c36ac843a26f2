import { expect, test } from "vitest";
import type { FieldDocument } from "../../metamodel/index.ts";
import { compareFields, renamed } from "./own-fields.ts";

const field = (name: string, more: Partial<FieldDocument> = {}): FieldDocument => ({
  name,
  type: "text",
  label: { fr: name },
  ...more,
});
const published = [field("number"), field("fee"), field("cost")];
const states = (drafted: readonly FieldDocument[]) =>
  compareFields(published, drafted).map((row) => `${row.field.name} ${row.state}`);

test("a draft's fields are told new, changed or removed, removed ones at their old place", () => {
  expect(states(published)).toEqual(["number same", "fee same", "cost same"]);
  expect(states([field("number"), field("cost", { required: true }), field("margin")])).toEqual([
    "number same",
    "fee removed",
    "cost changed",
    "margin new",
  ]);
  expect(states([])).toEqual(["number removed", "fee removed", "cost removed"]);
});

test("a renamed field is changed, not removed and new", () => {
  expect(states([field("number"), field("price", { formerly: "fee" }), field("cost")])).toEqual([
    "number same",
    "price changed",
    "cost same",
  ]);
});

test("renaming remembers the published name only, and forgets it when the name comes back", () => {
  const fee = field("fee");
  const twice = renamed({ ...renamed({ ...fee, name: "price" }, fee), name: "amount" }, fee);
  expect(twice).toMatchObject({ name: "amount", formerly: "fee" });
  expect(renamed({ ...twice, name: "fee" }, fee)).toEqual(fee);
  expect(renamed(field("fresh"), null)).not.toHaveProperty("formerly");
});
