import { expect, test } from "vitest";
import { testCrm } from "../../test/support/crm.ts";

const label = (text: string) => ({ fr: text, en: text });

test("a reference to an abstract type that nothing extends yet was a syntax error at every read", async () => {
  await using crm = await testCrm({
    documents: [
      {
        kind: "type",
        name: "thing",
        abstract: true,
        label: label("Chose"),
        fields: [{ name: "name", type: "text", label: label("Nom") }],
      },
      {
        kind: "type",
        name: "note",
        label: label("Note"),
        fields: [
          { name: "text", type: "text", label: label("Texte") },
          { name: "about", type: "reference", to: "thing", label: label("Sujet") },
        ],
      },
    ],
  });
  const made = await crm.request("/api/records/note", { json: { text: "a" } }, "administrator");
  expect(made.status).toBe(201);
  const list = await crm.request(
    `/api/records/note?filter=${encodeURIComponent('about.title == "x"')}&sort=about`,
    {},
    "administrator",
  );
  expect(await list.json()).toMatchObject({ items: [] });
});
