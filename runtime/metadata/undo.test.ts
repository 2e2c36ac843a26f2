import fc from "fast-check";
import { expect, test } from "vitest";
import { newId } from "../../core/ids.ts";
import { metadataHouse } from "../../test/support/metadata.ts";
import { readState, undo } from "./index.ts";

const fr = (text: string) => ({ fr: text });
const text = (name: string, more: object = {}) => ({ name, type: "text", label: fr(name), ...more });
const app = { kind: "app", name: "house", label: fr("Maison") };

interface Visit {
  readonly label: string;
  readonly fields: readonly { readonly name: string }[];
  readonly title?: string;
}

const start: Visit = {
  label: "Visite",
  fields: [text("subject"), text("place"), text("fee"), text("note"), text("gone")],
};

const onField = (name: string, more: object) => (visit: Visit) => ({
  ...visit,
  fields: visit.fields.map((field) => (field.name === name ? { ...field, ...more } : field)),
});

/** Ten changes of different things: labels, conditions, a key, a type of values, fields that come and go. */
const changes: readonly ((visit: Visit) => Visit)[] = [
  (visit) => ({ ...visit, label: "Passage" }),
  (visit) => ({ ...visit, title: "subject" }),
  onField("subject", { label: fr("Objet") }),
  onField("subject", { required: true }),
  onField("place", { help: fr("Où ?") }),
  onField("note", { name: "remark", formerly: "note" }),
  onField("fee", { type: "decimal" }),
  (visit) => ({ ...visit, fields: visit.fields.filter(({ name }) => name !== "gone") }),
  (visit) => ({ ...visit, fields: [...visit.fields, text("added")] }),
  (visit) => ({ ...visit, fields: [text("before"), ...visit.fields] }),
];

const documentOf = ({ label, ...visit }: Visit) => ({
  kind: "type",
  name: "visit",
  label: fr(label),
  ...visit,
});
const places = changes.map((_, index) => index);

test("ten changes of a type with records are undone in any order; then all is as it was, the values too", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(places, { minLength: places.length }),
      fc.shuffledSubarray(places, { minLength: places.length }),
      async (made, undone) => {
        await using house = await metadataHouse({ documents: [app, documentOf(start)] });
        const { sql } = house.database;
        const documents = async () => (await readState(house.database)).documents;
        const before = await documents();
        await sql`insert into record_visit (id, subject, place, fee, note, gone)
          values (${newId()}, 'A', 'Nyon', '12', 'n', 'g'), (${newId()}, 'B', 'Bex', 'dear', 'm', 'h')`;
        const revisions: number[] = [];
        let visit = start;
        for (const index of made) {
          visit = changes[index]?.(visit) ?? visit;
          revisions.push(await house.apply(documentOf(visit)));
        }
        for (const index of undone) await undo(house.crm(), { revision: revisions[index] ?? 0 });
        expect(await documents()).toEqual(before);
        const columns = [...(house.runtime.model().types.get("visit")?.fields.values() ?? [])].map(
          ({ name, column }) => `${column} as "${name}"`,
        );
        expect(await sql.unsafe(`select ${columns.join(", ")} from record_visit order by subject`)).toEqual([
          { subject: "A", place: "Nyon", fee: "12", note: "n", gone: "g" },
          { subject: "B", place: "Bex", fee: "dear", note: "m", gone: "h" },
        ]);
      },
    ),
    { numRuns: 2 },
  );
}, 60_000);

test("an old revision that renamed a field is undone with what was made of the field since", async () => {
  await using house = await metadataHouse({ documents: [app, documentOf(start)] });
  const list = (column: string) => ({
    kind: "view",
    name: "all",
    type: "visit",
    label: fr("x"),
    columns: [column],
  });
  const renamed = await house.apply(documentOf(onField("note", { name: "remark", formerly: "note" })(start)));
  await house.apply(
    documentOf(onField("note", { name: "remark", formerly: "note", required: true })(start)),
    list("remark"),
  );
  await undo(house.crm(), { revision: renamed });
  const { documents } = await readState(house.database);
  expect(documents).toContainEqual(expect.objectContaining({ kind: "view", columns: ["note"] }));
  const type = house.runtime.model().types.get("visit");
  expect(type?.fields.get("note")?.document.required).toBe(true);
  expect(type?.fields.has("remark")).toBe(false);
});

test("an old revision that renamed a list of those who refer is undone with what was said over the list since", async () => {
  const visits = (name: string, formerly?: string) => ({
    kind: "type",
    name: "visit",
    label: fr("Visite"),
    fields: [
      {
        name: "customer",
        type: "reference",
        to: "customer",
        label: fr("Client"),
        reverse: { name, label: fr("Visites"), ...(formerly && { formerly }) },
      },
    ],
  });
  const customer = (...fields: object[]) => ({
    kind: "type",
    name: "customer",
    label: fr("Client"),
    fields: [text("place"), ...fields],
  });
  const count = { name: "count", type: "formula", label: fr("Combien"), expression: "calls.count()" };
  await using house = await metadataHouse({ documents: [app, visits("visits"), customer()] });
  const renamed = await house.apply(visits("calls", "visits"));
  await house.apply(customer(count));
  await undo(house.crm(), { revision: renamed });
  const type = house.runtime.model().types.get("customer");
  expect(type?.fields.get("count")?.document.expression).toBe("visits.count()");
  expect([type?.fields.has("visits"), type?.fields.has("calls")]).toEqual([true, false]);
});
