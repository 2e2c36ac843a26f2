import { expect, test } from "vitest";
import {
  type FieldDocument,
  kinds,
  type MetadataDocument,
  type TypeDocument,
} from "../../metamodel/index.ts";
import { applyEdits, changeSetOf, type Edit } from "./edits.ts";

const field = (name: string, more: Record<string, string> = {}): FieldDocument => ({
  name,
  type: "text",
  label: { fr: name },
  ...more,
});
const contract: TypeDocument = {
  kind: "type",
  name: "contract",
  label: { fr: "Contrat" },
  help: { fr: "Aide" },
  fields: [field("number"), field("fee"), field("cost")],
};
const published: readonly MetadataDocument[] = [contract];

function fieldsAfter(...edits: Edit[]): string[] {
  const [type] = applyEdits(published, edits);
  return type?.kind === "type" ? type.fields.map(({ name }) => name) : [];
}

test("fields are added, moved, renamed and removed at their place", () => {
  const added = { edit: "field-added", type: "contract", field: field("margin"), after: "fee" } as const;
  expect(fieldsAfter(added)).toEqual(["number", "fee", "margin", "cost"]);
  expect(fieldsAfter({ edit: "field-moved", type: "contract", name: "cost", before: "number" })).toEqual([
    "cost",
    "number",
    "fee",
  ]);
  expect(fieldsAfter({ edit: "field-moved", type: "contract", name: "number", before: null })).toEqual([
    "fee",
    "cost",
    "number",
  ]);
  expect(
    fieldsAfter({ edit: "field-changed", type: "contract", name: "fee", field: field("price") }),
  ).toEqual(["number", "price", "cost"]);
  expect(fieldsAfter({ edit: "field-removed", type: "contract", name: "fee" })).toEqual(["number", "cost"]);
});

test("an edit of what a colleague has removed or already made does nothing", () => {
  expect(fieldsAfter({ edit: "field-removed", type: "contract", name: "gone" })).toEqual([
    "number",
    "fee",
    "cost",
  ]);
  const same = applyEdits(published, [
    { edit: "field-added", type: "contract", field: field("fee") },
    { edit: "field-changed", type: "contract", name: "fee", field: field("cost") },
    { edit: "field-moved", type: "contract", name: "gone", before: "fee" },
    { edit: "type-changed", type: "gone", settings: { icon: "tool" } },
    { edit: "type-added", document: contract },
  ]);
  expect(changeSetOf(published, same)).toEqual({ documents: [], remove: [] });
});

test("settings of a type are set and taken away", () => {
  const [type] = applyEdits(published, [
    { edit: "type-changed", type: "contract", settings: { icon: "tool", help: null } },
  ]);
  expect(type).toMatchObject({ icon: "tool", name: "contract" });
  expect(type).not.toHaveProperty("help");
});

test("what a role says of itself is set and taken away", () => {
  const clerk = kinds.role.parse({ kind: "role", name: "clerk", label: { fr: "Commis" }, merge: true });
  const [role] = applyEdits(
    [clerk],
    [{ edit: "role-changed", role: "clerk", settings: { secondFactor: true, merge: null } }],
  );
  expect(role).toMatchObject({ name: "clerk", secondFactor: true, types: {} });
  expect(role).not.toHaveProperty("merge");
});

test("a change set holds what differs and names what is gone", () => {
  const type: TypeDocument = { ...contract, name: "lease" };
  const drafted = applyEdits(published, [
    { edit: "type-added", document: type },
    { edit: "type-removed", type: "contract" },
  ]);
  expect(changeSetOf(published, drafted)).toEqual({
    documents: [type],
    remove: [{ kind: "type", name: "contract" }],
  });
});
