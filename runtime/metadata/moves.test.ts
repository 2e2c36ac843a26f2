import { expect, test } from "vitest";
import { newId } from "../../core/ids.ts";
import { metadataHouse } from "../../test/support/metadata.ts";
import { planChanges, undo } from "./index.ts";

const en = (text: string) => ({ fr: text, en: text });
const text = (name: string, more: object = {}) => ({ name, type: "text", label: en(name), ...more });
const type = (name: string, fields: readonly object[], more: object = {}) => ({
  kind: "type",
  name,
  label: en(name),
  fields,
  ...more,
});
const kase = (...fields: object[]) => type("kase", [text("subject"), ...fields], { title: "subject" });
const breakdown = (...fields: object[]) => type("breakdown", fields, { extends: "kase" });
const offer = (...fields: object[]) => type("offer", fields, { extends: "kase" });
const list = (name: string, of: string, columns: readonly string[]) => ({
  kind: "view",
  name,
  type: of,
  label: en(name),
  columns,
});

test("a field moves to the base type and back with its column, its values and what names it; both ways can be undone", async () => {
  await using house = await metadataHouse({
    documents: [
      { kind: "app", name: "house", label: en("house"), standard: false },
      kase(),
      breakdown(text("due", { required: 'subject != ""' })),
      offer(),
      list("breakdowns", "breakdown", ["subject", "due"]),
    ],
  });
  const { sql } = house.database;
  const columnsOf = (view: string) => {
    const found = house.runtime.model().views.get(view);
    return found?.shape === "list" ? found.columns : null;
  };
  await sql`insert into record_kase (id, type, due) values (${newId()}, 'breakdown', 'Friday')`;
  const values = () => sql`select type, due from record_kase order by due`;

  const up = { documents: [kase(text("due")), breakdown()] };
  const plan = await planChanges(house.crm(), up);
  expect(plan.faults).toEqual([]);
  expect(plan.steps).toMatchObject([
    {
      change: "field-moved",
      name: "kase",
      field: "due",
      movedFrom: "breakdown",
      sql: [],
      undoable: true,
      warnings: [],
      affects: [],
      words: { en: "Field “due”: moves from “breakdown” to “kase” with its values" },
    },
    { change: "field-changed", field: "due", aspects: ["required"] },
  ]);
  const moved = await house.apply(...up.documents, list("cases", "kase", ["subject", "due"]));
  expect(columnsOf("breakdowns")).toEqual(["subject", "due"]);
  expect(house.runtime.model().types.get("offer")?.fields.get("due")?.column).toBe("due");
  await sql`insert into record_kase (id, type, due) values (${newId()}, 'offer', 'Monday')`;

  const down = { documents: [kase(), breakdown(text("due"))] };
  const back = await planChanges(house.crm(), down);
  expect(back.faults).toEqual([]);
  expect(back.steps).toMatchObject([
    {
      change: "field-moved",
      name: "breakdown",
      warnings: [{ count: 1, samples: ["Monday"] }],
      affects: [{ kind: "view", name: "cases", places: [{ effect: "goes" }] }],
    },
    { change: "document-changed", name: "cases" },
  ]);
  expect(back.steps[0]?.warnings[0]?.words.en).toBe(
    "1 record of another type has a value in “due”, kept but not visible until the field comes back.",
  );
  const lowered = await house.apply(...down.documents);
  expect(columnsOf("cases")).toEqual(["subject"]);
  expect(columnsOf("breakdowns")).toEqual(["subject", "due"]);

  await undo(house.crm(), { revision: lowered });
  expect(columnsOf("cases")).toEqual(["subject", "due"]);
  expect(await values()).toMatchObject([{ due: "Friday" }, { due: "Monday" }]);
  await undo(house.crm(), { revision: moved });
  expect(house.runtime.model().types.get("breakdown")?.fields.get("due")).toMatchObject({
    declaredIn: "breakdown",
    column: "due",
  });
  expect(await values()).toMatchObject([{ due: "Friday" }, { due: "Monday" }]);
});

test("fields of the same name in two subtypes become one of the base type; taken back, each has its own values", async () => {
  await using house = await metadataHouse({
    documents: [
      { kind: "app", name: "house", label: en("house"), standard: false },
      kase(),
      offer(text("due")),
      breakdown(text("due")),
    ],
  });
  const { sql } = house.database;
  const columnOf = (name: string) => house.runtime.model().types.get(name)?.fields.get("due")?.column ?? "";
  const [first, second] = [columnOf("offer"), columnOf("breakdown")];
  expect(first).not.toBe(second);
  await sql`insert into record_kase ${sql([
    { id: newId(), type: "offer", [first]: "Monday", [second]: null },
    { id: newId(), type: "breakdown", [first]: null, [second]: "Friday" },
  ])}`;
  const up = { documents: [kase(text("due")), breakdown(), offer()] };
  const { steps } = await planChanges(house.crm(), up);
  expect(steps.map(({ change, name }) => `${change} ${name}`)).toEqual([
    "field-moved kase",
    "field-removed offer",
  ]);
  const revision = await house.apply(...up.documents);
  expect(columnOf("offer")).toBe(second);
  await undo(house.crm(), { revision });
  expect([columnOf("offer"), columnOf("breakdown")]).toEqual([first, second]);
});
