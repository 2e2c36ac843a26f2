import { expect, test } from "vitest";
import { testCrm } from "../../test/support/crm.ts";

const label = (text: string) => ({ en: text });
const name = { name: "name", type: "text", label: label("Name"), searchable: true };
const type = (named: string, more: object = {}) => ({
  kind: "type",
  name: named,
  label: label(named),
  ...more,
});
const below = (parent: string) => ({ extends: parent, fields: [] });

test("nobody sees the records of a subtype that was removed, until it comes back", async () => {
  await using house = await testCrm({
    documents: [
      type("vehicle", { fields: [name] }),
      type("van", below("vehicle")),
      type("truck", below("van")),
      type("note", { fields: [{ ...name, name: "words" }] }),
    ] as never,
  });
  const ask = async (path: string, json?: object) => {
    const answer = await house.request(`/api/${path}`, json ? { json } : {}, "administrator@test.example");
    return { status: answer.status, body: await answer.json() };
  };
  const seen = async () => {
    const list = await ask("records/vehicle?count=exact&sort=name&select=name");
    const figures = await ask("aggregate/vehicle?measures=count");
    const names = list.body.items.map((item: { name: string }) => item.name);
    expect(list.body.count.value).toBe(names.length);
    expect(figures.body.total).toEqual([names.length]);
    return names;
  };
  const ids: Record<string, string> = {};
  for (const one of ["vehicle", "van", "truck"])
    ids[one] = (await ask(`records/${one}`, { name: `kangoo ${one}` })).body.id;
  expect(await seen()).toEqual(["kangoo truck", "kangoo van", "kangoo vehicle"]);

  await ask("metadata/apply", { remove: [{ kind: "type", name: "truck" }] });
  expect(await seen()).toEqual(["kangoo van", "kangoo vehicle"]);
  const { body } = await ask("metadata/apply", { remove: [{ kind: "type", name: "van" }] });
  expect(await seen()).toEqual(["kangoo vehicle"]);
  expect((await ask(`records/vehicle/${ids.van}`)).status).toBe(404);
  expect(JSON.stringify((await ask("search?q=kangoo")).body)).not.toContain(ids.truck);

  await ask("metadata/undo", { revision: body.revision });
  expect(await seen()).toEqual(["kangoo van", "kangoo vehicle"]);
  expect((await ask(`records/vehicle/${ids.van}`)).status).toBe(200);
});

test("records of a type that is made abstract are not seen either", async () => {
  await using house = await testCrm({
    documents: [type("vehicle", { fields: [name] }), type("van", below("vehicle"))] as never,
  });
  const ask = async (path: string, json?: object) =>
    (await house.request(`/api/${path}`, json ? { json } : {}, "administrator@test.example")).json();
  for (const one of ["vehicle", "van"]) await ask(`records/${one}`, { name: one });
  const abstract = type("vehicle", { fields: [name], abstract: true });
  await ask("metadata/apply", { documents: [abstract] });
  expect((await ask("records/vehicle?count=exact")).count.value).toBe(1);
  await ask("metadata/apply", { documents: [{ ...abstract, abstract: false }] });
  expect((await ask("records/vehicle?count=exact")).count.value).toBe(2);
});
