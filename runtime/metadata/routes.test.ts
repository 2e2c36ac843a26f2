import { expect, test } from "vitest";
import { kindOf, parseDocument } from "../../metamodel/check/index.ts";
import { testCrm } from "../../test/support/crm.ts";

const offer = (...fields: object[]) => ({
  kind: "type",
  name: "offer",
  label: { fr: "Offre" },
  fields: [{ name: "subject", type: "text", label: { fr: "Objet" } }, ...fields],
});
const until = { name: "until", type: "date", label: { fr: "Valable jusqu’au" } };
const documents = [
  { kind: "app", name: "house", label: { fr: "Maison" } },
  offer(),
  {
    kind: "role",
    name: "clerk",
    label: { fr: "Employé" },
    types: { offer: { see: true, create: true, change: true } },
  },
].flatMap((json) => {
  const parsed = parseDocument(kindOf(json), json);
  return "document" in parsed ? [parsed.document] : [];
});

test("an administrator prices, publishes and takes back a change over HTTP, and it is used at once", async () => {
  await using crm = await testCrm({ documents });
  const admin = "administrator";
  const made = await crm.request("/api/records/offer", { json: { subject: "Pompe" } }, "clerk");
  const { id } = await made.json();

  const plan = await (
    await crm.request("/api/metadata/plan", { json: { documents: [offer(until)] } }, admin)
  ).json();
  expect(plan).toMatchObject({
    revision: 1,
    faults: [],
    steps: [{ change: "field-added", name: "offer", field: "until", undoable: true }],
  });
  expect(plan.steps[0].sql).toEqual(['alter table "record_offer" add column "until" date']);

  const applied = await crm.request(
    "/api/metadata/apply",
    { json: { documents: [offer(until)], why: "Garantie", revision: 1 } },
    admin,
  );
  expect(await applied.json()).toMatchObject({ revision: 2 });
  const changed = await crm.request(
    `/api/records/offer/${id}`,
    { method: "PATCH", json: { until: "2026-03-04" } },
    "clerk",
  );
  expect(await changed.json()).toMatchObject({ until: "2026-03-04", version: 2 });

  const history = await (await crm.request(`/api/history/offer/${id}`, {}, "clerk")).json();
  expect(history.items.map(({ op }: { op: string }) => op)).toEqual(["change", "create"]);
  expect(history.items[0]).toMatchObject({
    by: { name: "clerk@test.example" },
    changes: [{ field: "until", before: null, after: "2026-03-04" }],
  });

  const revisions = await (await crm.request("/api/metadata/revisions", {}, admin)).json();
  expect(revisions.items[0]).toMatchObject({
    revision: 2,
    why: "Garantie",
    by: { name: "administrator@test.example" },
  });
  expect((await crm.request("/api/metadata/undo", { json: { revision: 2 } }, admin)).status).toBe(200);
  const removed = await (await crm.request("/api/metadata/removed/offer", {}, admin)).json();
  expect(removed.items).toMatchObject([{ field: { name: "until" }, rows: 1 }]);
  expect(await (await crm.request(`/api/records/offer/${id}`, {}, "clerk")).json()).not.toHaveProperty(
    "until",
  );
});

test("everybody reads the model with an ETag; only administrators change it", async () => {
  await using crm = await testCrm({ documents });
  const read = await crm.request("/api/metadata", {}, "clerk");
  const etag = read.headers.get("etag") ?? "";
  expect((await read.json()).documents.map(({ name }: { name: string }) => name)).toContain("offer");
  expect((await crm.request("/api/metadata", { headers: { "if-none-match": etag } }, "clerk")).status).toBe(
    304,
  );
  expect((await crm.request("/api/metadata/type/offer", {}, "clerk")).status).toBe(200);
  const calls = [
    ["/api/metadata/plan", { json: { documents: [] } }],
    ["/api/metadata/apply", { json: { documents: [] } }],
    ["/api/metadata/undo", { json: { revision: 1 } }],
    ["/api/metadata/revisions", {}],
    ["/api/metadata/revisions/1", {}],
    ["/api/metadata/packs", {}],
    ["/api/metadata/packs/plan", { json: { name: "a", version: "1", documents: [] } }],
    ["/api/metadata/packs/apply", { json: { name: "a", version: "1", documents: [] } }],
    ["/api/metadata/packs/a", { method: "DELETE" }],
    ["/api/metadata/removed/offer", {}],
    ["/api/metadata/uses/type/offer", {}],
    ["/api/metadata/purge", { json: { plan: true } }],
    ["/api/metadata/type/offer", { method: "PUT", json: offer() }],
    ["/api/metadata/type/offer", { method: "DELETE" }],
  ] as const;
  for (const [path, init] of calls) {
    const answer = await crm.request(path, init, "clerk");
    expect([path, answer.status]).toEqual([path, 403]);
  }
});

test("bad requests are refused with a code and a path, never with a 500", async () => {
  await using crm = await testCrm({ documents });
  const send = async (path: string, init: object) => {
    const answer = await crm.request(path, init, "administrator");
    return { status: answer.status, problem: await answer.json() };
  };
  const faulty = await send("/api/metadata/apply", {
    json: { documents: [offer({ ...until, type: "dete" })] },
  });
  expect(faulty).toMatchObject({
    status: 422,
    problem: { code: "metadata.invalid", errors: [{ path: "type/offer fields[1].type" }] },
  });
  expect(faulty.problem.errors[0].message).toContain("date");
  expect(await send("/api/metadata/apply", { json: { documents: "x" } })).toMatchObject({
    status: 400,
    problem: { code: "request.invalid" },
  });
  expect(
    await send("/api/metadata/plan", {
      method: "POST",
      body: "{",
      headers: { "content-type": "application/json" },
    }),
  ).toMatchObject({ status: 400 });
  expect(await send("/api/metadata/undo", { json: { revision: 99 } })).toMatchObject({
    status: 404,
    problem: { code: "metadata.revision-unknown" },
  });
  expect(await send("/api/metadata/undo", { json: { revision: 9_999_999_999 } })).toMatchObject({
    status: 400,
  });
  expect(await send("/api/metadata/removed/nothing", {})).toMatchObject({ status: 404 });
  expect(await send("/api/metadata/type/ofer", {})).toMatchObject({
    status: 404,
    problem: { code: "metadata.not-found" },
  });
  expect(await send("/api/metadata/tipe/offer", { method: "DELETE" })).toMatchObject({ status: 422 });
  const stale = await send("/api/metadata/apply", { json: { documents: [offer(until)], revision: 0 } });
  expect(stale).toMatchObject({ status: 409, problem: { code: "metadata.stale" } });
});

test("a single document is put and deleted by its address", async () => {
  await using crm = await testCrm({ documents });
  const view = { label: { fr: "Offres" }, type: "offer", columns: ["subject"] };
  const put = await crm.request("/api/metadata/view/offers", { method: "PUT", json: view }, "administrator");
  expect(await put.json()).toMatchObject({ revision: 2 });
  expect(crm.runtime.model().views.get("offers")).toMatchObject({ columns: ["subject"] });
  await crm.request("/api/metadata/view/offers", { method: "DELETE" }, "administrator");
  expect(crm.runtime.model().views.has("offers")).toBe(false);
});
