import pino from "pino";
import { expect, test } from "vitest";
import { openRuntime } from "../../runtime/open-runtime.ts";
import { testCrm } from "../../test/support/crm.ts";
import { parsedDocuments } from "../../test/support/parsed.ts";

const both = (text: string) => ({ fr: text, en: text });
const field = (name: string, type: string, more: object = {}) => ({ name, type, label: both(name), ...more });
const app = { kind: "app", name: "house", label: both("House") };
const offer = (...fields: object[]) => ({
  kind: "type",
  name: "offer",
  label: both("Offer"),
  title: "subject",
  fields: [field("subject", "text"), ...fields],
});
const site = {
  kind: "type",
  name: "site",
  label: both("Site"),
  title: "name",
  fields: [field("name", "text")],
};
const link = field("site", "reference", { to: "site" });
const admin = "administrator";

async function house() {
  const crm = await testCrm({
    documents: parsedDocuments([app, site, offer(field("place", "text"), field("fee", "text"), link)]),
  });
  const call = async (path: string, json?: object, method = json ? "POST" : "GET") => {
    const answer = await crm.request(`/api${path}`, { method, ...(json && { json }) }, admin);
    return { status: answer.status, body: await answer.json() };
  };
  const made = await call("/records/site", { name: "Vevey" });
  await call("/records/offer", { subject: "a", place: "Vevey", fee: "12.50", site: made.body.id });
  await call("/records/offer", { subject: "b", place: null, fee: "free" });
  return { crm, call };
}

test("what was removed is purged for good on demand, journalled, and restoring it says that its values are gone", async () => {
  const { crm, call } = await house();
  await using _ = crm;
  await call("/metadata/apply", { documents: [offer(field("fee", "money"), link)] });
  const plan = await call("/metadata/purge", { plan: true });
  expect(plan.body).toMatchObject({ revision: 2, rows: 3 });
  expect(plan.body.items.map(({ key, what, rows }: Record<string, unknown>) => [key, what, rows])).toEqual(
    expect.arrayContaining([
      ["record_offer.fee", "converted", 2],
      ["record_offer.place", "field", 1],
    ]),
  );
  expect(plan.body.items.every(({ bytes }: { bytes: number }) => bytes > 0)).toBe(true);
  expect((await call("/metadata/purge", { keys: ["record_offer.place"] })).status).toBe(400);
  expect(await call("/metadata/purge", { keys: ["record_offer.plac"], revision: 2 })).toMatchObject({
    status: 404,
    body: { code: "metadata.purge-unknown" },
  });
  expect(await call("/metadata/purge", { keys: ["record_offer.subject"], revision: 2 })).toMatchObject({
    status: 404,
  });
  expect(await call("/metadata/purge", { keys: ["record_offer.place"], revision: 1 })).toMatchObject({
    status: 409,
    body: { code: "metadata.stale" },
  });

  const done = await call("/metadata/purge", { keys: ["record_offer.place"], revision: 2, why: "Asked for" });
  expect(done).toMatchObject({ status: 200, body: { revision: 3, items: [{ key: "record_offer.place" }] } });
  const columns = await crm.database
    .sql`select attname from pg_attribute where attrelid = 'record_offer'::regclass and attname = 'place'`;
  expect(columns).toEqual([]);
  const { items } = (await call("/metadata/revisions")).body;
  expect(items[0]).toMatchObject({
    revision: 3,
    why: "Asked for",
    isPurge: true,
    by: { name: "administrator@test.example" },
  });
  expect(items[0].changes[0].en).toBe("Drop the removed field “place” of “Offer” for good, with 1 value");
  expect(await call("/metadata/undo", { revision: 3 })).toMatchObject({
    status: 409,
    body: { code: "metadata.purged" },
  });

  const back = await call("/metadata/undo", { revision: 2, plan: true });
  const place = back.body.steps.find((step: { field?: string }) => step.field === "place");
  expect(place.change).toBe("field-added");
  expect(place.warnings[0].words.en).toMatch(/dropped for good on .* \(revision 3\); they do not come back/);
  expect((await call("/metadata/undo", { revision: 2 })).status).toBe(200);
  const list = (await call("/records/offer?select=subject,place,fee&sort=subject")).body.items;
  expect(list).toMatchObject([
    { subject: "a", place: null, fee: "12.50" },
    { subject: "b", place: null, fee: "free" },
  ]);
});

test("values that a formula kept are called what they are once it is another, or keeps none any more", async () => {
  const { crm, call } = await house();
  await using _ = crm;
  const publish = async (expression: string, stored: boolean) => {
    const twice = field("twice", "formula", { expression, stored });
    const { body } = await call("/metadata/apply", { documents: [offer(field("fee", "text"), twice, link)] });
    for (const job of body.jobs) await crm.runtime.jobs.finished(job);
  };
  await publish("subject + subject", true);
  await publish('subject + "!"', true);
  await publish('subject + "!"', false);
  const { items } = (await call("/metadata/purge", { plan: true })).body;
  const computed = items.filter(({ what }: { what: string }) => what === "computed");
  expect(computed.map(({ words }: { words: object }) => words)).toEqual([
    expect.objectContaining({
      en: "Drop 2 values that an earlier formula of “twice” of “Offer” worked out for good",
    }),
    expect.objectContaining({
      en: "Drop 2 values that an earlier formula of “twice” of “Offer” worked out for good",
    }),
  ]);
});

test("a removed type goes with its table and with the columns that pointed to it; other processes work on", async () => {
  const { crm, call } = await house();
  await using _ = crm;
  await using other = await openRuntime(crm.config, {
    database: crm.database,
    log: pino({ level: "silent" }),
  }).then((opened) => ({
    ...opened,
    [Symbol.asyncDispose]: () => opened.close(),
  }));
  await call("/metadata/apply", {
    documents: [offer(field("place", "text"), field("fee", "text"))],
    remove: [{ kind: "type", name: "site" }],
  });
  const alone = await call("/metadata/purge", { plan: true, keys: ["record_site"] });
  expect(alone.body.items.map(({ key }: { key: string }) => key).sort()).toEqual([
    "record_offer.site",
    "record_site",
  ]);
  const done = await call("/metadata/purge", { keys: ["record_site"], revision: alone.body.revision });
  expect(done.status).toBe(200);
  const { body: made } = await call("/records/offer", { subject: "c", place: "Bex" });
  await call(`/records/offer/${made.id}`, { place: "Aigle" }, "PATCH");
  expect((await call(`/history/offer/${made.id}`)).body.items[0].changes).toMatchObject([
    { field: "place", before: "Bex" },
  ]);
  await other.runtime.models.reload();
  expect(other.runtime.model().types.has("site")).toBe(false);
  expect((await call("/metadata/purge", { plan: true })).body.items).toEqual([]);
  expect(await call("/metadata/purge", { revision: alone.body.revision + 1 })).toMatchObject({
    status: 409,
    body: { code: "metadata.purge-nothing" },
  });
  const again = await call("/metadata/plan", { documents: [site] });
  expect(again.body.steps[0]).toMatchObject({ change: "type-added", warnings: [{ count: 0 }] });
  expect((await call("/metadata/apply", { documents: [site] })).status).toBe(200);
  expect((await call("/records/site", { name: "Bex" })).status).toBe(201);
});

test("a subtype that comes back after the values of one of its fields were purged says so", async () => {
  const { crm, call } = await house();
  await using _ = crm;
  const camp = {
    kind: "type",
    name: "camp",
    extends: "site",
    label: both("Camp"),
    fields: [field("tents", "integer")],
  };
  await call("/metadata/apply", { documents: [camp] });
  await call("/records/camp", { name: "Bex", tents: 4 });
  const removed = (await call("/metadata/apply", { remove: [{ kind: "type", name: "camp" }] })).body.revision;
  const told = async () => {
    const { steps } = (await call("/metadata/undo", { revision: removed, plan: true })).body;
    return steps.flatMap(({ warnings }: { warnings: { words: { en: string } }[] }) =>
      warnings.map(({ words }) => words.en),
    );
  };
  expect(await told()).toEqual([]);
  expect((await call("/metadata/purge", { keys: ["record_site.tents"], revision: removed })).status).toBe(
    200,
  );
  expect(await told()).toEqual([expect.stringMatching(/dropped for good/)]);
  await call("/metadata/undo", { revision: removed });
  expect((await call("/records/camp?select=name,tents")).body.items).toMatchObject([
    { name: "Bex", tents: null },
  ]);
});
