import { expect, test } from "vitest";
import { appDocument, roleDocument, typeDocument } from "../../metamodel/index.ts";
import { testCrm } from "../../test/support/crm.ts";

const label = { en: "Word" };
const role = (name: string, more: object = {}) =>
  roleDocument.parse({ kind: "role", name, label, types: { thing: { see: true, create: true } }, ...more });

test("a question that takes longer than the role allows is stopped and told; the longest of the roles counts", async () => {
  await using crm = await testCrm({
    jobs: false,
    documents: [
      appDocument.parse({
        kind: "app",
        name: "limits",
        label,
        languages: ["en"],
        country: "CH",
        currency: "CHF",
        timeZone: "Europe/Zurich",
        standard: [],
      }),
      typeDocument.parse({
        kind: "type",
        name: "thing",
        label,
        fields: [{ name: "name", type: "text", label, searchable: true }],
      }),
      role("quick", { limits: { seconds: 1 } }),
      role("slow", { limits: { seconds: 100 } }),
      role("free"),
    ],
    users: [
      { email: "both@test.example", roles: ["quick", "slow"] },
      { email: "mixed@test.example", roles: ["quick", "free"] },
    ],
  });
  const ask = (path: string, who: string) => crm.request(path, {}, who);
  const lists = "/api/records/thing";
  await crm.request(lists, { json: { name: "one" } }, "quick");
  expect((await ask(lists, "quick")).status).toBe(200);

  let release = () => {};
  const released = new Promise<void>((done) => {
    release = done;
  });
  let locked = () => {};
  const isLocked = new Promise<void>((done) => {
    locked = done;
  });
  // A table that nobody may read makes every question about it take as long as one likes.
  const holding = crm.database.transaction(async (tx) => {
    await tx`lock table record_thing in access exclusive mode`;
    locked();
    await released;
  });
  await isLocked;
  const patient = ["both", "mixed", "free", "administrator"].map((who) => ask(lists, who));
  const impatient = [lists, "/api/aggregate/thing?figures=count", "/api/search?q=one"];
  for (const answer of await Promise.all(impatient.map((path) => ask(path, "quick")))) {
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: "query.too-slow" });
  }
  release();
  await holding;
  for (const answer of await Promise.all(patient)) expect(answer.status).toBe(200);
  expect((await ask(lists, "quick")).status).toBe(200);
});
