import { expect, test } from "vitest";
import { kinds } from "../../metamodel/index.ts";
import { deniedBy, permissionOf, withDenial, withWord, wordFor } from "./said-by-role.ts";

const role = kinds.role.parse({
  kind: "role",
  name: "clerk",
  label: { en: "Clerk" },
  types: {},
  merge: true,
});

test("a word is set and taken back for actions of records and for those of capabilities", () => {
  const attach = withWord({ see: true }, "actions.attach", "city == 'Bex'");
  expect(attach).toEqual({ see: true, actions: { attach: "city == 'Bex'" } });
  expect(wordFor(attach, "actions.attach")).toBe("city == 'Bex'");
  expect(wordFor(attach, "change")).toBeUndefined();
  expect(withWord(attach, "actions.attach", undefined)).toEqual({ see: true });
  expect(withWord({ see: true }, "change", false)).toEqual({ see: true, change: false });
});

test("what is denied wins, follows the action that another one is like, and leaves nothing behind when it is taken back", () => {
  const denied = withDenial({ see: true, change: true }, "change", true);
  expect(permissionOf(role, { permissions: denied, action: "change" })).toBe(false);
  expect(permissionOf(role, { permissions: denied, action: "archive" })).toBe(false);
  expect(permissionOf(role, { permissions: denied, action: "see" })).toBe(true);
  expect(permissionOf(role, { permissions: denied, action: "merge" })).toBe(true);
  const partly = withDenial(denied, "change", "city == 'Bex'");
  expect(permissionOf(role, { permissions: partly, action: "change" })).toBe(true);
  expect(deniedBy(partly, "archive")).toBe("city == 'Bex'");
  expect(withDenial(partly, "change", undefined)).toEqual({ see: true, change: true });
});
